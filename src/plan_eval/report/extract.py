"""Cut a plan and its assessment down to one area or one department."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from plan_eval.assess.tally import tally, tally_by
from plan_eval.checks.validation import Validation
from plan_eval.errors import ReportError
from plan_eval.model.area import Area, Projects
from plan_eval.model.assessment import Assessment
from plan_eval.model.plan import PROJECTS, Plan
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.words import t


def context_of(
    plan: Plan,
    assessment: Assessment,
    validation: Validation,
    day: date,
    edition: Edition | None = None,
) -> Context:
    """What the writers write from: the edition's part of a whole plan and its assessment.

    `day` stands on the cover.
    """
    edition = edition or Edition()
    part, judged = extract(plan, assessment, edition)
    return Context(part, judged, validation, day, edition)


def extract(plan: Plan, assessment: Assessment, edition: Edition) -> tuple[Plan, Assessment]:
    """The part of a plan an edition speaks of; the verdicts stay those of the whole.

    A goal keeps its state over all its indicators, the department's or not. Raises ReportError for
    an edition of nothing: a department that owes nothing, or nothing in the area.
    """
    if edition.whole:
        return plan, assessment
    areas = [_area(area, plan, edition) for area in plan.areas if edition.area in (None, area.id)]
    kept = tuple(area for area in areas if area.goals or area.measures)
    projects = _projects(plan, edition)
    if not kept and not projects.projects:
        raise ReportError(t("report.extract.nothing"), hint=t("report.extract.nothing-hint"))
    part = plan.model_copy(
        update={
            "areas": kept,
            "projects": projects,
            "footnotes": tuple(n for n in plan.footnotes if n.place.item in _items(kept)),
        }
    )
    # cached look-ups of the whole plan must not survive in the part
    part = Plan.model_construct(**{name: getattr(part, name) for name in Plan.model_fields})
    results = {name: of for name, of in assessment.results.items() if name in part.indicators}
    said = tuple(
        one
        for one in assessment.self_assessments
        # duties are the whole plan's; a department's extract has what it reports of them itself
        if one.item in part.items
        or (one.item in plan.duties and one.department == edition.department)
    )
    return part, replace(
        assessment,
        results=results,
        goals={goal: assessment.goals[goal] for goal in part.goals},
        tallies=tally(results.values(), part),
        by_area=tally_by(lambda i: part.part_of(i.id), results, part),
        by_department=tally_by(lambda i: i.department, results, part),
        self_assessments=said,
        declared_gaps=tuple(g for g in assessment.declared_gaps if g.indicator in results),
    )


def _area(area: Area, plan: Plan, edition: Edition) -> Area:
    """An area with the department's indicators, and the goals and measures these belong to."""
    if edition.department is None:
        return area
    own = tuple(i for i in area.indicators if i.department == edition.department)
    items = {
        source.item
        for indicator in plan.indicators.values()
        if indicator.department == edition.department
        for source in indicator.sources
    }
    return area.model_copy(
        update={
            "indicators": own,
            "goals": tuple(goal for goal in area.goals if goal.id in items),
            "measures": tuple(measure for measure in area.measures if measure.id in items),
        }
    )


def _projects(plan: Plan, edition: Edition) -> Projects:
    own = tuple(
        indicator
        for indicator in plan.projects.indicators
        if edition.area in (None, PROJECTS) and edition.department in (None, indicator.department)
    )
    items = {indicator.owner for indicator in own}
    projects = tuple(project for project in plan.projects.projects if project.id in items)
    return plan.projects.model_copy(update={"indicators": own, "projects": projects})


def _items(areas: tuple[Area, ...]) -> set[str]:
    """The goals and measures of areas, and the areas themselves where they are whole."""
    found = {area.id for area in areas}
    for area in areas:
        found |= {goal.id for goal in area.goals} | {measure.id for measure in area.measures}
    return found
