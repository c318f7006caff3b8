"""方法参数: every parameter of the method with its value."""

from __future__ import annotations

from plan_eval.messages import t
from plan_eval.report.context import Context
from plan_eval.report.sections import method
from plan_eval.report.writers.sheets.table import Table, column, shown


def build(context: Context) -> Table:
    """The sheet; the paragraphs on the method stand in the report."""
    version = context.plan.header.parameters.version
    return Table(
        name=t("writers.sheet.parameters"),
        title=t("report.method.table", version=version),
        columns=(column("report.head.parameter", 70), column("report.head.value", 30)),
        rows=tuple((name, shown(value)) for name, value in method.build(context).parameters),
    )
