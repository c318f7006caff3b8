"""九、对策建议: for each target at risk the gap, the pace it needs, and the measures behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from plan_eval.assess.need import distance, needed_per_year
from plan_eval.model.assessment import Level, Result, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import telling, trimmed, year_spans
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
from plan_eval.report.rows import change_words, latest_said, towns_reached, unit_words, with_unit
from plan_eval.report.sections.phrases import indicative, named, nth, target_said
from plan_eval.words import t

_URGENT = (Level.RED, Level.YELLOW)


@dataclass(frozen=True, slots=True)
class Advice:
    """Lines by area."""

    heading: Heading
    lead: str
    areas: tuple[tuple[Heading, tuple[str, ...]], ...]


def build(context: Context) -> Advice:
    """Advice that the figures support; the office's own stands as a blank."""
    heading = context.outline.chapter(t("report.heading.advice"))
    urgent = list(_urgent(context))
    areas = []
    for part, title in context.parts.items():
        own = [r for r in urgent if context.plan.part_of(r.indicator) == part]
        if own:
            lines = tuple(_line(result, context) for result in own)
            areas.append((context.outline.section(title), lines))
    return Advice(heading, _lead(len(urgent), context), tuple(areas))


def _lead(count: int, context: Context) -> str:
    if not count:
        return t("report.advice.none-final" if context.final else "report.advice.none")
    lead = t("report.advice.lead-final" if context.final else "report.advice.lead", count=count)
    planned = any(said.next_steps for said in context.said.values())
    return lead + (t("report.advice.own-steps") if planned else "")


def _urgent(context: Context) -> Iterator[Result]:
    for indicator in context.plan.indicators.values():
        result = context.result(indicator)
        if indicator.group not in ("quantified", "directional") or result.latest is None:
            continue
        if result.state is State.NOT_MET if context.final else _at_risk(result):
            yield result


def _at_risk(result: Result) -> bool:
    return any(warning.level in _URGENT for warning in result.warnings)


def _line(result: Result, context: Context) -> str:
    indicator = context.plan.indicators[result.indicator]
    assert result.latest is not None
    counted = towns_reached(result) is not None
    said = t(
        "report.advice.now-units" if counted else "report.advice.now",
        name=indicator.name,
        department=context.department(indicator.department),
        year=result.latest.year,
        now=latest_said(result, indicator),
    )
    need = "".join(_needs(result, indicator, context))
    return said + need + indicative(result) + t("punctuation.stop") + _measures(indicator, context)


def _needs(result: Result, indicator: Indicator, context: Context) -> Iterator[str]:
    """What is missing, by what the data shows: a direction, a level lost, a gap, or nothing."""
    assert result.latest is not None
    left = distance(result)
    if indicator.group == "directional" and result.state is State.NOT_MET:
        yield _astray(result, indicator)
    elif result.state is not State.MET and _regained(result):
        years = year_spans(result.breaches)
        yield t("report.advice.regained", target=target_said(indicator), years=years)
    elif result.state is State.MET or left is None:  # met, and yet at risk
        yield t("report.advice.hold")
    elif result.failing:
        names = named([context.plan.towns[town].name for town in result.failing])
        yield t("report.advice.units", names=names, target=target_said(indicator))
    else:
        yield _gap(left, result, indicator)
        yield from _step(result, indicator, context)


def _regained(result: Result) -> bool:
    """A level that was lost in an earlier year and holds again."""
    return bool(result.breaches) and (
        result.latest is None or result.latest.year not in result.breaches
    )


def _astray(result: Result, indicator: Indicator) -> str:
    """Which way the figures went; two shares that should agree have no way to go."""
    target = target_said(indicator)
    if indicator.target.kind == "parity":
        return t("report.advice.apart", target=target)
    return t("report.advice.turned", target=target, change=_change(result, indicator))


def _change(result: Result, indicator: Indicator) -> str:
    """提高 or 降低 by so much since the baseline: the direction is never left to a sign."""
    if (shown := change_words(result, indicator)).strip("0.") in ("", "—"):
        return t("report.advice.unchanged")
    direction = t("report.advice.down" if shown.startswith("−") else "report.advice.up")
    size = with_points(shown.lstrip("+−"), indicator)
    return t("report.advice.changed", direction=direction, size=size)


def _step(result: Result, indicator: Indicator, context: Context) -> Iterator[str]:
    step = needed_per_year(result, context.plan.header.span.end)
    if step:
        direction = t("report.advice.up" if step > 0 else "report.advice.down")
        size = telling(abs(step), 2, Fraction(0))
        yield t("report.advice.step", direction=direction, step=with_points(size, indicator))


def _gap(left: Fraction, result: Result, indicator: Indicator) -> str:
    assert result.latest is not None
    if left == 0:  # 超过 30 is not met at 30
        return t("report.advice.just-short", target=target_said(indicator))
    # a gap of 0.03 is never printed as 0.0
    gap = with_points(telling(abs(left), max(result.latest.places, 1), Fraction(0)), indicator)
    if indicator.target.kind == "around" and result.latest.value + left == indicator.target.value:
        middle = with_unit(trimmed(indicator.target.value), indicator)
        return t("report.advice.off-middle", middle=middle, gap=gap)
    words = "report.advice.fell" if indicator.target.kind == "sustained" else "report.advice.gap"
    return t(words, target=target_said(indicator), gap=gap)


def with_points(figure: str, indicator: Indicator) -> str:
    """A difference and what it is counted in: 个百分点 for %, 千分点 for ‰, else the unit."""
    match unit_words(indicator):
        case "%":
            return figure + t("report.advice.points")
        case "‰":
            return figure + t("report.advice.permille")
        case _:
            return with_unit(figure, indicator)


def _measures(indicator: Indicator, context: Context) -> str:
    """The measures that serve the indicator's goal, or the measure that prints the target."""
    plan = context.plan
    items = [source.item for source in indicator.sources]
    served = [m for item in items if item in plan.goals for m in plan.goals[item].measures]
    named = dict.fromkeys(served + [item for item in items if item in plan.measures])
    words = [
        t(
            "report.advice.measure",
            nth=nth(m, context),
            heading=plan.measures[m].heading,
        )
        for m in named
        if m in plan.measures
    ]
    return t("report.advice.measures", measures="、".join(words)) if words else ""
