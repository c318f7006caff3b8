"""Why an indicator is judged as it is, and where it is heading: labels with their words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from plan_eval.assess.priority import distance, needed_per_year
from plan_eval.assess.wording import chance_words, estimate, warning_words
from plan_eval.messages import t
from plan_eval.model.assessment import GenderGap, Projection, Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import (
    called,
    level_named,
    number,
    rounded,
    signed,
    signed_step,
    trimmed,
    year_spans,
)
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row, achieved_share, towns_reached, with_unit
from plan_eval.report.sections.changes import with_points

Pairs = Iterator[tuple[str, str]]


def verdict(row: Row, result: Result, indicator: Indicator, context: Context) -> Pairs:
    """What the verdict rests on: progress, what is still missing, evidence, reasons."""
    progress = result.progress
    achieved = achieved_share(result)
    if progress and achieved is not None and progress.schedule is not None:
        yield (
            t("web.fact.progress"),
            t(
                "web.progress",
                achieved=number(achieved * 100, 1),
                schedule=number(progress.schedule * 100, 1),
                ratio="—" if progress.ratio is None else number(progress.ratio, 2),
            ),
        )
    for said in result.methods[1:]:
        if said.value is not None:
            method, status = t(f"methods.{said.method}"), t(f"method-status.{said.status}")
            yield t("web.fact.method", method=method), status
    if missing := still_needed(result, indicator, context):
        yield t("web.fact.needed"), missing
    yield t("web.fact.evidence"), t(f"evidence.{result.evidence}")
    if row.notes:
        yield t("web.fact.reasons"), t("punctuation.semicolon").join(row.notes)
    if result.missing:
        yield t("web.fact.missing"), year_spans(result.missing)


def still_needed(result: Result, indicator: Indicator, context: Context) -> str:
    """How far the target is and what every year has to bring; nothing where none is missing."""
    left = distance(result)
    if left is None or result.latest is None:
        return ""
    places = result.latest.places
    exact = rounded(left, places) == left  # three places short are 3处, not 3.0处
    if towns_reached(result) is not None:  # a number of units, never percentage points
        return t("web.gap", gap=t("report.units-short", count=len(result.failing)))
    gap = with_points(number(abs(left), places if exact else max(places, 1)), indicator)
    end = context.plan.header.span.end
    step = needed_per_year(result, end)
    if not left or step is None:
        return t("web.gap", gap=gap)
    return t("web.needed", gap=gap, end=end, step=with_points(signed_step(step), indicator))


def outlook(result: Result, indicator: Indicator, context: Context) -> Pairs:
    """The projection and the warnings; nothing once the plan is over."""
    if context.final:
        return
    if result.projection is not None:
        yield t("web.fact.projection"), _projection(result, result.projection, indicator)
    swings = result.volatility
    if swings is not None and swings.volatile:
        yield (
            t("web.fact.swings"),
            t("web.swings", reversals=swings.reversals, crossings=swings.crossings),
        )
    for warning in result.warnings:
        yield t(f"web.warning-of.{warning.level}"), warning_words(warning)


def _projection(result: Result, found: Projection, indicator: Indicator) -> str:
    words = t(
        "web.projection",
        method=t(f"projection-method.{found.method}"),
        points=found.points,
        year=found.year,
        value=with_unit(estimate(found.value), indicator),
        level=number(Fraction(found.level) * 100, 0),
        lower=estimate(found.lower),
        upper=estimate(found.upper),
        chance=chance_words(result),
    )
    if found.theil_sen is None:
        return words
    agreed = t("web.projection-agrees" if found.agree else "web.projection-differs")
    return words + t("web.theil-sen", value=estimate(found.theil_sen), agreed=agreed)


def comparisons(result: Result, context: Context) -> Pairs:
    """Higher plans' levels, and women against men year by year."""
    tolerance = trimmed(context.plan.header.parameters.benchmark_tolerance)
    for mark in result.benchmarks:
        asked = t(f"target.{mark.comparator}", value=trimmed(mark.value), tolerance=tolerance)
        met = "unknown" if mark.met is None else "met" if mark.met else "behind"
        yield (
            t("web.fact.benchmark", level=level_named(mark.level)),
            t(
                f"web.benchmark.{met}",
                asked=asked,
                title=context.plan.document[mark.document].title,
            ),
        )
    places = max((point.places for point in result.history), default=2)
    for gap in result.gender_gaps:
        yield _whose(gap, context), _gap(gap, places)


def _whose(gap: GenderGap, context: Context) -> str:
    if gap.town is None:
        return t("web.fact.gender-gap")
    return t("web.fact.gender-gap-of", town=called(context.plan.towns[gap.town]))


def _gap(gap: GenderGap, places: int) -> str:
    by_year = zip(gap.years, gap.gaps, strict=True)
    gaps = t("punctuation.list").join(
        t("web.in-year", year=y, value=signed(v, places)) for y, v in by_year
    )
    if gap.narrowing is None:
        return gaps
    return gaps + t("web.gap-narrows" if gap.narrowing else "web.gap-does-not-narrow")
