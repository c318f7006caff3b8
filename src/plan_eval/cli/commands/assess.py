"""plan-eval assess: state, pace and warnings of every target at a stage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from plan_eval.cli import completing
from plan_eval.cli.options import (
    AreaOption,
    AsOfOption,
    ByOption,
    DepartmentOption,
    ExecutorOption,
    ForceOption,
    OnOption,
    PlanOption,
    SchedulerOption,
    StageOption,
    SubmissionsArgument,
    WorkersOption,
    YearOption,
)
from plan_eval.messages import for_others, t
from plan_eval.model.verdict import MethodName

if TYPE_CHECKING:
    from plan_eval.model.assessment import Assessment, Result, Tally
    from plan_eval.model.plan import Plan


ResultFormat = Literal["table", "json", "csv", "parquet"]


def assess(
    stage: StageOption,
    paths: SubmissionsArgument = None,
    year: YearOption = None,
    plan: PlanOption = None,
    indicator: Annotated[
        str | None,
        typer.Option(
            "--indicator", autocompletion=completing.indicators, help=t("cli.option.indicator")
        ),
    ] = None,
    area: AreaOption = None,
    department: DepartmentOption = None,
    as_of: AsOfOption = None,
    on: OnOption = None,
    methods: Annotated[
        list[str] | None,
        typer.Option(
            "--method", metavar=f"[{'|'.join(get_args(MethodName))}]", help=t("cli.assess.methods")
        ),
    ] = None,
    output_format: Annotated[
        ResultFormat | None,
        typer.Option("--format", help=t("cli.option.results"), show_default="table"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=t("cli.option.result-file"))
    ] = None,
    by: ByOption = None,
    executor: ExecutorOption = None,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    force: ForceOption = False,
) -> int:
    """Exit 0 when all that was sent is judged, whatever the verdicts; 1 when some was refused."""
    from plan_eval.cli.by_district import assess_each, refuse_beside, run_of
    from plan_eval.cli.judging import judged
    from plan_eval.cli.names import Wanted
    from plan_eval.cli.options import format_for
    from plan_eval.errors import PlanEvalError
    from plan_eval.model.likeness import one_of

    for method in methods or ():
        one_of(method, get_args(MethodName))
    form = format_for(output, output_format, get_args(ResultFormat))
    if form == "parquet" and output is None:
        raise PlanEvalError(t("cli.assess.need-output"))
    if form == "table" and output is not None:
        raise PlanEvalError(t("cli.assess.no-table-file"), hint=t("cli.assess.no-table-file-hint"))
    wanted = Wanted(indicator, area, department)
    run = run_of(by, executor, workers, scheduler)
    if run is not None:
        refuse_beside(PATHS=paths, method=methods)
        return assess_each(
            stage,
            year,
            plan,
            wanted,
            run,
            as_of=as_of,
            on=on.date() if on else None,
            form=form,
            output=output,
            force=force,
        )
    with for_others(form != "table"):
        found = judged(plan, paths, stage, year, as_of, output, wanted, on=on, force=force)
    names = found.names
    if form == "table":
        whole = len(names) == len(found.plan.indicators)
        _print_tables(found.assessment, found.plan, names, methods or [], whole=whole)
    else:
        _give(found.assessment, found.plan, names, form, output, force=force)
    return found.exit_code


def _give(
    assessment: Assessment,
    plan: Plan,
    names: list[str],
    form: ResultFormat,
    output: Path | None,
    *,
    force: bool,
) -> None:
    from plan_eval.assess.export import export_assessment
    from plan_eval.assess.frames import results_frame
    from plan_eval.cli.console import print_document, say
    from plan_eval.writing.guard import csv_text, parquet_bytes
    from plan_eval.writing.records import json_text
    from plan_eval.writing.saving import save

    if form == "json":
        content = json_text(export_assessment(assessment, plan, names)).encode()
    else:
        frame = results_frame(assessment, plan, names)
        content = parquet_bytes(frame) if form == "parquet" else csv_text(frame).encode()
    if output is None:
        print_document(content.decode())
    else:
        path = save(output, content, force=force)
        say(t("cli.assess.written", path=path, rows=len(names)), beside=True)


def _print_tables(
    assessment: Assessment,
    plan: Plan,
    names: list[str],
    methods: list[str],
    *,
    whole: bool,
) -> None:
    from plan_eval.cli.console import out, table

    wanted = "quantified" if whole else "quantified directional"
    judged = [
        assessment.results[name] for name in names if plan.indicators[name].group in wanted.split()
    ]
    heads = ("id", "name", "target", "baseline", "latest", "year", "state", "progress", "pace")
    made = table(
        *(t(f"cli.assess.head.{name}") for name in heads), *(t(f"methods.{m}") for m in methods)
    )
    for result in judged:
        made.add_row(*_row(result, plan), *(_method(result, method) for method in methods))
    console = out()
    console.print(made)
    if whole:
        console.print(_tally_table(assessment, plan))
        _print_notes(assessment, plan)


def _print_notes(assessment: Assessment, plan: Plan) -> None:
    wanting = [plan.indicators[name].name for name in assessment.without_data]
    print(
        t(
            "cli.assess.without-data",
            count=len(wanting),
            names=t("punctuation.list").join(wanting) or "—",
        )
    )
    claims = [claim.item for claim in assessment.claims]
    print(
        t("cli.assess.claims", count=len(claims), names=t("punctuation.list").join(claims) or "—")
    )


def _method(result: Result, name: str) -> str:
    from fractions import Fraction

    from plan_eval.model.wording import number

    said = next((method for method in result.methods if method.method == name), None)
    if said is None:
        return "—"
    words = t(f"pace.{said.status}" if name == "linear" else f"method-status.{said.status}")
    return words if said.value is None else f"{words} {number(Fraction(said.value), 2)}"


def _row(result: Result, plan: Plan) -> tuple[str, ...]:
    from plan_eval.model.wording import called, number, places_of, target_words, telling

    indicator = plan.indicators[result.indicator]
    latest, baseline, progress = result.latest, result.baseline, result.progress
    ratio = progress.achieved if progress else None
    shown = "—"
    if latest is not None:
        shown = telling(latest.value, places_of(latest, indicator), result.bound)
    return (
        indicator.id,
        called(indicator),
        target_words(indicator),
        "—" if baseline is None else number(baseline.value, places_of(baseline, indicator)),
        shown,
        str(latest.year) if latest else "—",
        t(f"state.{result.state}") + (t("state.nearly") if result.nearly else ""),
        "—" if ratio is None else f"{number(ratio * 100, 1)}%",
        t(f"pace.{progress.pace}") if progress else "—",
    )


def _tally_table(assessment: Assessment, plan: Plan) -> object:
    from plan_eval.cli.console import table
    from plan_eval.model.wording import called

    heads = ("area", "met", "not_met", "undetermined", "total", "of_judged", "of_all")
    made = table(*(t(f"cli.assess.tally.{name}") for name in heads), title=t("cli.assess.tallies"))
    for area in plan.areas:
        if area.id in assessment.by_area:
            made.add_row(called(area), *_tally(assessment.by_area[area.id]["quantified"]))
    if "projects" in assessment.by_area:
        made.add_row(t("parts.projects"), *_tally(assessment.by_area["projects"]["quantified"]))
    made.add_row(t("parts.whole"), *_tally(assessment.tallies["quantified"]))
    return made


def _tally(tally: Tally) -> tuple[str, ...]:
    from plan_eval.model.wording import number

    rates = (tally.rate_of_judged, tally.rate_of_all)
    shown = ("—" if rate is None else f"{number(rate * 100, 1)}%" for rate in rates)
    counts = (tally.met, tally.not_met, tally.undetermined, tally.total)
    return (*map(str, counts), *shown)
