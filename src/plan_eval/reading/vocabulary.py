"""The words a plan and its forms know, and how a sender's spelling is matched with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from plan_eval.model.ages import spelled
from plan_eval.model.base import named
from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import (
    ALIASES,
    ANY_WHOLE,
    RESIDENCES,
    SEXES,
    STATUSES,
    UNITS,
    WHOLE,
)
from plan_eval.model.plan import Plan
from plan_eval.reading import cells

Words = Mapping[str, str]
"""From every spelling, folded, to its code."""

_OF_WHICH = re.compile(r"^(?:其中\s*:?|#)\s*")
_BRACKETS = re.compile(r"^(?P<name>.+?)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]$")


@dataclass(frozen=True)
class Match:
    """A code found for a cell; `exact` says whether the cell was spelled as the lists spell it."""

    code: str
    exact: bool
    unit: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """Every list that a cell can be looked up in."""

    columns: Words
    indicators: Words
    towns: Words
    sexes: Words
    residences: Words
    statuses: Words
    items: Words
    departments: Words
    units: Words
    unit_of: Mapping[str, str]
    scopes: Mapping[str, tuple[str, str]]
    ages: Words
    sentinels: Mapping[tuple[str, Decimal], str]
    missing: frozenset[str]
    years: range

    @cached_property
    def codes(self) -> frozenset[Decimal]:
        """The numbers that some indicator may hold as codes."""
        return frozenset(code for _, code in self.sentinels)

    def indicator(self, cell: str) -> Match | None:
        """An indicator by code or name; a unit in brackets behind the name is split off."""
        found = match(self.indicators, cell)
        if found:
            return found
        name, unit = split_unit(cells.plain(cell))
        found = match(self.indicators, name) if unit else None
        return Match(found.code, exact=False, unit=unit) if found else None


def vocabulary_of(plan: Plan) -> Vocabulary:
    """The words of a plan."""
    indicators = plan.indicators.values()
    level = plan.header.level
    # a form prints the plan's own words (全县, 乡镇), so they are read back as well
    own = (plan.header.district, *(level.spellings if level else ANY_WHOLE))
    below = filter(None, (level.unit, level.unit_en)) if level else ()
    columns = {**ALIASES, "town": (*ALIASES["town"], *below)}
    residences = {**RESIDENCES, "total": (*RESIDENCES["total"], *own)}
    towns = [("", (*WHOLE, *own))]
    towns += [(unit.id, named(unit.id, unit.name, unit.name_en)) for unit in plan.units.units]
    shared = Counter(word for i in indicators for word in {*_folded_names(i)})
    return Vocabulary(
        columns={_tight(word): name for name, words in columns.items() for word in (name, *words)},
        indicators=spellings((i.id, (i.id, *_own_names(i, shared))) for i in indicators),
        towns=spellings(towns),
        sexes=spellings((code, (code, *words)) for code, words in SEXES.items()),
        residences=spellings((code, (code, *words)) for code, words in residences.items()),
        statuses=spellings((code, (code, *words)) for code, words in STATUSES.items()),
        items=spellings((item, (item,)) for item in plan.reportable),
        departments=spellings((d.id, (d.id, d.name, *d.aliases)) for d in plan.departments),
        units=_units({i.unit for i in indicators if i.unit}),
        unit_of={i.id: i.unit for i in indicators if i.unit},
        scopes={i.id: (i.scope.sex, i.scope.residence) for i in indicators},
        ages={i.id: spelled(cells.plain(i.scope.age)) for i in indicators if i.scope.age},
        sentinels={
            (i.id, Decimal(code.value)): code.meaning
            for i in indicators
            for code in plan.header.sentinels
            if code.value in i.sentinels
        },
        missing=frozenset({"", *map(cells.mark, plan.header.missing_marks)}),
        years=range(plan.header.span.baseline, plan.header.span.end + 1),
    )


def _units(of_plan: Set[str]) -> dict[str, str]:
    """Every spelling of a unit to the plan's own, or the usual one where the plan has none."""
    found: dict[str, str] = {}
    for unit, others in UNITS.items():
        spelled_ = {_tight(word) for word in (unit, *others)}
        own = next((one for one in sorted(of_plan) if _tight(one) in spelled_), unit)
        found |= dict.fromkeys(spelled_, own)
    return found


def unit_of(words: Words, text: str) -> str:
    """A unit as the plan spells it; one that no list has stays as it is."""
    return words.get(_tight(text), text)


def _own_names(indicator: Indicator, shared: Mapping[str, int]) -> Iterator[str]:
    """A name that two indicators bear names neither: which is meant is not for us to guess."""
    for name in named(indicator.name, indicator.name_en):
        if shared[name.casefold()] == 1:
            yield name


def _folded_names(indicator: Indicator) -> Iterator[str]:
    return (name.casefold() for name in named(indicator.name, indicator.name_en))


def match(words: Words, cell: str) -> Match | None:
    """The code of a cell: as spelled, else with full-width forms, 其中 and inner blanks undone."""
    exact = words.get(cells.stripped(cell).casefold())
    if exact is not None:
        return Match(exact, exact=True)
    loose = cells.plain(cell).casefold()
    for spelling in (loose, _OF_WHICH.sub("", loose), _tight(_OF_WHICH.sub("", loose))):
        if spelling in words:
            return Match(words[spelling], exact=False)
    return None


def split_unit(text: str) -> tuple[str, str | None]:
    """地区生产总值(亿元) → its name and 亿元; no unit where nothing stands in brackets."""
    found = _BRACKETS.match(text)
    return (found["name"], found["unit"].strip()) if found else (text, None)


def column_name(words: Words, cell: str) -> str | None:
    """Which of our columns a header cell names."""
    return words.get(_tight(cell))


@lru_cache(4096)
def _tight(text: str) -> str:
    return "".join(cells.plain(text).split()).casefold()


def spellings(of: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """From every spelling to its code, as written and in narrow forms."""
    return _folded({word: code for code, words in of for word in words})


def _folded(codes: Mapping[str, str]) -> dict[str, str]:
    """Both as written and in narrow forms, so that a name with （ ） matches however it is sent."""
    narrow = {cells.plain(word).casefold(): code for word, code in codes.items()}
    return narrow | {word.casefold(): code for word, code in codes.items()}
