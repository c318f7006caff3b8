"""All rules, found in `rules/` by file: adding one is adding a file."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from plan_eval.checks import rules
from plan_eval.checks.rule import Rule


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by code, in the order of the codes. Raises ValueError for a code used twice."""
    found = [
        import_module(f"{rules.__name__}.{module.name}").RULE
        for module in iter_modules(rules.__path__)
    ]
    by_code = {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}
    if len(by_code) != len(found):
        raise ValueError("two rules share a code")
    return by_code
