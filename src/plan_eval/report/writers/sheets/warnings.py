"""预警: the early warnings, most urgent first."""

from __future__ import annotations

from plan_eval.messages import t
from plan_eval.report.context import Context
from plan_eval.report.sections import early_signs
from plan_eval.report.writers.sheets.table import Table, column, levels, shown


def build(context: Context) -> Table:
    """The sheet; the same lines as the chapter of the report."""
    found = early_signs.build(context).levels
    return Table(
        name=t("writers.sheet.warnings"),
        title=t("writers.title.warnings"),
        columns=(
            levels(9),
            column("writers.head.code", 19),
            column("report.head.indicator", 40),
            column("report.head.unit", 9, centred=True),
            column("report.head.department", 25),
            column("report.head.latest", 9),
            column("report.head.year", 7, centred=True),
            column("report.head.target", 14, centred=True),
            column("report.head.why", 44),
            column("report.head.needed", 12),
        ),
        rows=tuple(
            (
                t(f"level.{part.level}"),
                sign.row.id,
                sign.row.name,
                sign.row.unit,
                sign.row.department,
                shown(sign.row.latest),
                sign.row.year,
                sign.row.target,
                sign.why,
                shown(sign.needed),
            )
            for part in found
            for sign in part.signs
        ),
        note=t("report.signs.note"),
        fixed=3,
    )
