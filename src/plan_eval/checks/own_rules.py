"""Rules that other packages bring: a district's own, beside those that come with the program.

A package names its modules under the entry-point group `plan_eval.rules`; each has a RULE or RULES
as those in `rules/` have, and the package's `catalogue/<language>/*.yaml` their words. Source: the
entry points specification, https://packaging.python.org/en/latest/specifications/entry-points/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import ModuleType
from typing import Any, get_args

import polars as pl

from plan_eval.checks.conditions import Wanting
from plan_eval.checks.rule import FOUND, Find, OnSummary, Rule, Scope
from plan_eval.errors import PlanEvalError
from plan_eval.messages import FIRST, Language, add_words, t, words_in

GROUP = "plan_eval.rules"
CATALOGUE = "catalogue"
_CODE = re.compile(r"(?!PE|PL)[A-Z]{2,8}[0-9]{3}")
"""Two to eight capitals of the package's own and three digits; PE and PL are the program's."""
_WANTED = ("title", "message", "fix", "what", "why", "example")


@dataclass(frozen=True)
class OwnRule:
    """A rule and the package that brings it, with its version."""

    rule: Rule
    package: str


@dataclass(frozen=True)
class _Named:
    """A function of another package's rule: what goes wrong in it is said in the package's name."""

    call: Callable[..., Any]
    package: str
    code: str

    def __call__(self, *given: Any) -> Any:
        try:
            return self.done(self.call(*given))
        except Exception as error:
            values = {"package": self.package, "code": self.code, "reason": _said(error)}
            raise PlanEvalError(t("rule-packages.failed", **values), hint=_hint()) from error

    def done(self, made: Any) -> Any:
        """What it gives, computed here and not where nobody knows whose it is."""
        return made.collect(engine="in-memory").lazy()


class _NamedFind(_Named):
    def done(self, made: pl.LazyFrame) -> pl.LazyFrame:
        there = made.collect_schema().names()
        known = [pl.col(name).cast(of) for name, of in FOUND.items() if name in there]
        return made.select(known).collect(engine="in-memory").lazy()


class _NamedCondition(_Named):
    def done(self, made: Iterator[Wanting]) -> Iterator[Wanting]:
        return iter(list(made))


def own_rules(shipped: Mapping[str, Rule]) -> list[OwnRule]:
    """The rules of all installed packages, by package; their words are in the catalogue after.

    Raises PlanEvalError, naming the package, when one cannot be imported, brings what is no rule,
    takes a code or name that is not its own or another's, or has no words for it.
    """
    found: list[OwnRule] = []
    for point in sorted(entry_points(group=GROUP), key=lambda one: (_package(one), one.name)):
        package = _package(point)
        module = _imported(point, package)
        brought = [OwnRule(rule, package) for rule in _rules_of(module, point, package)]
        for one in brought:
            _check(one, shipped, found)
            found.append(replace(one, rule=_named(one)))
        _add_words(module, brought)
    return found


def _named(one: OwnRule) -> Rule:
    """The rule, its functions run in the name of its package."""
    whose, find = (one.package, one.rule.code), one.rule.find
    named: Find = _NamedFind(find, *whose)
    if isinstance(find, OnSummary):
        named = OnSummary(_Named(find.summary, *whose), _NamedFind(find.find, *whose))
    conditions = tuple(_NamedCondition(condition, *whose) for condition in one.rule.conditions)
    return replace(one.rule, find=named, conditions=conditions)


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _imported(point: EntryPoint, package: str) -> ModuleType:
    try:
        module = point.load()
    except Exception as error:
        values = {"package": package, "module": point.value, "reason": _said(error)}
        raise PlanEvalError(t("rule-packages.no-import", **values), hint=_hint()) from error
    if not isinstance(module, ModuleType):
        raise _no_rule(point, package)
    return module


def _rules_of(module: ModuleType, point: EntryPoint, package: str) -> tuple[Rule, ...]:
    found = getattr(module, "RULES", None) or (getattr(module, "RULE", None),)
    if not all(isinstance(one, Rule) for one in found):
        raise _no_rule(point, package)
    return tuple(found)


def _check(one: OwnRule, shipped: Mapping[str, Rule], others: list[OwnRule]) -> None:
    """Raise PlanEvalError unless code and name are the package's own and nobody else's."""
    rule, values = one.rule, {"package": one.package, "code": one.rule.code}
    if not _CODE.fullmatch(rule.code):
        raise PlanEvalError(t("rule-packages.code", **values), hint=t("rule-packages.code-hint"))
    if rule.scope not in get_args(Scope) or (
        rule.scope == "across" and not isinstance(rule.find, OnSummary)
    ):
        raise PlanEvalError(t("rule-packages.scope", **values), hint=t("rule-packages.scope-hint"))
    names = {other.name: "plan-eval" for other in shipped.values()}
    names |= {other.rule.name: other.package for other in others}
    codes = {other.rule.code: other.package for other in others}
    for word, taken in ((rule.code, codes), (rule.name, names)):
        if word in taken:
            both = {"first": taken[word], "second": one.package, "word": word}
            raise PlanEvalError(t("rule-packages.clash", **both), hint=_hint())


def _add_words(module: ModuleType, brought: list[OwnRule]) -> None:
    """Take the package's words for its rules in, and no others."""
    folder = files(module.__name__.partition(".")[0]) / CATALOGUE
    codes = {one.rule.code for one in brought}
    for language in get_args(Language):
        words = _read_words(folder, language, brought[0].package)
        own = {key: text for key, text in words.items() if _code_of(key) in codes}
        add_words(language, own)
        for one in brought if language == FIRST else ():
            keys = [f"rules.{one.rule.code}.{part}" for part in _WANTED]
            if wanting := [key for key in keys if key not in words]:
                values = {"package": one.package, "keys": t("punctuation.list").join(wanting)}
                hint = t("rule-packages.no-words-hint", folder=f"{CATALOGUE}/{language}")
                raise PlanEvalError(t("rule-packages.no-words", **values), hint=hint)


def _code_of(key: str) -> str | None:
    """The code of the rule that a key's words are for."""
    room, _, rest = key.partition(".")
    return rest.partition(".")[0] if room == "rules" else None


def _read_words(folder: Traversable, language: Language, package: str) -> dict[str, str]:
    try:
        return words_in(folder, language)
    except Exception as error:
        values = {"module": f"{CATALOGUE}/{language}", "reason": _said(error)}
        message = t("rule-packages.no-import", package=package, **values)
        raise PlanEvalError(message, hint=_hint()) from error


def _no_rule(point: EntryPoint, package: str) -> PlanEvalError:
    message = t("rule-packages.no-rule", package=package, module=point.value)
    return PlanEvalError(message, hint=t("rule-packages.no-rule-hint"))


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def _hint() -> str:
    return t("rule-packages.hint")
