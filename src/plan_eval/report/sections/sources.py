"""附录: who reported what, and the documents the plan's footnotes name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from plan_eval.messages import t
from plan_eval.model.wording import called, level_named
from plan_eval.report.context import FIGURES, VERDICTS, Context
from plan_eval.report.outline import Caption, Heading


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A department: the years it reported, its files and accepted rows."""

    department: str
    years: str
    files: int
    rows: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The section; `notes` say of single items what the plan's text is taken from or reads like."""

    heading: Heading
    lead: str
    notes: tuple[str, ...]
    files: str
    caption: Caption
    lines: tuple[SourceLine, ...]
    documents_caption: Caption | None
    documents: tuple[tuple[str, str, str], ...]


def build(context: Context) -> Sources:
    """数据来源."""
    heading = context.outline.chapter(t("report.heading.sources"))
    caption = context.outline.table(t("report.sources.table"))
    cited = context.plan.documents
    documents_caption = context.outline.table(t("report.sources.documents")) if cited else None
    lines = tuple(_lines(context))
    documents = tuple(
        (document.title, level_named(document.level), _cited(document.id, context))
        for document in cited
    )
    lead = t("report.sources.lead", departments=len(lines), note=context.plan.header.source_note)
    files = t("report.files.text", figures=FIGURES, assessment=VERDICTS)
    notes = tuple(_notes(context))
    return Sources(heading, lead, notes, files, caption, lines, documents_caption, documents)


def _notes(context: Context) -> Iterator[str]:
    """What the plan data note of the printed text of goals, measures and projects."""
    plan = context.plan
    for name, item in plan.items.items():
        if item.source_note:
            if name in plan.key_projects:
                part, said = t("parts.projects"), item.printed
            else:
                kind = "goal" if name in plan.goals else "measure"
                part = called(plan.area_of[name])
                said = t(f"report.item.{kind}", number=item.printed)
            note = item.source_note.rstrip("。.")
            yield t("report.sources.note", part=part, item=said, note=note)


def _lines(context: Context) -> list[SourceLine]:
    by_department = (
        context.observations.filter(pl.col("department").is_not_null())
        .group_by("department")
        .agg(
            first=pl.col("year").min(),
            last=pl.col("year").max(),
            files=pl.col("path").n_unique(),
            rows=pl.len(),
        )
    )
    found = {row["department"]: row for row in by_department.iter_rows(named=True)}
    return [
        SourceLine(
            called(one),
            f"{found[one.id]['first']}–{found[one.id]['last']}",
            found[one.id]["files"],
            found[one.id]["rows"],
        )
        for one in context.plan.departments
        if one.id in found
    ]


def _cited(document: str, context: Context) -> str:
    numbers = [str(n.number) for n in context.plan.footnotes if document in n.documents]
    return t("punctuation.list").join(numbers) or "—"
