"""What is worth a look in a sound plan: things nobody uses, links nobody drew, guesses left.

Pure, like `integrity`; nothing here keeps a plan from being used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from plan_eval.model.base import Defect
from plan_eval.model.inference import undecided
from plan_eval.model.plan import Plan


def remarks(plan: Plan) -> list[Defect]:
    """Every remark on the plan, in the order of their codes."""
    return [remark for look in _LOOKS for remark in look(plan)]


def _documents_nobody_names(plan: Plan) -> Iterator[Defect]:
    named = {name for note in plan.footnotes for name in note.documents}
    named |= {benchmark.document for note in plan.footnotes for benchmark in note.benchmarks}
    for document in plan.documents:
        if document.id not in named:
            values: dict[str, object] = {"title": document.title}
            yield Defect("PL101", document.id, "id", values, "documents")


def _departments_without_work(plan: Plan) -> Iterator[Defect]:
    busy = {
        who
        for indicator in plan.indicators.values()
        for who in (indicator.department, *indicator.supporting)
    }
    busy |= {duty.department for duty in plan.duties.values() if duty.department}
    for department in plan.departments:
        if department.id not in busy:
            values: dict[str, object] = {"name": department.name}
            yield Defect("PL102", department.id, "id", values, "departments")


def _footnotes_with_unnamed_documents(plan: Plan) -> Iterator[Defect]:
    for note in plan.footnotes:
        if "《" in note.text and not note.documents:
            yield Defect("PL103", str(note.number), "text", {}, "footnotes")


def _measures_without_goal(plan: Plan) -> Iterator[Defect]:
    serving = {name for goal in plan.goals.values() for name in goal.measures}
    for measure in plan.measures.values():
        if measure.id not in serving:
            yield Defect("PL104", measure.id, "id", {}, "measures")


def _goals_without_measure(plan: Plan) -> Iterator[Defect]:
    for goal in plan.goals.values():
        if not goal.measures:
            yield Defect("PL105", goal.id, "measures", {}, "goals")


def _guesses_to_confirm(plan: Plan) -> Iterator[Defect]:
    fields = Counter(name for indicator in plan.indicators.values() for name in indicator.inferred)
    if fields:
        most = "、".join(f"{name} {count}" for name, count in fields.most_common(5))
        count = sum(bool(indicator.inferred) for indicator in plan.indicators.values())
        yield Defect("PL106", plan.header.id, "", {"count": count, "fields": most})


def _decisions_of_a_draft(plan: Plan) -> Iterator[Defect]:
    open_ = undecided(plan)
    if open_:
        quantified = sum(one.indicator.group == "quantified" for one in open_)
        values: dict[str, object] = {"count": len(open_), "quantified": quantified}
        yield Defect("PL110", plan.header.id, "draft", values)


def _units_nobody_reports_by(plan: Plan) -> Iterator[Defect]:
    if plan.units.units and not any(
        "town" in indicator.splits for indicator in plan.indicators.values()
    ):
        count = len(plan.units.units)
        yield Defect("PL107", plan.units.units[0].id, "id", {"count": count}, "units")


def _units_without_a_register(plan: Plan) -> Iterator[Defect]:
    """What is reported by unit where no unit is listed: nobody is asked, nothing can be judged."""
    by_unit = [one for one in plan.indicators.values() if "town" in one.splits]
    if by_unit and not plan.units.units:
        floors = [one for one in by_unit if one.target.per_town]
        values: dict[str, object] = {"count": len(by_unit), "floors": len(floors)}
        yield Defect("PL111", (*floors, *by_unit)[0].id, "splits", values, "indicators")


def _limits_that_let_all_pass(plan: Plan) -> Iterator[Defect]:
    """A yearly limit larger than the figure itself: a figure of nothing would pass.

    Where the target is to fall, the figure may well be above it; a floor in each town has a share
    for its level.
    """
    for indicator in plan.indicators.values():
        rises = indicator.target.direction == "up" and not indicator.target.per_town
        level = (
            indicator.baseline.value if indicator.baseline else indicator.bound if rises else None
        )
        limit = indicator.yearly_change
        if isinstance(limit, Decimal) and level is not None and 0 < level < limit:
            values: dict[str, object] = {"item": indicator.id, "limit": limit, "level": level}
            yield Defect("PL109", indicator.id, "yearly_change", values, "indicators")


_LOOKS = (
    _documents_nobody_names,
    _departments_without_work,
    _footnotes_with_unnamed_documents,
    _measures_without_goal,
    _goals_without_measure,
    _guesses_to_confirm,
    _decisions_of_a_draft,
    _units_nobody_reports_by,
    _units_without_a_register,
    _limits_that_let_all_pass,
)
