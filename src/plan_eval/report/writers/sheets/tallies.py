"""领域汇总: tallies by area and kind of indicator, both rates with their denominators."""

from __future__ import annotations

from plan_eval.messages import t
from plan_eval.model.assessment import Tally
from plan_eval.report.context import Context
from plan_eval.report.writers.sheets.table import Cell, Table, column, per_cent

_GROUPS = ("quantified", "directional", "qualitative")


def build(context: Context) -> Table:
    """The sheet."""
    by_area = context.assessment.by_area
    titled = [(title, by_area[part]) for part, title in context.parts.items()]
    titled.append((t("parts.whole"), context.assessment.tallies))
    return Table(
        name=t("writers.sheet.tallies"),
        title=t("writers.title.tallies"),
        columns=(
            column("report.head.area", 20),
            column("writers.head.group", 10, centred=True),
            column("report.head.met", 9),
            column("report.head.not_met", 9),
            column("report.head.undetermined", 9),
            column("writers.group.qualitative", 9),
            column("report.head.total", 9),
            column("report.head.of_judged", 14),
            column("report.head.of_all", 14),
        ),
        rows=tuple(
            _cells(title, group, tallies[group])
            for title, tallies in titled
            for group in _GROUPS
            if group in tallies and tallies[group].total
        ),
        note=t("report.attainment.tally-note"),
        fixed=2,
    )


def _cells(title: str, group: str, tally: Tally) -> tuple[Cell, ...]:
    return (
        title,
        t(f"writers.group.{group}"),
        tally.met,
        tally.not_met,
        tally.undetermined,
        tally.qualitative,
        tally.total,
        per_cent(tally.rate_of_judged),
        per_cent(tally.rate_of_all),
    )
