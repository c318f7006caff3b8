"""说明: what the workbook is, of which plan and stage, and how to read its sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plan_eval.messages import t
from plan_eval.report.context import Context
from plan_eval.report.sections import cover
from plan_eval.report.writers.sheets.table import Table, column


def build(context: Context, tables: Sequence[Table]) -> Table:
    """The first sheet; `tables` are those that follow it."""
    return Table(
        name=t("writers.sheet.about"),
        title=t("writers.title.about"),
        columns=(column("writers.head.item", 30), column("writers.head.content", 96)),
        rows=(*_head(context), *_reading(), *_sheets(tables)),
        listed=False,
    )


def _head(context: Context) -> Iterator[tuple[str, str]]:
    of = cover.build(context)
    stage = context.assessment.stage
    yield t("writers.about.plan"), of.title
    yield t("writers.about.report"), " ".join(filter(None, (of.kind, of.part)))
    yield t("writers.about.until"), t("report.of-year", year=stage.year)
    yield t("writers.about.issuer"), of.issuer
    yield t("writers.about.day"), of.day
    if of.marks:
        yield t("writers.about.marks"), t("punctuation.comma").join(of.marks)
    if context.synthetic:
        yield t("writers.about.caution"), t("writers.about.synthetic")


def _reading() -> Iterator[tuple[str, str]]:
    for name in ("figures", "empty", "grounds", "guard"):
        yield t(f"writers.reading.{name}"), t(f"writers.reading.{name}-text")


def _sheets(tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    for table in tables:
        lines = t("writers.about.lines", title=table.title, count=len(table.rows))
        yield t("writers.about.sheet", name=table.name), lines
