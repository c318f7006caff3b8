"""plan-eval status: areas by state, one area's indicators, or who has sent what (催报)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from plan_eval.cli.options import (
    AreaOption,
    AsOfOption,
    ForceOption,
    OnOption,
    PlanOption,
    SubmissionsArgument,
    YearOption,
    day_option,
)
from plan_eval.messages import for_others, t
from plan_eval.model.verdict import StageName

if TYPE_CHECKING:
    from rich.table import Table

    from plan_eval.cli.judging import Judged
    from plan_eval.model.assessment import Result, State, Tally
    from plan_eval.model.plan import Plan

StatusFormat = Literal["table", "text", "json", "csv", "xlsx"]
"""`text` and `xlsx` are for the departments: a message to paste, a list to hand on."""

LEVELS = ("red", "yellow", "blue")
SIGNS = {"met": "●", "nearly": "◐", "not_met": "○", "undetermined": "△", "not_due": "△"}


def status(
    paths: SubmissionsArgument = None,
    stage: Annotated[
        StageName | None,
        typer.Option("--stage", help=t("cli.option.stage"), show_default="midterm"),
    ] = None,
    year: YearOption = None,
    plan: PlanOption = None,
    area: AreaOption = None,
    as_of: AsOfOption = None,
    on: OnOption = None,
    departments: Annotated[
        bool, typer.Option("--departments", help=t("cli.status.departments"))
    ] = False,
    due: Annotated[datetime | None, day_option("--due", t("cli.status.due"))] = None,
    output_format: Annotated[
        StatusFormat | None,
        typer.Option("--format", help=t("cli.status.format"), show_default="table"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=t("cli.status.output"))
    ] = None,
    force: ForceOption = False,
) -> int:
    """Exit 0 when all that was sent is judged, 1 when some of it was refused.

    With --departments: 0 when nobody owes anything, 1 when somebody does.
    """
    from plan_eval.cli.console import out, put
    from plan_eval.cli.judging import judged
    from plan_eval.cli.names import Wanted
    from plan_eval.cli.options import format_for
    from plan_eval.cli.reminding import print_reminders, reminders_of
    from plan_eval.errors import PlanEvalError
    from plan_eval.feedback.reminders import content
    from plan_eval.writing.records import rows_as

    form = format_for(output, output_format, get_args(StatusFormat))
    if departments:
        _refuse("cli.status.not-with", {"--area": area, "--as-of": as_of})
    else:
        of_departments = {"--due": due, f"--format {form}": form in ("text", "xlsx")}
        _refuse("cli.status.only-with", of_departments)
    if output is None and form == "xlsx":
        raise PlanEvalError(t("cli.targets.need-output"))
    if departments:
        with for_others(form != "table"):
            found = reminders_of(paths, stage, year, plan, output, on=on, due=due, force=force)
            document = b"" if form == "table" else content(found, form)
        if form == "table":
            print_reminders(found)
        else:
            put(document, output, len(found.departments), force=force)
        return 0 if found.complete else 1
    wanted = Wanted(area=area)
    run = judged(plan, paths, stage or "midterm", year, as_of, output, wanted, on=on, force=force)
    if form == "table":
        out().print(_areas(run) if area is None else _indicators(run, run.names))
        print(t("report.summary.legend"))
    else:
        with for_others():
            columns, rows = _indicator_rows(run) if area else _area_rows(run)
            document = rows_as(form, columns, rows).encode()
        put(document, output, len(rows), force=force)
    return run.exit_code


def _refuse(key: str, given: Mapping[str, object]) -> None:
    """Raise PlanEvalError for an option that means nothing with, or without, --departments."""
    from plan_eval.errors import PlanEvalError

    for option, value in given.items():
        if value:
            raise PlanEvalError(t(key, option=option))


def _areas(found: Judged) -> Table:
    from plan_eval.assess.engine import states_by_year
    from plan_eval.cli.console import table
    from plan_eval.model.wording import called

    plan, assessment = found.plan, found.assessment
    years = range(plan.header.span.baseline, assessment.stage.year + 1)
    history = states_by_year(plan, found.validation.observations, years)
    heads = ("area", "states", "met", "not_met", "undetermined", "trend", "warnings")
    ends = {"first": years[0], "last": years[-1]}
    title = t("cli.status.title", title=called(plan.header), year=assessment.stage.year)
    made = table(
        *(t(f"cli.status.head.{n}", **(ends if n == "trend" else {})) for n in heads), title=title
    )
    for part, words in _parts(plan).items():
        if own := _quantified(found, part):
            tally = assessment.by_area[part]["quantified"]
            made.add_row(words, *_line(own, tally, history))
    made.add_section()
    whole = _line(_quantified(found), assessment.tallies["quantified"], history)
    made.add_row(t("parts.whole"), "", *whole[1:])
    return made


def _parts(plan: Plan) -> dict[str, str]:
    """The areas and the key projects by id, with their titles."""
    from plan_eval.model.plan import PROJECTS
    from plan_eval.model.wording import called

    return {area.id: called(area) for area in plan.areas} | {PROJECTS: t("parts.projects")}


def _quantified(found: Judged, part: str | None = None) -> list[Result]:
    """The results on quantified targets, of a part or of the whole plan."""
    return [
        result
        for name, result in found.assessment.results.items()
        if part in (None, found.plan.part_of(name))
        and found.plan.indicators[name].group == "quantified"
    ]


_TALLY = ("total", "met", "not_met", "undetermined", "nearly", "on_course")


def _area_rows(found: Judged) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """One row an area, the last of the whole plan; `history` is how many were met, by year."""
    from plan_eval.assess.engine import states_by_year
    from plan_eval.model.wording import called

    plan, assessment = found.plan, found.assessment
    years = range(plan.header.span.baseline, assessment.stage.year + 1)
    history = states_by_year(plan, found.validation.observations, years)
    rows = []
    for part, title in (*_parts(plan).items(), (None, called(plan.header))):
        own = _quantified(found, part)
        if not own:
            continue
        tally = (assessment.tallies if part is None else assessment.by_area[part])["quantified"]
        counts = [getattr(tally, name) for name in _TALLY]
        levels = [result.warnings[0].level for result in own if result.warnings]
        warned = [sum(level == name for level in levels) for name in LEVELS]
        names = {result.indicator for result in own}
        met = {year: sum(of.get(n) == "met" for n in names) for year, of in history.items()}
        rows.append(("area" if part else "plan", part or "", title, *counts, *warned, met))
    return ("by", "part", "title", *_TALLY, *LEVELS, "history"), rows


def _indicator_rows(found: Judged) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """The indicators asked for, in the columns of `assess --format csv`."""
    from plan_eval.assess.frames import results_frame

    frame = results_frame(found.assessment, found.plan, found.names)
    return tuple(frame.columns), frame.rows()


def _line(
    results: list[Result], tally: Tally, history: dict[int, dict[str, State]]
) -> tuple[str, ...]:
    names = {result.indicator for result in results}
    met = [sum(of.get(n) == "met" for n in names) for of in history.values()]
    cells = sorted((_sign(result) for result in results), key=list(SIGNS.values()).index)
    levels = [result.warnings[0].level for result in results if result.warnings]
    counts = "/".join(str(sum(level == name for level in levels)) for name in LEVELS)
    return (
        "".join(cells),
        str(tally.met),
        str(tally.not_met),
        str(tally.undetermined),
        f"{sparkline(met)} {met[0]}→{met[-1]}",
        counts,
    )


BLOCKS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float | None]) -> str:
    """One block a figure between the least and the most; a dot where there is none."""
    known = [value for value in values if value is not None]
    if not known:
        return "·" * len(values)
    low, high = min(known), max(known)
    return "".join("·" if value is None else _block(value, low, high) for value in values)


def _block(value: float, low: float, high: float) -> str:
    if high == low:
        return BLOCKS[len(BLOCKS) // 2]
    return BLOCKS[round((value - low) / (high - low) * (len(BLOCKS) - 1))]


def _sign(result: Result) -> str:
    return SIGNS["nearly" if result.nearly else str(result.state)]


def _indicators(found: Judged, names: list[str]) -> Table:
    from plan_eval.cli.console import table
    from plan_eval.model.wording import called, target_words, telling

    heads = ("id", "name", "series", "latest", "target", "state", "pace")
    made = table(*(t(f"cli.status.head.{name}") for name in heads))
    for name in names:
        result, indicator = found.assessment.results[name], found.plan.indicators[name]
        if result.state is None:
            continue
        latest, progress = result.latest, result.progress
        made.add_row(
            indicator.id,
            called(indicator),
            _series(result, found),
            "—" if latest is None else telling(latest.value, latest.places, result.bound),
            target_words(indicator),
            f"{_sign(result)} {t(f'state.{result.state}')}",
            t(f"pace.{progress.pace}") if progress else "—",
        )
    return made


def _series(result: Result, found: Judged) -> str:
    first, last = found.plan.header.span.baseline, found.assessment.stage.year
    values = {point.year: float(point.value) for point in result.history}
    return sparkline([values.get(year) for year in range(first, last + 1)])
