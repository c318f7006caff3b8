"""The plan as plain data for other tools."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan

Plain = dict[str, object]


def export_plan(plan: Plan) -> Plain:
    """Everything: plan, areas, goals, measures, projects, footnotes, documents, indicators.

    Goals carry the numbers of their footnotes and the ids of their indicators; indicators carry
    `kind`, `value` (in `unit`; null where the plan gives none), `direction` and `benchmarks`.
    """
    return {
        "plan": _plain(plan.header),
        "areas": [_plain(area, but={"goals", "measures", "indicators"}) for area in plan.areas],
        "goals": [
            {"area": area.id, **_item(goal.id, plan)} for area in plan.areas for goal in area.goals
        ],
        "measures": [
            {"area": area.id, **_item(measure.id, plan)}
            for area in plan.areas
            for measure in area.measures
        ],
        "projects": [_item(project, plan) for project in plan.key_projects],
        "footnotes": [_plain(note) for note in plan.footnotes],
        "documents": [_plain(document) for document in plan.documents],
        "departments": [_plain(department) for department in plan.departments],
        "units": _plain(plan.units),
        "indicators": [_indicator(indicator, plan) for indicator in plan.indicators.values()],
    }


def describe(name: str, plan: Plan) -> Plain:
    """One item, indicator or footnote by its id or number. Raises KeyError when unknown."""
    if name in plan.duties:
        return _plain(plan.duties[name])
    if name in plan.items:
        return _item(name, plan)
    if name in plan.indicators:
        return _indicator(plan.indicators[name], plan)
    return {str(note.number): _plain(note) for note in plan.footnotes}[name]


def _item(name: str, plan: Plan) -> Plain:
    return {
        **_plain(plan.items[name]),
        "footnotes": [note.number for note in plan.footnotes_at(name)],
        "indicators": [indicator.id for indicator in plan.indicators_of(name)],
    }


def _indicator(indicator: Indicator, plan: Plan) -> Plain:
    sources = [
        {**_plain(source), "footnotes": [note.number for note in plan.footnotes_of(source)]}
        for source in indicator.sources
    ]
    area = plan.area_of.get(indicator.id)
    return {
        **_plain(indicator),
        "area": area.id if area else None,
        "unit": indicator.unit,
        "group": indicator.group,
        "kind": indicator.target.kind,
        "value": _value(indicator.bound),
        "direction": indicator.target.direction,
        "sources": sources,
        "benchmarks": [_plain(benchmark) for benchmark in plan.benchmarks_of(indicator.id)],
    }


def _plain(model: BaseModel, but: set[str] | None = None) -> Plain:
    found = _value(model.model_dump(exclude_none=True, exclude=but))
    assert isinstance(found, dict)
    return found


def _value(value: object) -> object:
    """JSON has one kind of number, whole ones stay whole; and no dates."""
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dict():
            return {key: _value(one) for key, one in value.items()}
        case list() | tuple():
            return [_value(one) for one in value]
        case _:
            return value
