"""What must hold between the parts of a plan: ids, years, references (quotes: see `quotations`).

Pure: a `Plan` in, `Defect`s out, each naming the item and where in it; the reader of
the files knows their lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Literal

from plan_eval.model.base import Defect
from plan_eval.model.duty import FEATURES
from plan_eval.model.indicator import Indicator
from plan_eval.model.inference import unmarked
from plan_eval.model.likeness import nearest_few
from plan_eval.model.misreadings import misreadings
from plan_eval.model.plan import Plan
from plan_eval.model.quotations import misquotations


def defects(plan: Plan) -> list[Defect]:
    """Every fault of the plan, in its order."""
    return [defect for check in _CHECKS for defect in check(plan)]


def _ids_are_unique(plan: Plan) -> Iterator[Defect]:
    named = {
        "": [area.id for area in plan.areas],
        "goals": [goal.id for area in plan.areas for goal in area.goals],
        "measures": [measure.id for area in plan.areas for measure in area.measures],
        "projects": [project.id for project in plan.projects.projects],
        "indicators": [indicator.id for indicator in _all_indicators(plan)],
        "documents": [document.id for document in plan.documents],
        "departments": [department.id for department in plan.departments],
        "units": [unit.id for unit in plan.units.units],
    }
    for among, ids in named.items():
        for twice in (one for one, count in Counter(ids).items() if count > 1):
            yield Defect("PL010", twice, "id", {"id": twice}, among, again=True)
    for place, note in enumerate(plan.footnotes, 1):
        if note.number != place:
            values: dict[str, object] = {"number": note.number, "wanted": place}
            yield Defect("PL020", str(note.number), "number", values, "footnotes", again=True)
            return


def _all_indicators(plan: Plan) -> Iterator[Indicator]:
    for area in plan.areas:
        yield from area.indicators
    yield from plan.projects.indicators


def _items_are_numbered(plan: Plan) -> Iterator[Defect]:
    """Area and ordinal make the id: printed numbers repeat."""
    for area in plan.areas:
        yield from _misnumbered("goals", area.id, [goal.id for goal in area.goals])
        yield from _misnumbered("measures", area.id, [measure.id for measure in area.measures])
    yield from _misnumbered("projects", "", [one.id for one in plan.projects.projects])


Numbered = Literal["goals", "measures", "projects"]


def numbered_id(among: Numbered, area: str, place: int) -> str:
    """The id of a goal, measure or project by its place (from 1) in the area or among projects."""
    match among:
        case "goals":
            return f"{area}-{place:02d}"
        case "measures":
            return f"{area}-m{place:02d}"
        case "projects":
            return f"project-{place}"


def _misnumbered(among: Numbered, area: str, ids: list[str]) -> Iterator[Defect]:
    pairs = [(found, numbered_id(among, area, n)) for n, found in enumerate(ids, 1)]
    wrong = next(((found, wanted) for found, wanted in pairs if found != wanted), None)
    if wrong:  # the first only: one slip moves all that follow
        values: dict[str, object] = {"id": wrong[0], "wanted": wrong[1]}
        yield Defect("PL022", wrong[0], "id", values, among, again=True)


def _years_are_in_order(plan: Plan) -> Iterator[Defect]:
    span, stages = plan.header.span, plan.header.stages
    if not span.baseline < span.start <= stages.midterm < stages.final <= span.end:
        yield Defect("PL021", plan.header.id, "span")


def _references_resolve(plan: Plan) -> Iterator[Defect]:
    for n, preface in enumerate(plan.header.preface_baselines):
        yield from _dangling(
            plan.header.id, "", f"preface_baselines.{n}.related", preface.related, plan.indicators
        )
    features = [f"{kind} {name}" for kind, names in FEATURES.items() for name in names]
    for part in ("implementation", "monitoring"):
        for duty in getattr(plan.header, part):
            of = partial(_dangling, duty.id, part)
            lead = [duty.department] if duty.department else []
            yield from of("department", lead, plan.department, listed=False)
            yield from of("done_by", duty.done_by, features)
    for goal in plan.goals.values():
        yield from _dangling(goal.id, "goals", "measures", goal.measures, plan.measures)
    for indicator in plan.indicators.values():
        of = partial(_dangling, indicator.id, "indicators")
        yield from of("department", [indicator.department], plan.department, listed=False)
        yield from of("supporting", indicator.supporting, plan.department)
        yield from of("sources", [s.item for s in indicator.sources], plan.items, leaf=".item")
        yield from of("related", indicator.related, plan.indicators)
        yield from of(
            "sentinels", indicator.sentinels, [code.value for code in plan.header.sentinels]
        )
        yield from of("target", _targeted(indicator), plan.indicators, listed=False)
    places = [*plan.items, *(area.id for area in plan.areas)]
    for note in plan.footnotes:
        of = partial(_dangling, str(note.number), "footnotes")
        yield from of("place", [note.place.item], places, listed=False)
        yield from of("documents", note.documents, plan.document)
        named = [benchmark.document for benchmark in note.benchmarks]
        yield from of("benchmarks", named, plan.document, leaf=".document")
        compared = [benchmark.indicator for benchmark in note.benchmarks]
        yield from of("benchmarks", compared, plan.indicators, leaf=".indicator")


def _targeted(indicator: Indicator) -> list[str]:
    return [
        figure for figure in indicator.target.figures_of(indicator.id) if figure != indicator.id
    ]


def _dangling(
    item: str,
    among: str,
    where: str,
    names: Iterable[str],
    known: Iterable[str],
    *,
    listed: bool = True,
    leaf: str = "",
) -> Iterator[Defect]:
    for n, name in enumerate(names):
        if name not in known:
            values: dict[str, object] = {"name": name, "near": nearest_few(name, known)}
            yield Defect("PL011", item, f"{where}.{n}{leaf}" if listed else where, values, among)


def _ids_follow_their_source(plan: Plan) -> Iterator[Defect]:
    for indicator in plan.indicators.values():
        if not re.fullmatch(rf"{re.escape(indicator.owner)}-\d+", indicator.id):
            yield Defect("PL012", indicator.id, "id", {"owner": indicator.owner}, "indicators")


def _indicators_stand_with_their_area(plan: Plan) -> Iterator[Defect]:
    for area in plan.areas:
        own = {goal.id for goal in area.goals} | {measure.id for measure in area.measures}
        for indicator in area.indicators:
            if indicator.owner in plan.items and indicator.owner not in own:
                values: dict[str, object] = {"owner": indicator.owner, "area": area.title}
                yield Defect("PL024", indicator.id, "sources", values, "indicators")


_CHECKS = (
    _ids_are_unique,
    _items_are_numbered,
    _years_are_in_order,
    _references_resolve,
    _ids_follow_their_source,
    _indicators_stand_with_their_area,
    misquotations,
    misreadings,
    unmarked,
)
