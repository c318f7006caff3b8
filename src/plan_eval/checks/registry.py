"""All rules, found in `rules/` by file: adding one is adding a file with a RULE.

Rules that are one idea in several cases share a file with RULES.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from plan_eval.checks import rules
from plan_eval.checks.rule import Rule


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by code, in the order of the codes. Raises ValueError for a code used twice."""
    modules = [
        import_module(f"{rules.__name__}.{module.name}") for module in iter_modules(rules.__path__)
    ]
    found = [rule for module in modules for rule in _of(module)]
    by_code = {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}
    if len(by_code) != len(found):
        raise ValueError("two rules share a code")
    return by_code


def rule_named(name: str) -> Rule:
    """The rule of that name. Raises KeyError for none."""
    return {rule.name: rule for rule in all_rules().values()}[name]


def _of(module: ModuleType) -> tuple[Rule, ...]:
    several: tuple[Rule, ...] | None = getattr(module, "RULES", None)
    return (module.RULE,) if several is None else several
