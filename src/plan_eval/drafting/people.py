"""Of whom a clause speaks: population, age and sex, as far as its words say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plan_eval.drafting.vocabulary import (
    ACTS,
    BOTH_SEXES,
    GROUPS,
    OF_THINGS,
    PERSONS,
    SEXES,
    THINGS,
)
from plan_eval.model.indicator import Scope, Sex

HEADS = f"{PERSONS}|{THINGS}"
"""Words for people, and for what else a rate can be of."""

_HEAD = re.compile(f"(?:{HEADS})+")
_SHARE = re.compile(
    f"^(?P<all>.+?)(?:中的?|的)?(?P<part>{GROUPS})(?:[\u4e00-\u9fff]{{0,4}}?)?(?:所占)?(?:比例|占比|比重)$"
)
_WITHIN = re.compile("^(?P<all>.+?)中的?(?P<part>.+?)的?(?:所占)?(?:比例|占比|比重)$")
_AGE = re.compile(
    r"(?:\d+\s*(?:周?岁)?\s*[-—–~～－至]+\s*\d+|\d+)\s*周?岁\s*(?:及|（含）|\(含\))?(?:以上|以下|以内)?"
)
_SEXES: tuple[Sex, ...] = ("female", "male")
_LONGEST = 16
"""Characters of a population; what is longer is a sentence that ends in people."""


@dataclass(frozen=True, slots=True)
class People:
    """Whom an indicator is of."""

    scope: Scope
    share: tuple[str, str] | None = None
    """The whole and the part of it that a share is of (居委会成员, 女性)."""


def people_of(name: str, known: str | None, of_plan: str) -> People:
    """Whom, or what, an indicator speaks of.

    `known` is the population of a well-known rate, `of_plan` the people that the plan is made for;
    they count where the words say nothing, but for things, which are of no people (污水处理率).
    """
    age = _age(name)
    if (found := _SHARE.match(name) or _WITHIN.match(name)) and _HEAD.search(found["all"]):
        share = found["all"], found["part"]
        return People(Scope(population=share[0], age=age), share)
    if known:
        said = group_in(name)
        population = said if said and known in said else known
        return People(Scope(population=population, age=age, sex=sex_of(population)))
    if population := group_in(name):
        scope = Scope(population=population, age=age, sex=sex_of(population))
        return People(scope)
    if thing := re.match(f"(.{{2,{_LONGEST}}}){OF_THINGS}$", name):
        return People(Scope(population=thing[1], age=age))
    return People(Scope(population=of_plan, age=age, sex=sex_of(of_plan)))


def sex_of(population: str) -> Sex:
    """Whether only one sex is meant; 妇女儿童 and 夫妇 are both."""
    if re.search(BOTH_SEXES, population):
        return "total"
    found = [sex for sex in _SEXES if re.search(SEXES[sex], population)]
    return found[0] if len(found) == 1 else "total"


def _age(text: str) -> str | None:
    found = _AGE.search(text)
    return re.sub(r"\s", "", found[0]) if found else None


def group_in(text: str) -> str:
    """The words up to the end of the first group that is named (65岁以上妇女)."""
    found = _HEAD.search(text)
    if found is None:
        return ""
    population = re.sub(f"^{ACTS}+", "", text[: found.end()])
    if len(population) > _LONGEST:
        population = re.split("[，、和与及]", population)[-1]
    return population if len(population) <= _LONGEST else found[0]
