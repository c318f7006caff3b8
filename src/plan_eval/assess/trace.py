"""Where a verdict comes from: the cells of the submissions, and each step from them to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from plan_eval.assess.wording import (
    benchmark_words,
    estimate,
    p_value,
    probability,
    reason_words,
    warning_words,
)
from plan_eval.messages import t
from plan_eval.model.assessment import Assessment, Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.verdict import Stage
from plan_eval.model.wording import (
    called,
    group_words,
    level_named,
    number,
    signed,
    target_words,
    telling,
    trimmed,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One accepted row: where it stands, whom it speaks of, and its cells as they were sent."""

    indicator: str
    year: int
    town: str
    sex: str
    residence: str
    age: str
    value: str | None
    numerator: str | None
    denominator: str | None
    path: str
    row: int
    note: str | None


def sources_of(indicator: Indicator) -> tuple[str, ...]:
    """The ids whose figures decide on an indicator: its own, and the other side of a comparison."""
    return indicator.target.figures_of(indicator.id)


def cells(
    indicator: Indicator, observations: pl.DataFrame, plan: Plan, stage: Stage
) -> tuple[Cell, ...]:
    """The accepted rows behind an indicator up to the stage, the district first, by year."""
    rows = observations.filter(
        pl.col("indicator").is_in(list(sources_of(indicator))) & (pl.col("year") <= stage.year)
    )
    if stage.as_of is not None:
        rows = rows.filter(pl.coalesce("report_year", "year") <= stage.as_of)
    main = plan.indicators[sources_of(indicator)[0]].scope
    other = (pl.col("sex") != main.sex) | (pl.col("residence") != main.residence)
    rows = rows.sort("indicator", "town", other, "sex", "residence", "age", "year", "path", "row")
    raw = (f"raw_{name}" for name in ("value", "numerator", "denominator"))
    names = ("indicator", "year", "town", "sex", "residence", "age", *raw, "path", "row", "note")
    return tuple(Cell(*cell) for cell in rows.select(names).iter_rows())


@dataclass(frozen=True, slots=True)
class Traced:
    """An indicator's result, and the plan and assessment that it belongs to."""

    indicator: Indicator
    plan: Plan
    assessment: Assessment

    @property
    def result(self) -> Result:
        """What the assessment says of the indicator."""
        return self.assessment.results[self.indicator.id]


def steps(at: Traced) -> Iterator[tuple[str, list[str]]]:
    """The heading and the sentences of each step that there is something to say of, in order."""
    for name, sentences in _STEPS.items():
        if listed := list(sentences(at)):
            yield t(f"trace.{name}"), listed


def _state(at: Traced) -> Iterator[str]:
    result, indicator, plan = at.result, at.indicator, at.plan
    for own in at.assessment.self_assessments if result.state is None else ():
        if own.item in {source.item for source in indicator.sources}:
            yield t(
                "trace.self-assessed",
                department=called(plan.department[own.department]) if own.department else "—",
                status=t(f"checklist.{own.status}"),
                evidence=own.evidence or "—",
                path=own.path,
                row=own.row,
            )
    if result.checklist is not None:
        yield t("trace.checklist", status=t(f"checklist.{result.checklist}"))
        return
    if result.state is None:  # a figure for reference, a demand that nobody has assessed
        yield t("trace.not-judged")
        return
    latest, rate = result.latest, indicator.rate
    if latest is not None and rate and latest.numerator is not None and latest.denominator:
        yield t(
            "trace.of-counts",
            numerator=number(latest.numerator, 0),
            denominator=number(latest.denominator, 0),
            scale=rate.scale,
            value=telling(latest.value, indicator.decimals, result.bound),
        )
    elif latest is not None:
        derived = indicator.target.derived
        yield t(f"trace.{'derived' if derived else 'as-sent'}", value=latest.shown)
    if result.value is not None:
        shown = telling(result.value, indicator.decimals, result.bound)
        words = target_words(indicator)
        yield t("trace.judged-by", target=words, value=shown, exact=result.value)
    for reason in result.reasons:
        yield t("trace.reason", words=reason_words(reason))
    if result.p_value is not None:
        yield t("trace.p-value", p=p_value(result.p_value))
    yield t("trace.judged", state=t(f"state.{result.state}"))


def _progress(at: Traced) -> Iterator[str]:
    result = at.result
    progress, baseline, latest = result.progress, result.baseline, result.latest
    if progress is None or baseline is None or latest is None:
        return
    if progress.achieved is None or progress.schedule is None or progress.ratio is None:
        yield t("trace.no-progress", pace=t(f"pace.{progress.pace}"))
    else:
        places = max(latest.places, baseline.places, 2)
        yield t(
            "trace.achieved",
            latest=number(latest.value, places),
            baseline=number(baseline.value, places),
            bound="—" if progress.aim is None else number(progress.aim, places),
            share=number(progress.achieved, 3),
        )
        yield t(
            "trace.schedule",
            year=latest.year,
            start=baseline.year,
            end=at.plan.header.span.end,
            share=number(progress.schedule, 3),
        )
        pace = t(f"pace.{progress.pace}")
        yield t("trace.ratio", ratio=number(progress.ratio, 3), pace=pace)
    if progress.effort is not None:
        yield t("trace.effort", effort=number(progress.effort, 1))
    for judged in result.methods[1:]:
        value = "—" if judged.value is None else number(Fraction(judged.value), 3)
        status, method = t(f"method-status.{judged.status}"), t(f"methods.{judged.method}")
        yield t("trace.method", method=method, status=status, value=value)


def _counts(at: Traced) -> Iterator[str]:
    small = at.result.small_count
    if small is None:
        return
    yield t(
        "trace.interval",
        count=number(small.events, 0),
        exposure=number(small.exposure, 0),
        method=t(f"interval-method.{small.interval.method}"),
        lower=estimate(small.interval.lower),
        upper=estimate(small.interval.upper),
    )
    for pooled in small.pooled:
        yield t(
            "trace.pooled",
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
            yield t(f"trace.{name}", p=p_value(p))


def _projection(at: Traced) -> Iterator[str]:
    forecast, swings = at.result.projection, at.result.volatility
    if forecast is not None:
        yield t(
            "trace.projected",
            method=t(f"projection-method.{forecast.method}"),
            points=forecast.points,
            year=forecast.year,
            value=estimate(forecast.value),
            level=number(Fraction(forecast.level) * 100, 0),
            lower=estimate(forecast.lower),
            upper=estimate(forecast.upper),
            chance=probability(forecast.printed_chance),
        )
        if forecast.theil_sen is not None:
            yield t("trace.theil-sen", value=estimate(forecast.theil_sen))
    if swings is not None:
        yield t(
            "trace.swings",
            spread="—" if swings.spread is None else number(Fraction(swings.spread), 2),
            reversals=swings.reversals,
            crossings=swings.crossings,
        )


def _compare(at: Traced) -> Iterator[str]:
    result, plan = at.result, at.plan
    for split in result.splits:
        latest = split.latest
        yield t(
            "trace.split",
            dimension=t(f"dimension.{split.dimension}"),
            code=group_words(split.code, plan),
            value=number(latest.value, latest.places) if latest else t("trace.no-figure"),
            year=latest.year if latest else "—",
            state=t(f"state.{split.state}"),
        )
    for gap in result.gender_gaps[:1]:
        gaps = t("punctuation.list").join(
            t("trace.in-year", year=year, value=signed(value, 2))
            for year, value in zip(gap.years, gap.gaps, strict=True)
        )
        yield t("trace.gap", gaps=gaps)
    tolerance = trimmed(plan.header.parameters.benchmark_tolerance)
    for mark in result.benchmarks:
        met = benchmark_words(mark)
        words = t(f"target.{mark.comparator}", value=trimmed(mark.value), tolerance=tolerance)
        yield t("trace.benchmark", level=level_named(mark.level), words=words, met=met)


def _verdict(at: Traced) -> Iterator[str]:
    result = at.result
    if result.state is None:
        return
    yield t("trace.judged", state=t(f"state.{result.state}"))
    yield t("trace.evidence", evidence=t(f"evidence.{result.evidence}"))
    for warning in result.warnings:
        words = warning_words(warning)
        yield t("trace.warning", level=t(f"level.{warning.level}"), words=words)
    if not result.warnings:
        yield t("trace.no-warning")


_STEPS: dict[str, Callable[[Traced], Iterator[str]]] = {
    "state": _state,
    "progress": _progress,
    "counts": _counts,
    "projection": _projection,
    "compare": _compare,
    "verdict": _verdict,
}
