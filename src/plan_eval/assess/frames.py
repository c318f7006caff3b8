"""An assessment as tidy frames: one row an indicator, a group or a tally."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

import polars as pl

from plan_eval.model.assessment import Assessment, Point, Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.wording import target_words

Cell = str | int | float | bool | None
Read = Callable[[Result, Indicator], Cell]


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _at(point: Point | None) -> float | None:
    return None if point is None else float(point.value)


RESULTS: dict[str, tuple[type[pl.DataType], Read]] = {
    "indicator": (pl.String, lambda r, i: i.id),
    "name": (pl.String, lambda r, i: i.name),
    "department": (pl.String, lambda r, i: i.department),
    "group": (pl.String, lambda r, i: i.group),
    "kind": (pl.String, lambda r, i: i.target.kind),
    "unit": (pl.String, lambda r, i: i.unit),
    "target": (pl.String, lambda r, i: target_words(i)),
    "bound": (pl.Float64, lambda r, i: _number(r.bound)),
    "baseline_year": (pl.Int32, lambda r, i: r.baseline.year if r.baseline else None),
    "baseline": (pl.Float64, lambda r, i: _at(r.baseline)),
    "year": (pl.Int32, lambda r, i: r.latest.year if r.latest else None),
    "value": (pl.Float64, lambda r, i: _at(r.latest)),
    "change": (pl.Float64, lambda r, i: _number(r.change)),
    "state": (pl.String, lambda r, i: str(r.state) if r.state else None),
    "nearly_met": (pl.Boolean, lambda r, i: r.nearly),
    "checklist": (pl.String, lambda r, i: str(r.checklist) if r.checklist else None),
    "pace": (pl.String, lambda r, i: str(r.progress.pace) if r.progress else None),
    "achieved": (pl.Float64, lambda r, i: _number(r.progress.printed) if r.progress else None),
    "schedule": (pl.Float64, lambda r, i: _number(r.progress.schedule) if r.progress else None),
    "ratio": (pl.Float64, lambda r, i: _number(r.progress.ratio) if r.progress else None),
    "effort": (pl.Float64, lambda r, i: _number(r.progress.effort) if r.progress else None),
    "evidence": (pl.String, lambda r, i: str(r.evidence)),
    "reasons": (pl.String, lambda r, i: " ".join(reason.code for reason in r.reasons)),
    "breaches": (pl.String, lambda r, i: " ".join(map(str, r.breaches))),
    "level": (pl.String, lambda r, i: str(r.warnings[0].level) if r.warnings else None),
    "warnings": (pl.String, lambda r, i: " ".join(one.code for one in r.warnings)),
    "projection": (pl.String, lambda r, i: r.projection.method if r.projection else None),
    "projected": (pl.Float64, lambda r, i: r.projection.value if r.projection else None),
    "projected_lower": (pl.Float64, lambda r, i: r.projection.lower if r.projection else None),
    "projected_upper": (pl.Float64, lambda r, i: r.projection.upper if r.projection else None),
    "chance": (pl.Float64, lambda r, i: r.projection.printed_chance if r.projection else None),
    "likelihood": (pl.String, lambda r, i: r.projection.likelihood if r.projection else None),
    "interval_lower": (
        pl.Float64,
        lambda r, i: r.small_count.interval.lower if r.small_count else None,
    ),
    "interval_upper": (
        pl.Float64,
        lambda r, i: r.small_count.interval.upper if r.small_count else None,
    ),
    "p_value": (pl.Float64, lambda r, i: r.p_value),
    "gender_gap": (
        pl.Float64,
        lambda r, i: float(r.gender_gaps[0].latest) if _of_district(r) else None,
    ),
    "gender_gap_change": (
        pl.Float64,
        lambda r, i: _number(r.gender_gaps[0].change) if _of_district(r) else None,
    ),
}


def _of_district(result: Result) -> bool:
    return bool(result.gender_gaps) and result.gender_gaps[0].town is None


def results_frame(
    assessment: Assessment, plan: Plan, names: Iterable[str] | None = None
) -> pl.DataFrame:
    """One row an indicator in the order of the plan; `area` is its area's id or projects.

    Columns are those of RESULTS; values in the indicator's unit, shares and chances from 0 to 1.
    """
    chosen = list(assessment.results if names is None else names)
    pairs = [(assessment.results[name], plan.indicators[name]) for name in chosen]
    columns = {
        name: pl.Series(name, [read(*pair) for pair in pairs], dtype)
        for name, (dtype, read) in RESULTS.items()
    }
    area = pl.Series("area", [plan.part_of(name) for name in chosen], pl.String)
    return pl.DataFrame(columns).insert_column(2, area)


def tallies_frame(assessment: Assessment) -> pl.DataFrame:
    """One row a tally: by plan, area or department (`by`, `part`), and group of targets."""
    parts = {
        "plan": {"": assessment.tallies},
        "area": assessment.by_area,
        "department": assessment.by_department,
    }
    names = ("met", "not_met", "undetermined", "qualitative", "total", "on_course", "nearly")
    rows = [
        (by, part, group, *(getattr(tally, name) for name in names))
        for by, of in parts.items()
        for part, groups in of.items()
        for group, tally in groups.items()
    ]
    texts = dict.fromkeys(("by", "part", "group"), pl.String)
    return pl.DataFrame(rows, schema={**texts, **dict.fromkeys(names, pl.Int64)}, orient="row")
