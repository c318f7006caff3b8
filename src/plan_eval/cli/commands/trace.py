"""plan-eval trace: every step from the cells of the submissions to the verdict on an indicator."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli.judging import Judged
from plan_eval.cli.options import (
    AsOfOption,
    PlanOption,
    StageOption,
    SubmissionsOption,
    YearOption,
)
from plan_eval.words import t

if TYPE_CHECKING:
    from plan_eval.assess.trace import Cell
    from plan_eval.model.assessment import Result
    from plan_eval.model.indicator import Indicator


def trace(
    name: Annotated[str, typer.Argument(metavar="ID", help=t("cli.trace.id"))],
    submissions: SubmissionsOption = None,
    stage: StageOption = "midterm",
    year: YearOption = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
) -> int:
    """Exit 0 when all that was sent is judged, 1 when some of it was refused."""
    from plan_eval.assess.trace import cells
    from plan_eval.cli.judging import judged
    from plan_eval.cli.names import Wanted

    found = judged(plan, submissions, stage, year, as_of, wanted=Wanted(name))
    (code,) = found.names
    indicator, result = found.plan.indicators[code], found.assessment.results[code]
    observations = found.validation.observations
    read = cells(indicator, observations, found.plan, found.assessment.stage)
    print(f"{indicator.id}　{indicator.name}")
    _print_cells(read, found)
    _print_files(read)
    for heading, lines in _steps(result, indicator, found):
        listed = list(lines)
        if listed:
            print(t(f"cli.trace.{heading}"))
            for line in listed:
                print(f"  {line}")
    return found.exit_code


def _print_cells(read: tuple[Cell, ...], found: Judged) -> None:
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
            _group(cell, found),
            cell.value or "—",
            cell.numerator or "",
            cell.denominator or "",
            t("cli.trace.row", path=cell.path, row=cell.row),
        )
    out().print(made)


def _group(cell: Cell, found: Judged) -> str:
    town = found.plan.towns.get(cell.town)
    words = [cell.indicator, town.name if town else t("groups.district"), t(f"groups.{cell.sex}")]
    if cell.residence != "total":
        words.append(t(f"groups.{cell.residence}"))
    return " ".join([*words, cell.age or ""]).rstrip()


def _print_files(read: tuple[Cell, ...]) -> None:
    from plan_eval.reading.digests import sha256

    print(t("cli.trace.files"))
    for path in dict.fromkeys(cell.path for cell in read):
        print(f"  {sha256(Path(path)) or t('cli.trace.missing-file')}  {path}")


def _steps(
    result: Result, indicator: Indicator, found: Judged
) -> Iterator[tuple[str, Iterator[str]]]:
    yield "state", _state(result, indicator, found)
    yield "progress", _progress(result, found)
    yield "counts", _counts(result)
    yield "projection", _projection(result)
    yield "compare", _compare(result, found)
    yield "verdict", _verdict(result)


def _state(result: Result, indicator: Indicator, found: Judged) -> Iterator[str]:
    from plan_eval.assess.wording import p_value, reason_words
    from plan_eval.model.wording import number, target_words, telling

    for said in found.assessment.self_assessments if result.state is None else ():
        if said.item in {source.item for source in indicator.sources}:
            yield t(
                "cli.trace.said",
                department=found.plan.department[said.department].name if said.department else "—",
                status=t(f"checklist.{said.status}"),
                evidence=said.evidence or "—",
                path=said.path,
                row=said.row,
            )
    if result.checklist is not None:
        yield t("cli.trace.checklist", status=t(f"checklist.{result.checklist}"))
        return
    latest, rate = result.latest, indicator.rate
    if latest is not None and rate and latest.numerator is not None and latest.denominator:
        yield t(
            "cli.trace.of-counts",
            numerator=number(latest.numerator, 0),
            denominator=number(latest.denominator, 0),
            scale=rate.scale,
            value=telling(latest.value, indicator.decimals, result.bound),
        )
    elif latest is not None:
        derived = indicator.target.derived
        yield t(f"cli.trace.{'derived' if derived else 'as-sent'}", value=latest.shown)
    if result.value is not None:
        shown = telling(result.value, indicator.decimals, result.bound)
        words = target_words(indicator)
        yield t("cli.trace.judged-by", target=words, value=shown, exact=result.value)
    for reason in result.reasons:
        yield t("cli.trace.reason", words=reason_words(reason))
    if result.p_value is not None:
        yield t("cli.trace.p-value", p=p_value(result.p_value))
    yield t("cli.trace.judged", state=t(f"state.{result.state}"))


def _progress(result: Result, found: Judged) -> Iterator[str]:
    from plan_eval.model.wording import number

    progress, baseline, latest = result.progress, result.baseline, result.latest
    if progress is None or baseline is None or latest is None:
        return
    if progress.achieved is None or progress.schedule is None or progress.ratio is None:
        yield t("cli.trace.no-progress", pace=t(f"pace.{progress.pace}"))
    else:
        places = max(latest.places, baseline.places, 2)
        yield t(
            "cli.trace.achieved",
            latest=number(latest.value, places),
            baseline=number(baseline.value, places),
            bound="—" if progress.aim is None else number(progress.aim, places),
            share=number(progress.achieved, 3),
        )
        yield t(
            "cli.trace.schedule",
            year=latest.year,
            start=baseline.year,
            end=found.plan.header.span.end,
            share=number(progress.schedule, 3),
        )
        pace = t(f"pace.{progress.pace}")
        yield t("cli.trace.ratio", ratio=number(progress.ratio, 3), pace=pace)
    if progress.effort is not None:
        yield t("cli.trace.effort", effort=number(progress.effort, 1))
    for said in result.methods[1:]:
        value = "—" if said.value is None else number(Fraction(said.value), 3)
        status, method = t(f"method-status.{said.status}"), t(f"methods.{said.method}")
        yield t("cli.trace.method", method=method, status=status, value=value)


def _counts(result: Result) -> Iterator[str]:
    from plan_eval.assess.wording import estimate, p_value
    from plan_eval.model.wording import number

    small = result.small_count
    if small is None:
        return
    yield t(
        "cli.trace.interval",
        count=number(small.events, 0),
        exposure=number(small.exposure, 0),
        method=t(f"interval-method.{small.interval.method}"),
        lower=estimate(small.interval.lower),
        upper=estimate(small.interval.upper),
    )
    for pooled in small.pooled:
        yield t(
            "cli.trace.pooled",
            first=pooled.first,
            last=pooled.last,
            events=number(pooled.events, 0),
            exposure=number(pooled.exposure, 0),
            value=number(pooled.value, 2),
            lower=estimate(pooled.interval.lower),
            upper=estimate(pooled.interval.upper),
        )
    tests = {"tail": small.tail, "dispersion": small.dispersion, "change-p": small.change}
    for name, p in tests.items():
        if p is not None:
            yield t(f"cli.trace.{name}", p=p_value(p))


def _projection(result: Result) -> Iterator[str]:
    from plan_eval.assess.wording import estimate, probability
    from plan_eval.model.wording import number

    found, swings = result.projection, result.volatility
    if found is not None:
        yield t(
            "cli.trace.projected",
            method=t(f"projection-method.{found.method}"),
            points=found.points,
            year=found.year,
            value=estimate(found.value),
            level=number(Fraction(found.level) * 100, 0),
            lower=estimate(found.lower),
            upper=estimate(found.upper),
            chance=probability(found.printed_chance),
        )
        if found.theil_sen is not None:
            yield t("cli.trace.theil-sen", value=estimate(found.theil_sen))
    if swings is not None:
        yield t(
            "cli.trace.swings",
            spread="—" if swings.spread is None else number(Fraction(swings.spread), 2),
            reversals=swings.reversals,
            crossings=swings.crossings,
        )


def _compare(result: Result, found: Judged) -> Iterator[str]:
    from plan_eval.assess.wording import benchmark_words
    from plan_eval.model.wording import group_words, number, signed, trimmed

    for one in result.splits:
        latest = one.latest
        yield t(
            "cli.trace.split",
            dimension=t(f"dimension.{one.dimension}"),
            code=group_words(one.code, found.plan),
            value=number(latest.value, latest.places) if latest else t("cli.trace.no-figure"),
            year=latest.year if latest else "—",
            state=t(f"state.{one.state}"),
        )
    for gap in result.gender_gaps[:1]:
        gaps = "、".join(
            f"{year}年 {signed(value, 2)}" for year, value in zip(gap.years, gap.gaps, strict=True)
        )
        yield t("cli.trace.gap", gaps=gaps)
    tolerance = trimmed(found.plan.header.parameters.benchmark_tolerance)
    for mark in result.benchmarks:
        met = benchmark_words(mark)
        words = t(f"target.{mark.comparator}", value=trimmed(mark.value), tolerance=tolerance)
        yield t("cli.trace.benchmark", level=t(f"level-of-plan.{mark.level}"), words=words, met=met)


def _verdict(result: Result) -> Iterator[str]:
    from plan_eval.assess.wording import warning_words

    if result.state is None:
        return
    yield t("cli.trace.judged", state=t(f"state.{result.state}"))
    yield t("cli.trace.evidence", evidence=t(f"evidence.{result.evidence}"))
    for warning in result.warnings:
        words = warning_words(warning)
        yield t("cli.trace.warning", level=t(f"level.{warning.level}"), words=words)
    if not result.warnings:
        yield t("cli.trace.no-warning")
