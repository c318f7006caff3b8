"""All rules, found in `rules/` by file and in other packages by entry point (`own_rules`).

Adding one is adding a file with a RULE.

Rules that are one idea in several cases share a file with RULES.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from plan_eval.checks import rules
from plan_eval.checks.own_rules import OwnRule, own_rules
from plan_eval.checks.rule import Rule


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by code, in the order of the codes, those of other packages among them.

    Raises ValueError for a code used twice, PlanEvalError for a package whose rules cannot be used.
    """
    found = [*_shipped().values(), *(one.rule for one in _own())]
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}


def package_of(code: str) -> str | None:
    """The package, with its version, that brings a rule; None for the program's own."""
    return next((one.package for one in _own() if one.rule.code == code), None)


@cache
def code_beginnings() -> tuple[str, ...]:
    """The letters that codes of rules begin with (PE)."""
    return tuple(sorted({code.rstrip("0123456789") for code in all_rules()}))


@cache
def _shipped() -> dict[str, Rule]:
    modules = [
        import_module(f"{rules.__name__}.{module.name}") for module in iter_modules(rules.__path__)
    ]
    found = [rule for module in modules for rule in _of(module)]
    by_code = {rule.code: rule for rule in found}
    if len(by_code) != len(found):
        raise ValueError("two rules share a code")
    return by_code


@cache
def _own() -> tuple[OwnRule, ...]:
    return tuple(own_rules(_shipped()))


def rule_named(name: str) -> Rule:
    """The rule of that name. Raises KeyError for none."""
    return {rule.name: rule for rule in all_rules().values()}[name]


def _of(module: ModuleType) -> tuple[Rule, ...]:
    several: tuple[Rule, ...] | None = getattr(module, "RULES", None)
    return (module.RULE,) if several is None else several
