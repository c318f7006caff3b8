"""plan-eval alerts: the early warnings by level and department, with what is needed a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli.options import (
    AreaOption,
    AsOfOption,
    DepartmentOption,
    OnOption,
    PlanOption,
    StageOption,
    SubmissionsArgument,
    TableFormat,
    YearOption,
)
from plan_eval.messages import for_others, t

if TYPE_CHECKING:
    from plan_eval.model.assessment import Result
    from plan_eval.model.plan import Plan

LEVELS = ("red", "yellow", "blue")


def alerts(
    paths: SubmissionsArgument = None,
    stage: StageOption = "midterm",
    year: YearOption = None,
    plan: PlanOption = None,
    level: Annotated[str | None, typer.Option("--level", help=t("cli.alerts.level"))] = None,
    area: AreaOption = None,
    department: DepartmentOption = None,
    as_of: AsOfOption = None,
    on: OnOption = None,
    output_format: TableFormat = "table",
) -> int:
    """Exit 0 when nothing is red and nothing was refused, else 1."""
    from plan_eval.assess.priority import urgency
    from plan_eval.cli.judging import judged
    from plan_eval.cli.names import Wanted
    from plan_eval.model.likeness import one_of

    if level is not None:
        one_of(level, LEVELS)
    wanted = Wanted(area=area, department=department)
    found = judged(plan, paths, stage, year, as_of, on=on, wanted=wanted)
    warned = [found.assessment.results[name] for name in found.names]
    warned = [one for one in warned if one.warnings and level in (None, one.warnings[0].level)]
    warned.sort(key=lambda one: urgency(one, found.plan))
    if output_format != "table":
        with for_others():
            _print_rows(warned, found.plan, output_format)
    else:
        _print_table(warned, found.plan, level)
    red = any(one.warnings[0].level == "red" for one in warned)
    return 1 if red else found.exit_code


def _needed(result: Result, plan: Plan) -> str:
    from plan_eval.assess.priority import needed_per_year
    from plan_eval.model.wording import signed

    step = needed_per_year(result, plan.header.span.end)
    return "—" if step is None else signed(step, 2)


def _print_table(warned: list[Result], plan: Plan, level: str | None) -> None:
    from rich.text import Text

    from plan_eval.assess.wording import chance_words, warning_words
    from plan_eval.cli.console import out, table
    from plan_eval.model.wording import called, target_words, telling

    heads = ("level", "department", "id", "name", "latest", "target", "chance", "needed", "why")
    made = table(*(t(f"cli.alerts.head.{name}") for name in heads))
    for one in warned:
        indicator, latest = plan.indicators[one.indicator], one.latest
        made.add_row(
            Text(t(f"level.{one.warnings[0].level}"), style=str(one.warnings[0].level)),
            called(plan.department[indicator.department]),
            indicator.id,
            called(indicator),
            "—" if latest is None else telling(latest.value, latest.places, one.bound),
            target_words(indicator),
            chance_words(one),
            _needed(one, plan),
            t("punctuation.semicolon").join(warning_words(warning) for warning in one.warnings),
        )
    out().print(made)
    levels = [str(one.warnings[0].level) for one in warned]
    shown = [level] if level else LEVELS  # indicator a level not asked for nothing was counted
    told = [t(f"cli.alerts.count.{name}", count=levels.count(name)) for name in shown]
    print(t("punctuation.comma").join(told))


_COLUMNS = (
    *("indicator", "name", "department", "level", "year", "value", "chance"),
    *("needed_per_year", "warnings"),
)


def _print_rows(warned: list[Result], plan: Plan, form: str) -> None:
    from plan_eval.assess.priority import needed_per_year
    from plan_eval.assess.wording import warning_words
    from plan_eval.cli.console import print_rows

    def row(one: Result) -> tuple[object, ...]:
        indicator, latest = plan.indicators[one.indicator], one.latest
        marks = [
            {"code": mark.code, "level": mark.level, "words": warning_words(mark)}
            for mark in one.warnings
        ]
        return (
            *(one.indicator, indicator.name, indicator.department, one.warnings[0].level),
            *((latest.year, latest.value) if latest else (None, None)),
            one.projection.printed_chance if one.projection else None,
            needed_per_year(one, plan.header.span.end),
            [mark.code for mark in one.warnings] if form == "csv" else marks,
        )

    print_rows(form, _COLUMNS, map(row, warned))
