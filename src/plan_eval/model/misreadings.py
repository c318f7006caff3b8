"""Targets that say something else than their clause: the wrong way, the wrong bound, a lost number.

Between a plan and a reversed target stands nobody but this, in an office without a programmer.
Every check reads the words around the number (`bound_words`), not the sentence: 巩固 in the name
九年义务教育巩固率 asks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from plan_eval.model.bound_words import Reading, directions, plain, readings, says
from plan_eval.model.defect import Defect
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.quotations import printed_texts

_LEVELS = ("at_least", "at_most", "more_than", "less_than", "around")
_STRICT = ("more_than", "less_than", "around", "at_most")
_UNITS = ("%", "‰", "1/10万", "1/万")
_SHAPED = ("gap", "parity", "slowing")
_SHARED = 4
"""So many characters in a row of an indicator's name make a clause its own."""


def misreadings(plan: Plan) -> Iterator[Defect]:
    """Every target that its own clause contradicts (PL025, PL027–PL031)."""
    for indicator in plan.indicators.values():
        quote = indicator.sources[0].quote
        if indicator.group == "quantified":
            yield from _of_quantified(indicator, quote)
        elif indicator.group == "directional":
            yield from _of_directional(indicator, quote)
    yield from _numbers_left_out(plan)
    yield from _of_benchmarks(plan)


def _defect(code: str, indicator: Indicator, where: str, **values: object) -> Defect:
    return Defect(code, indicator.id, where, values, "indicators")


def _of_quantified(indicator: Indicator, quote: str) -> Iterator[Defect]:
    target = indicator.target
    if target.kind == "full_coverage":
        left, covered = says("left_over", quote), says("full_coverage", quote)
        if not covered or left is not target.left_over:
            yield _defect("PL027", indicator, "target", kind=_kind(indicator), said=quote)
        return
    numbers = indicator.target.numbers
    found = [one for one in readings(quote) if one.values == numbers]
    if not found:
        return  # PL015, PL016: the number does not stand there
    if all(_contradicts(indicator, one) for one in found):
        said = found[0].said
        yield _defect("PL027", indicator, "target", kind=_kind(indicator), said=said)
    elif all(_holds_otherwise(indicator, one) for one in found):
        yield _defect("PL025", indicator, "target", quote=quote)
    if indicator.unit in _UNITS and all(
        one.unit in _UNITS and one.unit != indicator.unit for one in found
    ):
        yield _defect("PL028", indicator, "unit", unit=indicator.unit, said=found[0].unit)
    if other := _nearer(indicator, found, quote):
        yield _defect("PL031", indicator, "target", value=numbers[0], clause=other)


def _kind(indicator: Indicator) -> str:
    target = indicator.target
    return str(getattr(target, "bound", target.kind))


def _contradicts(indicator: Indicator, said: Reading) -> bool:
    """Whether the words around the number ask for another comparison than the target makes."""
    target, asked = indicator.target, said.comparator
    comparator = _kind(indicator)
    match target.kind:
        case "each_unit":
            return not says("each_unit", indicator.sources[0].quote) or asked not in (
                "at_least",
                None,
            )
        case "addition":
            return asked not in ("at_least", None)
        case "ratio":
            return asked not in ("at_least", None)
        case "standard":
            return False
    if said.adds or (says("each_unit", said.clause) and said.counted):
        return True
    if asked is None:
        return comparator in _STRICT
    return comparator in _LEVELS and comparator != asked


def _holds_otherwise(indicator: Indicator, said: Reading) -> bool:
    """Whether the words ask for other years than the target looks at."""
    return said.hold != indicator.target.hold


def _nearer(indicator: Indicator, own: list[Reading], quote: str) -> str | None:
    """A clause of the same quote with another number, if it names the indicator better."""
    name = plain(indicator.name)
    mine = max(_common(name, one.clause) for one in own)
    others = [one for one in readings(quote) if one.values != own[0].values]
    best = max(others, key=lambda one: _common(name, one.clause), default=None)
    if best is None:
        return None
    theirs = _common(name, best.clause)
    return best.clause if theirs >= _SHARED and theirs >= mine + 2 else None


def _common(name: str, clause: str) -> int:
    """The longest run of characters that both hold."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name, clause, autojunk=False).find_longest_match().size


def _of_directional(indicator: Indicator, quote: str) -> Iterator[Defect]:
    target = indicator.target
    printed = target.value_printed or quote
    if target.kind in _SHAPED:
        wrong = not says(target.kind, quote)
    elif target.kind == "trend":
        named = directions(printed)
        wrong = says("slowing", printed) or (bool(named) and target.towards not in named)
    else:
        wrong = False
    if wrong:
        kind = getattr(target, "towards", target.kind)
        yield _defect("PL030", indicator, "target", kind=kind, said=printed)


def _numbers_left_out(plan: Plan) -> Iterator[Defect]:
    """A level that the text asks for and no quantified indicator of the item carries (PL029)."""
    for item in plan.items:
        own = plan.indicators_of(item)
        carried = [one for one in own if one.group == "quantified"]
        for text in printed_texts(plan, item):
            for reading in readings(text):
                quoting = [one for one in carried if _quotes(one, item, reading.clause)]
                numbers = {number for one in quoting for number in one.target.numbers}
                if not set(reading.values) <= numbers:
                    yield from _left_out(own, item, reading)
            if _absolute(text) and not any(_covers(one, text) for one in carried):
                yield from _left_out_words(own, item, text)


def _left_out(own: tuple[Indicator, ...], item: str, reading: Reading) -> Iterator[Defect]:
    quoting = [one for one in own if _quotes(one, item, reading.clause)]
    for one in quoting[:1]:
        value = "、".join(map(str, reading.values))
        yield _defect("PL029", one, "target", value=value, clause=reading.clause)


def _left_out_words(own: tuple[Indicator, ...], item: str, text: str) -> Iterator[Defect]:
    for one in own:
        for source in one.sources:
            if source.item == item and _absolute(source.quote):
                yield _defect("PL029", one, "target", value=source.quote, clause=source.quote)
                return


def _absolute(text: str) -> bool:
    return any(word in text for word in ("全覆盖", "清零")) or says("full_coverage", text)


def _covers(indicator: Indicator, text: str) -> bool:
    return any(
        source.quote in text and says("full_coverage", source.quote) for source in indicator.sources
    )


def _quotes(indicator: Indicator, item: str, clause: str) -> bool:
    return any(
        source.item == item and (clause in plain(source.quote) or plain(source.quote) in clause)
        for source in indicator.sources
    )


def _of_benchmarks(plan: Plan) -> Iterator[Defect]:
    """What footnotes ask, by the same words; a value given only by reference has none."""
    for note in plan.footnotes:
        for n, one in enumerate(note.benchmarks):
            found = [r for r in readings(one.printed) if Decimal(one.value) in r.values]
            item, where = str(note.number), f"benchmarks.{n}"
            if one.inferred or not found:
                continue
            if all(r.comparator not in (one.comparator, None) for r in found):
                values: dict[str, object] = {"kind": one.comparator, "said": found[0].said}
                yield Defect("PL027", item, f"{where}.comparator", values, "footnotes")
            elif all(r.hold != one.hold for r in found):
                yield Defect("PL025", item, where, {"quote": one.printed}, "footnotes")
