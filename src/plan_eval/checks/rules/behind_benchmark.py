"""The figure does not reach what a higher plan asks for the same thing (对标)."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.facts import PLACE, Facts
from plan_eval.checks.judged import reaches, reported_this_year
from plan_eval.checks.rule import Rule, shown
from plan_eval.model.finding import Severity
from plan_eval.model.observation import EXACT


def _find(facts: Facts) -> pl.LazyFrame:
    plan = facts.plan
    benchmarks = pl.LazyFrame(
        [
            (name, one.comparator, one.value, plan.document[one.document].title)
            for name in plan.indicators
            for one in plan.benchmarks_of(name)
        ],
        schema={"indicator": pl.String, "asks": pl.String, "level": EXACT, "title": pl.String},
        orient="row",
    )
    return (
        reported_this_year(facts)
        .join(benchmarks, on="indicator")
        .filter(~reaches(pl.col("asks"), pl.col("level")))
        .unique([*PLACE, "title"], maintain_order=True)
        .with_columns(
            column=pl.lit("value"),
            value=pl.col("raw_value"),
            expected=pl.format("{}（{}）", shown(pl.col("level")), "title"),
        )
    )


RULE = Rule(
    code="PE703",
    name="behind-benchmark",
    severity=Severity.INFO,
    find=_find,
    across=True,
    on_request=True,
)
