"""plan-eval status: the plan in the terminal, areas by state, or one area's indicators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plan_eval.cli.options import (
    AreaOption,
    AsOfOption,
    OnOption,
    PlanOption,
    StageOption,
    SubmissionsArgument,
    YearOption,
)
from plan_eval.messages import t

if TYPE_CHECKING:
    from rich.table import Table

    from plan_eval.cli.judging import Judged
    from plan_eval.model.assessment import Result, State, Tally

SIGNS = {"met": "●", "nearly": "◐", "not_met": "○", "undetermined": "△", "not_due": "△"}


def status(
    paths: SubmissionsArgument = None,
    stage: StageOption = "midterm",
    year: YearOption = None,
    plan: PlanOption = None,
    area: AreaOption = None,
    as_of: AsOfOption = None,
    on: OnOption = None,
) -> int:
    """Exit 0 when all that was sent is judged, 1 when some of it was refused."""
    from plan_eval.cli.console import out
    from plan_eval.cli.judging import judged
    from plan_eval.cli.names import Wanted

    found = judged(plan, paths, stage, year, as_of, on=on, wanted=Wanted(area=area))
    out().print(_areas(found) if area is None else _indicators(found, found.names))
    print(t("report.summary.legend"))
    return found.exit_code


def _areas(found: Judged) -> Table:
    from plan_eval.assess.engine import states_by_year
    from plan_eval.cli.console import table
    from plan_eval.model.plan import PROJECTS

    plan, assessment = found.plan, found.assessment
    years = range(plan.header.span.baseline, assessment.stage.year + 1)
    history = states_by_year(plan, found.validation.observations, years)
    heads = ("area", "states", "met", "not_met", "undetermined", "trend", "warnings")
    ends = {"first": years[0], "last": years[-1]}
    title = t("cli.status.title", title=plan.header.title, year=assessment.stage.year)
    made = table(
        *(t(f"cli.status.head.{n}", **(ends if n == "trend" else {})) for n in heads), title=title
    )
    titles = {area.id: area.title for area in plan.areas} | {PROJECTS: t("parts.projects")}
    for part, words in titles.items():
        own = [
            result
            for name, result in assessment.results.items()
            if plan.part_of(name) == part and plan.indicators[name].group == "quantified"
        ]
        if own:
            tally = assessment.by_area[part]["quantified"]
            made.add_row(words, *_line(own, tally, history))
    every = [r for n, r in assessment.results.items() if plan.indicators[n].group == "quantified"]
    made.add_section()
    made.add_row(t("parts.whole"), "", *_line(every, assessment.tallies["quantified"], history)[1:])
    return made


def _line(
    results: list[Result], tally: Tally, history: dict[int, dict[str, State]]
) -> tuple[str, ...]:
    names = {result.indicator for result in results}
    met = [sum(of.get(n) == "met" for n in names) for of in history.values()]
    cells = sorted((_sign(result) for result in results), key=list(SIGNS.values()).index)
    levels = [result.warnings[0].level for result in results if result.warnings]
    counts = "/".join(
        str(sum(level == name for level in levels)) for name in ("red", "yellow", "blue")
    )
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
    from plan_eval.model.wording import target_words, telling

    heads = ("id", "name", "series", "latest", "target", "state", "pace")
    made = table(*(t(f"cli.status.head.{name}") for name in heads))
    for name in names:
        result, indicator = found.assessment.results[name], found.plan.indicators[name]
        if result.state is None:
            continue
        latest, progress = result.latest, result.progress
        made.add_row(
            indicator.id,
            indicator.name,
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
