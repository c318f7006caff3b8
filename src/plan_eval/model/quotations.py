"""Quotes and clauses against the printed words that the plan folder holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plan_eval.model.base import Defect
from plan_eval.model.plan import Plan

_PUNCTUATION = re.compile(r"[\s。；，、：！？,.;:]")
_CLAUSE = re.compile(r"[^。；，！？]+")


def misquotations(plan: Plan) -> Iterator[Defect]:
    """Every quote, clause, footnote mark and benchmark that the print does not bear out."""
    for check in _CHECKS:
        yield from check(plan)


def _quotes_stand_in_their_item(plan: Plan) -> Iterator[Defect]:
    for indicator in plan.indicators.values():
        for n, source in enumerate(indicator.sources):
            if source.item in plan.items and not any(
                source.quote in text for text in printed_texts(plan, source.item)
            ):
                values: dict[str, object] = {"quote": source.quote, "source": source.item}
                yield Defect("PL014", indicator.id, f"sources.{n}.quote", values, "indicators")


def printed_texts(plan: Plan, item: str) -> tuple[str, ...]:
    """The words of an item that the plan folder holds: a goal whole, a measure in its parts."""
    if item in plan.goals:
        return (plan.goals[item].text,)
    if item in plan.measures:
        return (plan.measures[item].heading, *plan.measures[item].commitments)
    project = plan.key_projects[item]
    return (project.title, *project.deliverables)


def _levels_stand_in_their_quote(plan: Plan) -> Iterator[Defect]:
    for indicator in plan.indicators.values():
        printed = indicator.target.value_printed
        if printed is None:
            continue
        if printed not in indicator.sources[0].quote:
            said: dict[str, object] = {"printed": printed}
            yield Defect("PL015", indicator.id, "target.printed", said, "indicators")


def _every_clause_is_covered(plan: Plan) -> Iterator[Defect]:
    for goal in plan.goals.values():
        for clause in uncovered(goal.text, _quotes(plan, goal.id)):
            yield Defect("PL013", goal.id, "text", {"clause": clause}, "goals")


def _quotes(plan: Plan, item: str) -> list[str]:
    """What the indicators of an item quote from it."""
    return [
        source.quote
        for indicator in plan.indicators_of(item)
        for source in indicator.sources
        if source.item == item
    ]


def uncovered(text: str, quotes: Iterable[str]) -> list[str]:
    """The clauses of a text that hold a character outside every quote, punctuation aside."""
    bare = [not _PUNCTUATION.match(character) for character in text]
    for quote in quotes:
        for found in re.finditer(re.escape(quote), text):
            bare[found.start() : found.end()] = [False] * (found.end() - found.start())
    return [clause.group() for clause in _CLAUSE.finditer(text) if any(bare[slice(*clause.span())])]


def _every_commitment_is_covered(plan: Plan) -> Iterator[Defect]:
    promised = [("measures", m.id, "commitments", m.commitments) for m in plan.measures.values()]
    promised += [
        ("projects", p.id, "deliverables", p.deliverables) for p in plan.key_projects.values()
    ]
    for among, item, where, clauses in promised:
        quotes = _quotes(plan, item)
        for n, clause in enumerate(clauses):
            if not any(quote in clause or clause in quote for quote in quotes):
                yield Defect("PL017", item, f"{where}.{n}", {"clause": clause}, among)


def _footnotes_stand_where_they_say(plan: Plan) -> Iterator[Defect]:
    parts = {
        "goal": set(plan.goals),
        "measure": set(plan.measures),
        "heading": {area.id for area in plan.areas},
    }
    for note in plan.footnotes:
        place, item = note.place, str(note.number)
        if any(place.item in ids for ids in parts.values()) and place.item not in parts[place.part]:
            values: dict[str, object] = {"place": place.item, "part": place.part}
            yield Defect("PL023", item, "place", values, "footnotes")
        elif place.item in plan.goals:
            text = plan.goals[place.item].text
            before = text[: place.position]
            if not 0 < place.position <= len(text) or not before.endswith(place.after):
                yield Defect("PL018", item, "place", {"after": place.after}, "footnotes")


def _benchmarks_stand_in_their_footnote(plan: Plan) -> Iterator[Defect]:
    for note in plan.footnotes:
        for n, one in enumerate(note.benchmarks):
            item, where = str(note.number), f"benchmarks.{n}"
            if one.printed not in note.text:
                said: dict[str, object] = {"printed": one.printed}
                yield Defect("PL019", item, f"{where}.printed", said, "footnotes")


_CHECKS = (
    _quotes_stand_in_their_item,
    _levels_stand_in_their_quote,
    _every_clause_is_covered,
    _every_commitment_is_covered,
    _footnotes_stand_where_they_say,
    _benchmarks_stand_in_their_footnote,
)
