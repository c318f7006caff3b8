"""The volume as PDF, web page or workbook, and the data that the PDF carries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from plan_eval.assess.districts import Cell, cells_frame, districts_frame, spread_frame, unit_of
from plan_eval.messages import speaking_of, t
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called, rounded, unit_named
from plan_eval.report.decimals import aligned
from plan_eval.report.fonts import FontChoice
from plan_eval.report.html import Templates
from plan_eval.report.pdf import DataFile, Written, write_pdf
from plan_eval.report.side_by_side.values import STATES, SideBySide, build, cell_words, cover_of
from plan_eval.report.web.embedding import inline
from plan_eval.report.writers.sheets.table import Column, Table, states
from plan_eval.report.writers.xlsx import tables_bytes
from plan_eval.resources import templates_folder
from plan_eval.writing.guard import csv_text
from plan_eval.writing.saving import save

Form = Literal["pdf", "html", "xlsx"]
_STYLE = "web/districts.css"


def write(form: Form, of: SideBySide, templates: Path, path: Path, *, force: bool) -> Written:
    """Write the volume; equal results give equal bytes.

    Raises ReportError when a library is missing, PlanEvalError when the file cannot be written.
    """
    with speaking_of(of.plan.header.level_words):
        if form == "xlsx":
            return Written(save(path, tables_bytes(_tables(of), cover_of(of), of.day), force=force))
        html = compose(of, templates, web=form == "html")
        if form == "html":
            return Written(save(path, html.encode(), force=force))
        shipped = templates_folder()
        done = write_pdf(
            html,
            path,
            fonts=FontChoice(shipped / "fonts"),
            base=shipped,
            roots=(templates,),
            attachments=_data(of),
            moment=datetime(of.day.year, of.day.month, of.day.day, tzinfo=UTC),
            force=force,
        )
        return Written(done.path, done.pages, done.problems)


def compose(of: SideBySide, templates: Path, *, web: bool = False) -> str:
    """The volume as one HTML page; for the `web` with its style inside."""
    made = Templates(templates)
    style = None
    if web:
        assert made.loader is not None
        style = inline(made.loader.get_source(made, _STYLE)[0])
    volume = build(of)
    page = made.get_template("districts.html.j2")
    values = {"context": of, "plan": of.plan, "volume": volume, "states": STATES, "volumes": {}}
    return aligned(page.render(**values, style=style, sections={}))


def _data(of: SideBySide) -> list[DataFile]:
    frames = {
        "comparison": cells_frame(of.compared, of.districts, of.plan),
        "indicators": spread_frame(of.compared, of.plan),
        "districts": districts_frame(of.districts),
    }
    return [
        DataFile(f"{name}.csv", csv_text(frame).encode(), t(f"districts.data.{name}"))
        for name, frame in frames.items()
    ]


def _tables(of: SideBySide) -> list[Table]:
    volume = build(of)
    heads = ("district", "accepted", "refused")
    counted = (t(f"state.{state}") for state in STATES)
    districts = Table(
        name=t("districts.sheet.districts"),
        title=volume.districts.title,
        columns=(
            *(Column(t(f"cli.by.head.{name}"), 18 if name == "district" else 10) for name in heads),
            *(Column(words, 10) for words in counted),
            Column(t("cli.by.head.rate"), 10),
            Column(t("districts.report.head.behind"), 70),
        ),
        rows=tuple(
            (
                *(one.name, one.accepted, one.refused),
                *(one.counts or (t(f"districts.stood.{one.stood}"), None, None, None)),
                *(one.rate, t("punctuation.list").join(one.behind) or None),
            )
            for one in volume.lines
        ),
        fixed=1,
    )
    return [districts, _spread_table(of), _cells_table(of)]


def _spread_table(of: SideBySide) -> Table:
    widths = {"id": 16, "name": 40, "target": 16, "behind": 60, "apart": 40, "unranked": 24}
    names = (
        *("id", "name", "unit", "target", "year", "figures", "least", "middle", "most"),
        *("met", "behind", "apart", "unranked"),
    )
    return Table(
        name=t("districts.sheet.indicators"),
        title=t("cli.by.compared"),
        columns=tuple(Column(t(f"cli.by.head.{name}"), widths.get(name, 10)) for name in names),
        rows=tuple(_spread_rows(of)),
        fixed=2,
    )


def _unit(indicator: Indicator) -> str | None:
    return unit_named(unit_of(indicator)) or None


def _spread_rows(of: SideBySide) -> Iterator[tuple[str | int | Decimal | None, ...]]:
    comma = t("punctuation.list")
    for one in of.compared:
        behind = comma.join(of.called[name] for name in one.behind)
        apart = comma.join(
            of.called[c.district] + t(f"districts.apart.{c.apart}") for c in one.cells if c.apart
        )
        yield (
            *(one.indicator.id, called(one.indicator), _unit(one.indicator)),
            *(one.target or None, one.year, one.compared),
            *(one.least, one.middle, one.most, one.states["met"], behind or None, apart or None),
            None if one.unranked is None else t(f"districts.short.{one.unranked}"),
        )


def _cells_table(of: SideBySide) -> Table:
    names = ("id", "name", "unit", "district", "target", "year", "figure", "missing")
    widths = {"id": 16, "name": 40, "district": 18, "target": 16}
    columns = [Column(t(f"cli.by.head.{name}"), widths.get(name, 10)) for name in names]
    columns += [states(12), Column(t("cli.by.head.pace"), 14), Column(t("cli.by.head.rank"), 8)]
    columns += [Column(t("cli.by.head.note"), 40)]
    rows = [
        _cell_row(one.indicator.id, called(one.indicator), _unit(one.indicator), cell, of)
        for one in of.compared
        for cell in one.cells
    ]
    title = t("districts.report.cells")
    name = t("districts.sheet.cells")
    return Table(name=name, title=title, columns=tuple(columns), rows=tuple(rows), fixed=4)


def _cell_row(
    name: str, words: str, unit: str | None, cell: Cell, of: SideBySide
) -> tuple[str | int | Decimal | None, ...]:
    head = (name, words, unit, of.called[cell.district])
    standing = cell.standing
    if cell.status != "judged" or standing is None:
        said = t(f"districts.cell.{cell.status}")
        return (*head, standing.target if standing else None, *[None] * 6, said)
    places = len(cell.shown.partition(".")[2])
    missing = None if standing.missing is None else rounded(standing.missing, places)
    return (
        *(*head, standing.target or None, standing.year),
        Decimal(cell.shown) if cell.shown else None,
        missing,
        t(f"checklist.{standing.checklist}" if standing.checklist else f"state.{standing.stands}"),
        t(f"pace.{standing.pace}") if standing.pace else None,
        cell.rank,
        t("punctuation.semicolon").join(cell_words(cell).notes) if cell.shown else None,
    )
