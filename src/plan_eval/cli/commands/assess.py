"""plan-eval assess: state, pace and warnings of every target at a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli.options import (
    PlanOption,
    StageChoice,
    SubmissionsArgument,
    TableOrJson,
    YearOption,
)
from plan_eval.words import t

if TYPE_CHECKING:
    from plan_eval.model.assessment import Assessment, Result, Tally
    from plan_eval.model.plan import Plan


def assess(
    stage: StageChoice,
    paths: SubmissionsArgument = None,
    year: YearOption = None,
    plan: PlanOption = None,
    output: Annotated[
        TableOrJson, typer.Option("--format", help=t("cli.option.table"))
    ] = TableOrJson.TABLE,
) -> None:
    """Exit 0 when the assessment could be made, whatever it says."""
    from plan_eval.assess.engine import assess as judge
    from plan_eval.cli.session import checked, project_and_plan, stage_of

    project, of = project_and_plan(plan)
    when = stage_of(stage, year, of)
    validation = checked(project, of, paths)
    assessment = judge(of, validation.observations, validation.assessments, when)
    if output is TableOrJson.JSON:
        from plan_eval.assess.export import export_assessment
        from plan_eval.cli.console import print_json

        print_json(export_assessment(assessment, of))
    else:
        _print_tables(assessment, of)


def _print_tables(assessment: Assessment, plan: Plan) -> None:
    from plan_eval.cli.console import out, table

    heads = ("id", "name", "target", "baseline", "latest", "year", "state", "progress", "pace")
    made = table(*(t(f"cli.assess.head.{name}") for name in heads))
    for result in assessment.results.values():
        if plan.indicators[result.indicator].group == "quantified":
            made.add_row(*_row(result, plan))
    console = out()
    console.print(made)
    console.print(_tally_table(assessment, plan))
    wanting = [plan.indicators[name].name for name in assessment.without_data]
    print(t("cli.assess.without-data", count=len(wanting), names="、".join(wanting) or "—"))


def _row(result: Result, plan: Plan) -> tuple[str, ...]:
    from plan_eval.model.wording import number, target_words, telling

    indicator = plan.indicators[result.indicator]
    latest, baseline, progress = result.latest, result.baseline, result.progress
    ratio = progress.achieved if progress else None
    shown = "—"
    if latest is not None:
        shown = telling(latest.value, max(latest.places, indicator.decimals), result.bound)
    return (
        indicator.id,
        indicator.name,
        target_words(indicator),
        "—" if baseline is None else number(baseline.value, indicator.decimals),
        shown,
        str(latest.year) if latest else "—",
        t(f"state.{result.state}") + (t("state.nearly") if result.nearly else ""),
        "—" if ratio is None else f"{number(ratio * 100, 1)}%",
        t(f"pace.{progress.pace}") if progress else "—",
    )


def _tally_table(assessment: Assessment, plan: Plan) -> object:
    from plan_eval.cli.console import table

    heads = ("area", "met", "not_met", "undetermined", "total", "of_judged", "of_all")
    made = table(*(t(f"cli.assess.tally.{name}") for name in heads), title=t("cli.assess.tallies"))
    for area in plan.areas:
        if area.id in assessment.by_area:
            made.add_row(area.title, *_tally(assessment.by_area[area.id]["quantified"]))
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
