"""Cut a plan and its assessment down to one area or one department."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from plan_eval.assess.tally import tally, tally_by
from plan_eval.checks.validation import Validation
from plan_eval.errors import ReportError
from plan_eval.messages import t
from plan_eval.model.area import Area, Projects
from plan_eval.model.assessment import Assessment
from plan_eval.model.plan import PROJECTS, Plan
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.texts import Texts


def context_of(
    plan: Plan,
    assessment: Assessment,
    validation: Validation,
    day: date,
    edition: Edition | None = None,
    texts: Texts | None = None,
) -> Context:
    """What the writers write from: the edition's part of a whole plan and its assessment.

    `day` stands on the cover, `texts` are those that people wrote for this edition.
    """
    edition = edition or Edition()
    if edition.kind == "department":
        alone = edition.department and not edition.area and assessment.stage.name == "annual"
        if not alone:
            raise ReportError(t("cli.report.department-yearly"))
    part, judged = extract(plan, assessment, edition)
    return Context(part, judged, validation, day, edition, texts=texts or Texts())


def extract(plan: Plan, assessment: Assessment, edition: Edition) -> tuple[Plan, Assessment]:
    """The part of a plan an edition speaks of; the verdicts stay those of the whole.

    A goal keeps its state over all its indicators, the department's or not. Raises ReportError for
    an edition of nothing: a department that owes nothing, or nothing in the area.
    """
    if edition.whole:
        return plan, assessment
    items, alone = _items_of(plan, assessment, edition), edition.kind == "department"
    kept = tuple(
        of
        for area in plan.areas
        if edition.area in (None, area.id)
        and ((of := _area(area, edition, items)).goals or of.measures or of.indicators)
    )
    projects = _projects(plan, edition, items)
    if not kept and not projects.projects and not (alone and items):
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


def _items_of(plan: Plan, assessment: Assessment, edition: Edition) -> set[str]:
    """The items a department's edition is about: those its indicators stand for.

    Its own report is about what it answers for: what it leads, and what it assessed itself.
    """
    name = edition.department
    if edition.kind != "department":
        own = (one for one in plan.indicators.values() if one.department == name)
        return {source.item for one in own for source in one.sources}
    led = {item for item in plan.items if plan.lead_of(item) == name}
    return led | {one.item for one in assessment.self_assessments if one.department == name}


def _area(area: Area, edition: Edition, items: set[str]) -> Area:
    """An area with the department's indicators, and the goals and measures among the items."""
    if edition.department is None:
        return area
    return area.model_copy(
        update={
            "indicators": tuple(i for i in area.indicators if i.department == edition.department),
            "goals": tuple(goal for goal in area.goals if goal.id in items),
            "measures": tuple(measure for measure in area.measures if measure.id in items),
        }
    )


def _projects(plan: Plan, edition: Edition, items: set[str]) -> Projects:
    own = tuple(
        indicator
        for indicator in plan.projects.indicators
        if edition.area in (None, PROJECTS) and edition.department in (None, indicator.department)
    )
    owners = {indicator.owner for indicator in own}
    if edition.kind == "department":
        owners = items
    projects = tuple(project for project in plan.projects.projects if project.id in owners)
    return plan.projects.model_copy(update={"indicators": own, "projects": projects})


def _items(areas: tuple[Area, ...]) -> set[str]:
    """The goals and measures of areas, and the areas themselves where they are whole."""
    found = {area.id for area in areas}
    for area in areas:
        found |= {goal.id for goal in area.goals} | {measure.id for measure in area.measures}
    return found
