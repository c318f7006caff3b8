"""Where a verdict comes from: the cells of the submissions behind an indicator."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.verdict import Stage


@dataclass(frozen=True, slots=True)
class Cell:
    """One accepted row: where it stands, whom it speaks of, and its cells as they were sent."""

    indicator: str
    year: int
    town: str
    sex: str
    residence: str
    age: str
    value: str | None
    numerator: str | None
    denominator: str | None
    path: str
    row: int
    note: str | None


def sources_of(indicator: Indicator) -> tuple[str, ...]:
    """The ids whose figures decide on an indicator: its own, and the other side of a comparison."""
    return indicator.target.figures_of(indicator.id)


def cells(
    indicator: Indicator, observations: pl.DataFrame, plan: Plan, stage: Stage
) -> tuple[Cell, ...]:
    """The accepted rows behind an indicator up to the stage, the district first, by year."""
    rows = observations.filter(
        pl.col("indicator").is_in(list(sources_of(indicator))) & (pl.col("year") <= stage.year)
    )
    if stage.as_of is not None:
        rows = rows.filter(pl.coalesce("report_year", "year") <= stage.as_of)
    main = plan.indicators[sources_of(indicator)[0]].scope
    other = (pl.col("sex") != main.sex) | (pl.col("residence") != main.residence)
    rows = rows.sort("indicator", "town", other, "sex", "residence", "age", "year", "path", "row")
    raw = (f"raw_{name}" for name in ("value", "numerator", "denominator"))
    names = ("indicator", "year", "town", "sex", "residence", "age", *raw, "path", "row", "note")
    return tuple(Cell(*cell) for cell in rows.select(names).iter_rows())
