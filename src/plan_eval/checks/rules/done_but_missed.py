"""Said to be done while an indicator of the item misses its target in the same year."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.against_target import judged_rows
from plan_eval.checks.conditions import both_forms
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import OnSummary, Rule, shown
from plan_eval.messages import t
from plan_eval.model.finding import Severity

_DONE = ("path", "row", "item", "year", "department", "note", "value_letter")


def _summary(data: Dataset) -> pl.LazyFrame:
    """The figures of items that miss their level, and the items that are said to be done."""
    missed = judged_rows(data).filter(~pl.col("met"))
    done = data.current_assessments.filter(pl.col("status") == "done")
    return pl.concat(
        (
            missed.select("indicator", "year", shortfall=_asked(), figure=_figure()),
            done.select(*_DONE, column=pl.lit("status"), value=pl.col("raw_status")),
        ),
        how="diagonal",
    )


def _find(data: Dataset, summary: pl.LazyFrame) -> pl.LazyFrame:
    plan = data.plan
    names = pl.LazyFrame(
        [
            (item, indicator.id, indicator.name)
            for item in plan.items
            for indicator in plan.indicators_of(item)
        ],
        schema={"item": pl.String, "indicator": pl.String, "name": pl.String},
        orient="row",
    )
    missed = (
        summary.filter(pl.col("indicator").is_not_null())
        .select("indicator", "year", "shortfall", "figure")
        .unique(["indicator", "year"], keep="first", maintain_order=True)
        .join(names, on="indicator")
        .group_by("item", "year")
        .agg(
            pl.format(
                t("punctuation.bracketed", first="{} {}", inside="{}"),
                "name",
                "figure",
                "shortfall",
            )
            .sort_by("indicator")
            .str.join(t("punctuation.semicolon"))
            .alias("expected")
        )
    )
    done = summary.filter(pl.col("item").is_not_null()).drop("indicator", "shortfall", "figure")
    return done.join(missed, on=["item", "year"])


def _asked() -> pl.Expr:
    """The level, with its sign where reaching it is not enough."""
    return pl.concat_str("plan_beyond", "expected")


def _figure() -> pl.Expr:
    """The figure as sent; with its counts where it rounds to the very level that it misses."""
    level = pl.col("value").cast(pl.Float64, strict=False) == pl.col("plan_bound").cast(pl.Float64)
    rounded = level & (pl.col("denominator") > 0) & (pl.col("plan_beyond") == "")
    counts = (shown(pl.col(name)) for name in ("numerator", "denominator"))
    return pl.when(rounded).then(pl.format("{}={}÷{}", "value", *counts)).otherwise("value")


RULE = Rule(
    code="PE804",
    name="done-but-missed",
    severity=Severity.VERIFY,
    find=OnSummary(_summary, _find),
    scope="across",
    on_accepted=True,
    conditions=(both_forms,),
)
