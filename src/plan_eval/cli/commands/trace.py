"""plan-eval trace: every step from the cells of the submissions to the verdict on an indicator."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plan_eval.cli import completing
from plan_eval.cli.options import (
    AsOfOption,
    OnOption,
    PlanOption,
    RecordFormat,
    StageOption,
    SubmissionsOption,
    YearOption,
)
from plan_eval.messages import joined, t

if TYPE_CHECKING:
    from plan_eval.assess.trace import Cell
    from plan_eval.cli.judging import Judged
    from plan_eval.model.plan import Plan


def trace(
    name: Annotated[
        str,
        typer.Argument(autocompletion=completing.indicators, metavar="ID", help=t("cli.trace.id")),
    ],
    submissions: SubmissionsOption = None,
    stage: StageOption = "midterm",
    year: YearOption = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    on: OnOption = None,
    output_format: RecordFormat = "text",
) -> int:
    """Exit 0 when all that was sent is judged, 1 when some of it was refused."""
    from plan_eval.assess.trace import Traced, cells, steps
    from plan_eval.cli.judging import judged
    from plan_eval.cli.names import Wanted
    from plan_eval.model.wording import called

    run = judged(plan, submissions, stage, year, as_of, on=on, wanted=Wanted(name))
    (code,) = run.names
    indicator = run.plan.indicators[code]
    read = cells(indicator, run.validation.observations, run.plan, run.assessment.stage)
    asked = _surveys(code, run, on.date() if on else None)
    if output_format == "json":
        _print_json(code, read, run, asked)
        return run.exit_code
    print(joined([indicator.id, called(indicator)], "apart"))
    _print_cells(read, run.plan)
    _print_files(read)
    for heading, sentences in steps(Traced(indicator, run.plan, run.assessment)):
        print(heading, *(f"  {sentence}" for sentence in sentences), sep="\n")
    if asked:
        print(t("trace.surveys"), *(f"  {sentence}" for sentence in asked), sep="\n")
    return run.exit_code


def _surveys(code: str, run: Judged, on: date | None) -> list[str]:
    """A line for each survey of the indicator or its goals, of those done by the day."""
    from plan_eval.model.survey import done_by, items_beside, survey_lines
    from plan_eval.plan_folder.surveys_file import read_surveys

    path = run.project.surveys if run.project else None
    known = done_by(read_surveys(path, run.plan), on or date.today())
    return list(survey_lines(known, items_beside(code, run.plan), run.plan))


def _print_json(code: str, read: tuple[Cell, ...], run: Judged, asked: list[str]) -> None:
    from plan_eval.assess.export import export_assessment
    from plan_eval.assess.trace import Traced, steps
    from plan_eval.cli.console import print_json

    indicator = run.plan.indicators[code]
    judged: dict[str, Any] = export_assessment(run.assessment, run.plan, [code])
    told = steps(Traced(indicator, run.plan, run.assessment))
    print_json(
        {
            "indicator": code,
            "name": indicator.name,
            "stage": judged["stage"],
            "cells": read,
            "files": [{"path": path, "sha256": digest} for path, digest in _files(read).items()],
            "steps": [{"heading": heading, "sentences": said} for heading, said in told],
            "result": judged["results"][0],
            **({"surveys": asked} if asked else {}),
        }
    )


def _print_cells(read: tuple[Cell, ...], plan: Plan) -> None:
    from plan_eval.cli.console import out, table

    print(t("cli.trace.cells"))
    if not read:
        print(f"  {t('cli.trace.nothing')}")
        return
    heads = ("year", "group", "cell", "numerator", "denominator", "place")
    made = table(*(t(f"cli.trace.head.{head}") for head in heads))
    for cell in read:
        made.add_row(
            str(cell.year),
            _group(cell, plan),
            cell.value or "—",
            cell.numerator or "",
            cell.denominator or "",
            t("cli.trace.row", path=cell.path, row=cell.row),
        )
    out().print(made)


def _group(cell: Cell, plan: Plan) -> str:
    from plan_eval.model.wording import called

    town = plan.towns.get(cell.town)
    words = [
        cell.indicator,
        called(town) if town else t("groups.district"),
        t(f"groups.{cell.sex}"),
    ]
    if cell.residence != "total":
        words.append(t(f"groups.{cell.residence}"))
    return " ".join([*words, cell.age or ""]).rstrip()


def _print_files(read: tuple[Cell, ...]) -> None:
    print(t("cli.trace.files"))
    for path, digest in _files(read).items():
        print(f"  {digest or t('cli.trace.missing-file')}  {path}")


def _files(read: tuple[Cell, ...]) -> dict[str, str | None]:
    """The files behind the cells with their SHA-256; None where a file is not on the disk."""
    from plan_eval.reading.find import sha256

    return {path: sha256(Path(path)) for path in dict.fromkeys(cell.path for cell in read)}
