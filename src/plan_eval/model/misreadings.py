"""The words of the plan against what the files make of them: bound, direction, hold, number, unit.

What a clause says is read from the words around its number, or around `printed`, in the item's own
text; so a bound that a short quote leaves out counts all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from plan_eval.messages import t
from plan_eval.model.base import Defect
from plan_eval.model.chinese import Bound, Found, Hold, Quantity
from plan_eval.model.clauses import (
    OF_A_NUMBER,
    Said,
    Spot,
    asks,
    numbers_of,
    said_of,
    terms_at,
    terms_of,
)
from plan_eval.model.footnote import Benchmark
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.quotations import printed_texts
from plan_eval.model.targets import Target

_LEVELS = ("value", "count", "minimum", "limit", "antecedent", "consequent")
"""The fields of targets that hold a printed number."""

_HOLDS: dict[str, Hold] = {"sustained": "every_year", "reached_and_held": "once_reached"}
"""Kinds of target, and flags of 左右 and of benchmarks, by the hold they stand for."""

_ONE_SIDED = frozenset(("at_least", "at_most", "more_than", "less_than"))
_CAN_HOLD = frozenset((*_ONE_SIDED, "around", *_HOLDS))
_BY_NAME = frozenset(("parity", "slowing", "compared"))
"""Kinds without a number that have words of their own."""

_KINDS_BOUND: dict[str, Bound] = {
    **{one: one for one in ("at_least", "at_most", "more_than", "less_than", "around")},
    **dict.fromkeys(("each_unit", "ratio", "addition"), "at_least"),
}
_SCALES = {"%": 100, "‰": 1000, "1/10万": 100_000}
_CHANGES = re.compile("增|降|减|涨|速|幅|提高|变化|缩小")
"""A name that speaks of a change itself (年均增长率), so that its level is one."""

_APART = 0.34
"""By how much a name has to be more like another clause than like its own."""


def spots_of(printed: str, quote: str, texts: tuple[str, ...]) -> list[Spot]:
    """Every place of `printed` in a quote, where the quote stands in the texts of its item."""
    text = next((one for one in texts if quote in one), None)
    if text is None:
        return []
    base = text.index(quote)
    return [
        Spot(text, base + one.start(), base + one.end())
        for one in re.finditer(re.escape(printed), quote)
    ]


def spot_of(indicator: Indicator, texts: tuple[str, ...]) -> Spot | None:
    """Where the target of an indicator is printed; of several places the one next to its name."""
    printed = indicator.target.value_printed
    if printed is None:
        return None
    places = spots_of(printed, indicator.sources[0].quote, texts)
    return max(places, key=lambda place: _likeness(indicator.name, place), default=None)


def _likeness(name: str, spot: Spot) -> float:
    """The share of a name's pairs of characters that its clause has."""
    start, end = spot.clause
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    clause = spot.text[start:end]
    return sum(pair in clause for pair in pairs) / len(pairs) if pairs else 0


def misreadings(plan: Plan) -> Iterator[Defect]:
    """Every target, benchmark and printed number that the files read otherwise than its words.

    But for targets of a draft that nobody has decided yet: those are open as a whole (PL110).
    """
    drafted = plan.header.draft is not None
    for defect in misread_targets(plan):
        if not (drafted and "target" in plan.indicators[defect.item].inferred):
            yield defect
    yield from _baselines(plan)
    yield from _benchmarks(plan)


def misread_targets(plan: Plan) -> Iterator[Defect]:
    """Every target and printed level that the files read otherwise than its words."""
    found = [*_targets(plan)]
    yield from found
    misread = {one.item for one in found}
    yield from (one for one in _left_out(plan) if one.item not in misread)


def _targets(plan: Plan) -> Iterator[Defect]:
    for indicator in plan.indicators.values():
        source = indicator.sources[0]
        texts = printed_texts(plan, source.item) if source.item in plan.items else ()
        if spot := spot_of(indicator, texts):
            yield from _target(indicator, spot)
            yield from _another_clause(indicator, spot)
        elif (
            indicator.target.value_printed
        ):  # not where it should be: at least its own words have it
            printed = indicator.target.value_printed
            yield from _numbers_wrong(indicator, Spot(printed, 0, len(printed)))


def _target(indicator: Indicator, spot: Spot) -> Iterator[Defect]:
    wrong = list(_numbers_wrong(indicator, spot))
    yield from wrong
    if wrong:
        return
    if levels(indicator.target):
        number = _own(indicator, spot)
        yield from _level(indicator, said_of(spot.text, number), spot)
        yield from _in_unit(indicator, number, spot)
    elif indicator.target.kind == "full_coverage":
        yield from _everyone(indicator, spot)
    else:
        yield from _way(indicator, spot)


def _defect(code: str, indicator: Indicator, where: str, spot: Spot, **values: object) -> Defect:
    start, end = spot.clause
    given = {"clause": spot.text[start:end], **values}
    return Defect(code, indicator.id, where, given, "indicators")


def levels(target: Target) -> dict[str, Decimal]:
    """The numbers of a target that the plan must print, by field."""
    given = {name: getattr(target, name, None) for name in _LEVELS}
    return {name: Decimal(value) for name, value in given.items() if value is not None}


def _numbers_wrong(indicator: Indicator, spot: Spot) -> Iterator[Defect]:
    for field, value in levels(indicator.target).items():
        if not any(_is(field, value, number, _unit(indicator)) for number in spot.numbers):
            printed = spot.text[spot.start : spot.end]
            yield _defect("PL016", indicator, f"target.{field}", spot, value=value, printed=printed)
            return


def _is(field: str, value: Decimal, number: Quantity, unit: str | None) -> bool:
    """Whether a printed number is what stands in a field of a target."""
    if field in ("antecedent", "consequent"):
        return number.unit == ":" and value == (
            number.value if field == "antecedent" else number.other
        )
    return number.is_as_much_as(value, unit)


def _unit(indicator: Indicator) -> str | None:
    return getattr(indicator.target, "limit_unit", indicator.unit)


def _own(indicator: Indicator, spot: Spot) -> Quantity:
    """Of the numbers at the place of a target the one that is the target's."""
    field, value = [*levels(indicator.target).items()][-1]
    return next(number for number in spot.numbers if _is(field, value, number, _unit(indicator)))


def bound_of(encoded: Target | Benchmark) -> Bound | None:
    """The bound that a target or benchmark stands for; None where it has none."""
    if isinstance(encoded, Benchmark):
        return encoded.comparator
    if encoded.kind in _KINDS_BOUND:
        return _KINDS_BOUND[encoded.kind]
    return getattr(encoded, "bound", None)


def hold_of(encoded: Target | Benchmark) -> Hold | None:
    """The hold that its kind or one of its flags stands for."""
    kind = getattr(encoded, "kind", None)
    marks = (hold for name, hold in _HOLDS.items() if name == kind or getattr(encoded, name, False))
    return next(marks, None)


def _level(indicator: Indicator, said: Said, spot: Spot) -> Iterator[Defect]:
    target, bound = indicator.target, bound_of(indicator.target)
    if bound and said.bounds and bound not in said.bounds:
        where = "target.bound" if hasattr(target, "bound") else "target.kind"
        yield _defect(
            "PL027", indicator, where, spot, said=_words(said.bounds), encoded=_words([bound])
        )
    elif target.kind not in _CAN_HOLD:
        return
    elif said.change and not _CHANGES.search(indicator.name):
        yield _defect("PL032", indicator, "target.kind", spot, said=t("lint.said.change"))
    elif others := sorted(said.kinds & OF_A_NUMBER):
        yield _defect("PL032", indicator, "target.kind", spot, said=t(f"lint.said.{others[0]}"))
    elif hold_of(target) != said.hold:
        where = "target.sustained" if target.kind == "around" else "target.kind"
        yield _defect("PL025", indicator, where, spot, said=t(f"lint.hold.{said.hold or 'none'}"))


def _in_unit(indicator: Indicator, number: Quantity, spot: Spot) -> Iterator[Defect]:
    """%, ‰ and /10万 are powers of ten apart; other units are words, and not compared."""
    if number.unit not in _SCALES:
        return
    if not _same_unit(number.unit, indicator.unit or ""):
        yield _defect("PL028", indicator, "unit", spot, unit=indicator.unit, printed=number.unit)
    elif indicator.rate and indicator.rate.scale != _SCALES[number.unit]:
        yield _defect(
            "PL028", indicator, "rate.scale", spot, unit=indicator.rate.scale, printed=number.unit
        )


def _same_unit(printed: str, unit: str) -> bool:
    return printed not in _SCALES or printed == ("1/10万" if "10万" in unit else unit)


def _everyone(indicator: Indicator, spot: Spot) -> Iterator[Defect]:
    """全覆盖 or nobody left over; 100% is everyone too, 0 nobody."""
    left_over = getattr(indicator.target, "left_over", False)
    numbers = [number.value for number in spot.numbers]
    said = [term.left_over for term in terms_at(spot) if "full_coverage" in term.kinds]
    said += [value == 0 for value in numbers if value in (0, 100)]
    if numbers and not {0, 100} & {*numbers}:
        printed = spot.text[spot.start : spot.end]
        encoded = _words(["full_coverage"])
        yield _defect("PL027", indicator, "target.kind", spot, said=printed, encoded=encoded)
    elif said and left_over not in said:
        yield _defect("PL030", indicator, "target.left_over", spot)


def _way(indicator: Indicator, spot: Spot) -> Iterator[Defect]:
    """The side of a trend or gap, and words that name another kind (相适应, 渐缓)."""
    target, found = indicator.target, terms_at(spot)
    kinds = sorted({kind for term in found for kind in term.kinds})
    named = [kind for kind in kinds if kind in _BY_NAME] or kinds
    one_way = target.kind in ("trend", "gap")
    if named and target.kind not in kinds and (not one_way or named[0] in _BY_NAME):
        yield _defect("PL032", indicator, "target.kind", spot, said=t(f"lint.said.{named[0]}"))
        return
    comparator = getattr(target, "comparator", None)
    bounds = {term.bound for term in found if "compared" in term.kinds and term.bound}
    if comparator and bounds and comparator not in bounds:
        words = {"said": _words(bounds), "encoded": _words([comparator])}
        yield _defect("PL027", indicator, "target.comparator", spot, **words)
    ways = [term for term in found if term.side]
    if not one_way or not ways:
        return
    if target.direction not in {term.side for term in ways}:
        where = "target.towards" if target.kind == "trend" else "target.kind"
        yield _defect("PL030", indicator, where, spot)
    elif target.kind == "trend" and target.may_stay not in {term.may_stay for term in ways}:
        yield _defect("PL030", indicator, "target.may_stay", spot)


def _another_clause(indicator: Indicator, spot: Spot) -> Iterator[Defect]:
    """A number that the item prints for something that is more like the indicator's name."""
    if not levels(indicator.target):
        return
    own = _likeness(indicator.name, spot)
    for number in numbers_of(spot.text):
        other = Spot(spot.text, number.start, number.end)
        if asks(spot.text, number) and _likeness(indicator.name, other) > own + _APART:
            start, end = other.clause
            yield _defect("PL031", indicator, "target.printed", spot, other=spot.text[start:end])
            return


def _left_out(plan: Plan) -> Iterator[Defect]:
    """Printed levels that only a demand without numbers quotes, or a trend."""
    for item in plan.items:
        own = [
            (indicator, source.quote)
            for indicator in plan.indicators_of(item)
            for source in indicator.sources
            if source.item == item
        ]
        for text in printed_texts(plan, item):
            asked: list[Quantity | Found] = [
                number for number in numbers_of(text) if asks(text, number)
            ]
            asked += [term for term in terms_of(text) if "full_coverage" in term.term.kinds]
            for level in asked:
                yield from _not_taken(own, text, level)


def _not_taken(
    own: list[tuple[Indicator, str]], text: str, level: Quantity | Found
) -> Iterator[Defect]:
    spot = Spot(text, level.start, level.end)
    quoting = [
        one
        for one, quote in own
        for found in re.finditer(re.escape(quote), text)
        if found.start() < level.end and found.end() > level.start
    ]
    if not quoting or any(_takes(one, text, level) for one in quoting):
        return
    one = max(quoting, key=lambda one: _likeness(one.name, spot))
    where = "target.printed" if one.group == "quantified" else "target.kind"
    yield _defect("PL029", one, where, spot, level=text[level.start : level.end])


def _takes(indicator: Indicator, text: str, level: Quantity | Found) -> bool:
    """Whether a printed level is the target of an indicator, rightly or wrongly read."""
    if indicator.group != "quantified":
        return False
    if isinstance(level, Found):
        return True
    if any(
        level.is_as_much_as(value, _unit(indicator)) for value in levels(indicator.target).values()
    ):
        return True
    spot = spot_of(indicator, (text,))
    return spot is not None and level in spot.numbers


def _baselines(plan: Plan) -> Iterator[Defect]:
    """A baseline stands in the words that are quoted for it."""
    for n, preface in enumerate(plan.header.preface_baselines):
        quoted, given = (
            {(number.value, number.unit) for number in numbers_of(text)}
            for text in (preface.quote, preface.value)
        )
        if not given <= quoted:
            values: dict[str, object] = {"value": preface.value, "printed": preface.quote}
            yield Defect("PL016", plan.header.id, f"preface_baselines.{n}.value", values)
    for indicator in plan.indicators.values():
        if indicator.baseline is None:
            continue
        value, quote = indicator.baseline.value, indicator.baseline.quote
        spot = Spot(quote, 0, len(quote))
        numbers = [number for number in spot.numbers if number.is_as_much_as(value, indicator.unit)]
        if not numbers:
            yield _defect("PL016", indicator, "baseline.value", spot, value=value, printed=quote)
        elif not any(_same_unit(number.unit, indicator.unit or "") for number in numbers):
            unit, printed = indicator.unit, numbers[0].unit
            yield _defect("PL028", indicator, "baseline.value", spot, unit=unit, printed=printed)


def _benchmarks(plan: Plan) -> Iterator[Defect]:
    """What other plans ask, read from the footnote; from its words alone, not by reference."""
    for note in plan.footnotes:
        for n, one in enumerate(note.benchmarks):
            at = note.text.find(one.printed)
            if at < 0 or one.inferred:
                continue
            spot = Spot(note.text, at, at + len(one.printed))
            unit = plan.indicators[one.indicator].unit if one.indicator in plan.indicators else None
            numbers = [number for number in spot.numbers if number.is_as_much_as(one.value, unit)]
            for code, field, values in _benchmark(one, unit, numbers, spot):
                where = f"benchmarks.{n}.{field}"
                yield Defect(code, str(note.number), where, values, "footnotes")


def _benchmark(
    benchmark: Benchmark, unit: str | None, numbers: list[Quantity], spot: Spot
) -> Iterator[tuple[str, str, dict[str, object]]]:
    values: dict[str, object] = {"clause": benchmark.printed}
    if not numbers:
        yield "PL016", "value", {"value": benchmark.value, "printed": benchmark.printed}
        return
    said = said_of(spot.text, numbers[0])
    if said.bounds and benchmark.comparator not in said.bounds:
        words = {"said": _words(said.bounds), "encoded": _words([benchmark.comparator])}
        yield "PL027", "comparator", values | words
    elif hold_of(benchmark) != said.hold:
        yield "PL025", "sustained", values | {"said": t(f"lint.hold.{said.hold or 'none'}")}
    if unit and not _same_unit(numbers[0].unit, unit):
        yield "PL028", "value", values | {"unit": unit, "printed": numbers[0].unit}


def _words(kinds: Iterable[str]) -> str:
    return t("lint.or").join(t(f"lint.kind.{kind}") for kind in sorted(kinds))
