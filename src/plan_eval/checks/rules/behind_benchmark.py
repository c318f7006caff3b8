"""The figure does not reach what a higher plan asks for the same thing (对标)."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.against_target import judged, this_year
from plan_eval.checks.dataset import PLACE, Dataset
from plan_eval.checks.rule import Rule, shown
from plan_eval.messages import t
from plan_eval.model.finding import Severity
from plan_eval.model.footnote import Benchmark
from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import EXACT


def _find(data: Dataset) -> pl.LazyFrame:
    plan = data.plan
    asked = [benchmark for name in plan.indicators for benchmark in plan.benchmarks_of(name)]
    tolerance = plan.header.parameters.benchmark_tolerance
    benchmarks = pl.LazyFrame(
        [
            (at, one.indicator, *whom, one.value, plan.document[one.document].title)
            for at, one in enumerate(asked)
            if (whom := _whom(one, plan.indicators[one.indicator])) is not None
        ],
        schema={
            "asked": pl.Int64,
            "indicator": pl.String,
            **dict.fromkeys(("sex", "residence", "age"), pl.String),
            "level": EXACT,
            "title": pl.String,
        },
        orient="row",
    )
    return (
        this_year(data)
        .filter(pl.col("town") == "")
        .join(benchmarks, on=["indicator", "sex", "residence", "age"])
        .filter(~judged(lambda at, value: asked[at].meets(value, tolerance), "asked"))
        .unique([*PLACE, "title"], maintain_order=True)
        .with_columns(
            column=pl.lit("value"),
            value=pl.col("raw_value"),
            expected=pl.format(
                t("punctuation.bracketed", first="{}", inside="{}"), shown(pl.col("level")), "title"
            ),
        )
    )


def _whom(benchmark: Benchmark, indicator: Indicator) -> tuple[str, str, str] | None:
    """Sex, residence and age of the rows it is compared with; None where there are no such rows."""
    differing = benchmark.differing(indicator.scope)
    if benchmark.scope is not None and not differing:
        return None
    own = indicator.scope
    sex, residence = differing.get("sex", own.sex), differing.get("residence", own.residence)
    return sex, residence, differing.get("age", "")


RULE = Rule(
    code="PE703",
    name="behind-benchmark",
    severity=Severity.INFO,
    find=_find,
    scope="unit",
    on_accepted=True,
    on_request=True,
)
