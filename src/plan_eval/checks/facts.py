"""What the rules look at: the submissions, joined with what the plan says of each indicator."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from plan_eval.io.submissions import Notice, Submissions
from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import EXACT
from plan_eval.model.plan import Plan

_NOTICE = ("code", "path", "row", "column", "value", "expected")
_PLAN_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "indicator": pl.String,
    "plan_unit": pl.String,
    "plan_department": pl.String,
    "plan_low": EXACT,
    "plan_high": EXACT,
    "plan_change": EXACT,
    "plan_scale": EXACT,
    "plan_gross": pl.Boolean,
    "plan_share": pl.Boolean,
}


@dataclass(frozen=True)
class Facts:
    """One value for all rules; frames are lazy, so a rule costs only what it uses."""

    plan: Plan
    submissions: Submissions

    @cached_property
    def rows(self) -> pl.LazyFrame:
        """The indicators form, each row with `plan_*` columns of its indicator."""
        return self.submissions.observations.lazy().join(
            self._of_plan.lazy(), on="indicator", how="left", maintain_order="left"
        )

    @cached_property
    def assessments(self) -> pl.LazyFrame:
        """The self-assessment form."""
        return self.submissions.assessments.lazy()

    @cached_property
    def notices(self) -> pl.DataFrame:
        """What the reader met: code, path, row, column, value, expected."""
        texts = dict.fromkeys(_NOTICE, pl.String) | {"row": pl.Int64}
        rows = [tuple(getattr(notice, name) for name in _NOTICE) for notice in self._notices]
        return pl.DataFrame(rows, schema=texts, orient="row")

    @property
    def _notices(self) -> tuple[Notice, ...]:
        return self.submissions.notices

    @cached_property
    def _of_plan(self) -> pl.DataFrame:
        rows = [_described(indicator) for indicator in self.plan.indicators.values()]
        return pl.DataFrame(rows, schema=_PLAN_COLUMNS, orient="row")


def _described(indicator: Indicator) -> tuple[object, ...]:
    low, high = indicator.plausible or (None, None)
    rate = indicator.rate
    return (
        indicator.id,
        indicator.unit,
        indicator.department,
        low,
        high,
        indicator.yearly_change,
        rate.scale if rate else None,
        rate.gross if rate else None,
        indicator.unit in ("%", "‰"),
    )
