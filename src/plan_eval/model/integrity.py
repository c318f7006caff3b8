"""What must hold between the parts of a plan: references, quotes, coverage.

Pure: a `Plan` in, `Defect`s out, each naming the item and where in it; the reader of
the files knows their lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "十": 10, "半": 30}
_PUNCTUATION = re.compile(r"[\s。；，、：！？,.;:]")
_CLAUSE = re.compile(r"[^。；，！？]+")


@dataclass(frozen=True)
class Defect:
    """One fault of a plan: `item` and `where` say where, `code` and `values` say what."""

    code: str
    item: str
    where: str
    values: dict[str, object] = field(default_factory=dict)


def defects(plan: Plan) -> list[Defect]:
    """Every fault of the plan, in its order."""
    return [defect for check in _CHECKS for defect in check(plan)]


def _ids_are_unique(plan: Plan) -> Iterator[Defect]:
    ids = [i.id for area in plan.areas for i in area.indicators]
    ids += [i.id for i in plan.projects.indicators]
    ids += [d.id for d in plan.departments] + [p.id for p in plan.projects.projects]
    for twice in (one for one, count in Counter(ids).items() if count > 1):
        yield Defect("PL010", twice, "id", {"id": twice})
    numbers = [note.number for note in plan.footnotes]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Defect("PL020", "footnotes", "", {"numbers": numbers})


def _references_resolve(plan: Plan) -> Iterator[Defect]:
    for goal in plan.goals.values():
        yield from _dangling(goal.id, "measures", goal.measures, plan.measures)
    for indicator in plan.indicators.values():
        yield from _dangling(indicator.id, "department", [indicator.department], plan.department)
        yield from _dangling(
            indicator.id, "sources", [s.item for s in indicator.sources], plan.items
        )
        yield from _dangling(indicator.id, "related", indicator.related, plan.indicators)
        yield from _dangling(indicator.id, "target", _targeted(indicator), plan.indicators)
    places = {**plan.items, **{area.id: area for area in plan.areas}}
    for note in plan.footnotes:
        item = f"footnote {note.number}"
        yield from _dangling(item, "place", [note.place.item], places)
        named = [*note.documents, *(b.document for b in note.benchmarks)]
        yield from _dangling(item, "documents", named, plan.document)
        compared = [b.indicator for b in note.benchmarks]
        yield from _dangling(item, "benchmarks", compared, plan.indicators)


def _targeted(indicator: Indicator) -> list[str]:
    target = indicator.target
    if target.kind == "parity":
        return [target.other]
    if target.kind == "gap" and target.of:
        return [target.of]
    return []


def _dangling(
    item: str, where: str, names: Iterable[str], known: Iterable[str]
) -> Iterator[Defect]:
    for name in names:
        if name not in known:
            yield Defect("PL011", item, where, {"name": name, "near": nearest(name, known)})


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, or an empty string."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.6)), "")


def _ids_follow_their_source(plan: Plan) -> Iterator[Defect]:
    for indicator in plan.indicators.values():
        if not re.fullmatch(rf"{re.escape(indicator.owner)}-\d+", indicator.id):
            yield Defect("PL012", indicator.id, "id", {"owner": indicator.owner})


def _quotes_stand_in_their_item(plan: Plan) -> Iterator[Defect]:
    for indicator in plan.indicators.values():
        for source in indicator.sources:
            if source.item in plan.items and not any(
                source.quote in text for text in printed_texts(plan, source.item)
            ):
                values: dict[str, object] = {"quote": source.quote, "source": source.item}
                yield Defect("PL014", indicator.id, "sources", values)


def printed_texts(plan: Plan, item: str) -> tuple[str, ...]:
    """The words of an item that the plan folder holds: a goal whole, a measure in its parts."""
    if item in plan.goals:
        return (plan.goals[item].text,)
    if item in plan.measures:
        return (plan.measures[item].heading, *plan.measures[item].commitments)
    project = plan.key_projects[item]
    return (project.title, *project.deliverables)


def _numbers_stand_in_their_quote(plan: Plan) -> Iterator[Defect]:
    for indicator in plan.indicators.values():
        printed = indicator.target.value_printed
        if printed is None:
            continue
        if printed not in indicator.sources[0].quote:
            yield Defect("PL015", indicator.id, "target", {"printed": printed})
        for number in _own_numbers(indicator):
            if number not in numbers_in(printed):
                values: dict[str, object] = {"value": number, "printed": printed}
                yield Defect("PL016", indicator.id, "target", values)


def _own_numbers(indicator: Indicator) -> list[Decimal]:
    target = indicator.target
    match target.kind:
        case "at_least" | "at_most" | "more_than" | "less_than" | "sustained" | "around":
            return [target.value]
        case "ratio":
            return [target.antecedent, target.consequent]
        case "addition":
            return [Decimal(target.count)]
        case "each_unit":
            return [Decimal(target.minimum)]
        case "standard":
            return [target.limit]
        case _:
            return []


def numbers_in(text: str) -> set[Decimal]:
    """The numbers a printed text holds, in digits or as small numerals in words."""
    import unicodedata

    plain = unicodedata.normalize("NFKC", text)
    words = {Decimal(value) for numeral, value in _NUMERALS.items() if numeral in plain}
    return {Decimal(digits) for digits in _DIGITS.findall(plain)} | words


def _every_clause_is_covered(plan: Plan) -> Iterator[Defect]:
    for goal in plan.goals.values():
        quotes = [
            source.quote
            for indicator in plan.indicators_of(goal.id)
            for source in indicator.sources
            if source.item == goal.id
        ]
        for clause in uncovered(goal.text, quotes):
            yield Defect("PL013", goal.id, "text", {"clause": clause})


def uncovered(text: str, quotes: Iterable[str]) -> list[str]:
    """The clauses of a text that hold a character outside every quote, punctuation aside."""
    bare = [not _PUNCTUATION.match(character) for character in text]
    for quote in quotes:
        for found in re.finditer(re.escape(quote), text):
            bare[found.start() : found.end()] = [False] * (found.end() - found.start())
    return [clause.group() for clause in _CLAUSE.finditer(text) if any(bare[slice(*clause.span())])]


def _every_commitment_is_covered(plan: Plan) -> Iterator[Defect]:
    promised = [(m.id, "commitments", m.commitments) for m in plan.measures.values()]
    promised += [(p.id, "deliverables", p.deliverables) for p in plan.projects.projects]
    for item, where, clauses in promised:
        quotes = [
            source.quote
            for indicator in plan.indicators_of(item)
            for source in indicator.sources
            if source.item == item
        ]
        for clause in clauses:
            if not any(quote in clause or clause in quote for quote in quotes):
                yield Defect("PL017", item, where, {"clause": clause})


def _footnotes_stand_where_they_say(plan: Plan) -> Iterator[Defect]:
    for note in plan.footnotes:
        place, item = note.place, f"footnote {note.number}"
        if place.item in plan.goals:
            before = plan.goals[place.item].text[: place.position]
            if len(before) < place.position or not before.endswith(place.after):
                yield Defect("PL018", item, "place", {"after": place.after})
        for benchmark in note.benchmarks:
            if benchmark.printed not in note.text:
                values: dict[str, object] = {"printed": benchmark.printed}
                yield Defect("PL019", item, "benchmarks", values)
            elif not benchmark.inferred and benchmark.value not in numbers_in(benchmark.printed):
                values = {"value": benchmark.value, "printed": benchmark.printed}
                yield Defect("PL016", item, "benchmarks", values)


_CHECKS = (
    _ids_are_unique,
    _references_resolve,
    _ids_follow_their_source,
    _quotes_stand_in_their_item,
    _numbers_stand_in_their_quote,
    _every_clause_is_covered,
    _every_commitment_is_covered,
    _footnotes_stand_where_they_say,
)
