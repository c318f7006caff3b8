"""分性别: women and men wherever both are reported."""

from __future__ import annotations

from plan_eval.messages import t
from plan_eval.report.context import Context
from plan_eval.report.sections.sexes import sex_lines
from plan_eval.report.writers.sheets.table import Table, column, shown


def build(context: Context) -> Table:
    """The sheet; the same lines as the table of the annex."""
    return Table(
        name=t("writers.sheet.sexes"),
        title=t("report.attainment.sex-all-table"),
        columns=(
            column("report.head.indicator", 46),
            column("report.head.unit", 10, centred=True),
            column("report.head.year", 8, centred=True),
            column("report.head.female", 12),
            column("report.head.male", 12),
            column("report.head.sex-gap", 12),
        ),
        rows=tuple(
            (
                line.name,
                line.unit,
                line.year,
                shown(line.female),
                shown(line.male),
                shown(line.gap),
            )
            for line in sex_lines(context)
        ),
        note=t("report.attainment.sex-note"),
        fixed=1,
    )
