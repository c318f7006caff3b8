"""缺项数据: figures that are missing, as a list for special surveys (规划五（三）)."""

from __future__ import annotations

from plan_eval.messages import t
from plan_eval.report.context import Context
from plan_eval.report.sections import data_gaps
from plan_eval.report.writers.sheets.table import Table, column, states


def build(context: Context) -> Table:
    """The sheet; the same lines as the annex of the report."""
    return Table(
        name=t("writers.sheet.gaps"),
        title=t("report.gaps.table"),
        columns=(
            column("report.head.indicator", 40),
            column("report.head.department", 26),
            column("report.head.missing-years", 24),
            column("report.head.reason", 44),
            states(12),
        ),
        rows=tuple(
            (line.name, line.department, line.years, line.reason, line.judged)
            for line in data_gaps.build(context).lines
        ),
        fixed=1,
    )
