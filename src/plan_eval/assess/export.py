"""An assessment as plain data for other tools."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from plan_eval.model.assessment import Assessment, Tally
from plan_eval.model.plan import Plan
from plan_eval.model.uncertainty import Projection
from plan_eval.writing.records import number


def export_assessment(
    assessment: Assessment, plan: Plan, names: Iterable[str] | None = None
) -> dict[str, object]:
    """Stage, results (with name, group, unit), goals, tallies, data gaps. Fractions as numbers.

    `names` picks the results to give; the rest speaks of the plan as a whole.
    """
    results = []
    for name in assessment.results if names is None else names:
        result, indicator = assessment.results[name], plan.indicators[name]
        about = {"name": indicator.name, "group": indicator.group, "unit": indicator.unit}
        results.append({**about, **_record(result)})
    return {
        "plan": plan.header.id,
        "stage": _plain(assessment.stage),
        "results": results,
        "goals": _plain(assessment.goals),
        "tallies": {name: _tally(of) for name, of in assessment.tallies.items()},
        "by_area": _nested(assessment.by_area),
        "by_department": _nested(assessment.by_department),
        "without_data": list(assessment.without_data),
        "declared_gaps": _plain(assessment.declared_gaps),
        "effects": [_plain(effect) for effect in assessment.effects.values()],
        "claims": _plain(assessment.claims),
    }


def _nested(parts: dict[str, dict[str, Tally]]) -> dict[str, object]:
    return {part: {name: _tally(of) for name, of in by.items()} for part, by in parts.items()}


def _tally(tally: Tally) -> dict[str, object]:
    rates = {
        "of_judged": tally.rate_of_judged,
        "of_all": tally.rate_of_all,
        "met_or_on_course": tally.rate_on_course,
    }
    return {**_record(tally), **{name: _plain(rate) for name, rate in rates.items()}}


def _record(value: object) -> dict[str, object]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]


def _plain(value: object) -> object:
    match value:
        case Fraction() | Decimal():
            return number(value)
        case Enum():
            return value.value
        case dict():
            return {str(key): _plain(one) for key, one in value.items()}
        case tuple() if value and all(_is_pair(one) for one in value):
            return {str(key): _plain(one) for key, one in value}
        case list() | tuple():
            return [_plain(one) for one in value]
        case Projection():
            return {**_record(value), "chance": value.printed_chance}
        case _ if is_dataclass(value):
            return _record(value)
        case _:
            return value


def _is_pair(value: object) -> bool:
    """The (name, value) pairs that reasons and warnings carry."""
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str)
