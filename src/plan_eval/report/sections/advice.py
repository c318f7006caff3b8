"""九、对策建议: for each target at risk the gap, the pace it needs, and the measures to look at."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from plan_eval.assess.need import distance, needed_per_year
from plan_eval.model.assessment import Level, Result, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import number, target_words
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
from plan_eval.report.rows import latest_words, unit_words, with_unit
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
    final = context.assessment.stage.name == "final"
    urgent = [
        result
        for result in context.assessment.results.values()
        if context.plan.indicators[result.indicator].group == "quantified"
        and (_missed(result) if final else _at_risk(result))
        and result.latest is not None
        and result.bound is not None
    ]
    areas = []
    for part, title in context.parts.items():
        own = [r for r in urgent if context.plan.part_of(r.indicator) == part]
        if own:
            lines = tuple(_line(result, context) for result in own)
            areas.append((context.outline.section(title), lines))
    lead = t("report.advice.lead-final" if final else "report.advice.lead", count=len(urgent))
    return Advice(heading, lead, tuple(areas))


def _missed(result: Result) -> bool:
    return result.state is State.NOT_MET


def _at_risk(result: Result) -> bool:
    return any(warning.level in _URGENT for warning in result.warnings)


def _line(result: Result, context: Context) -> str:
    indicator, end = context.plan.indicators[result.indicator], context.plan.header.span.end
    assert result.latest is not None
    said = t(
        "report.advice.now",
        name=indicator.name,
        department=context.department(indicator.department),
        year=result.latest.year,
        now=with_unit(latest_words(result, indicator), indicator),
    )
    left, step = distance(result), needed_per_year(result, end)
    if left is None:  # met, and yet at risk: nothing is missing but to hold it
        return said + t("report.advice.hold") + _measures(indicator, context)
    said += _gap(left, result, indicator)
    if step is not None:
        said += t(
            "report.advice.step",
            direction=t("report.advice.up" if step > 0 else "report.advice.down"),
            step=with_points(number(abs(step), 2), indicator),
        )
    return said + t("punctuation.stop") + _measures(indicator, context)


def _gap(left: Fraction, result: Result, indicator: Indicator) -> str:
    assert result.latest is not None
    if left == 0:  # 超过 30 is not met at 30
        return t("report.advice.just-short", target=target_words(indicator))
    gap = number(abs(left), max(result.latest.places, 1))
    words = "report.advice.fell" if indicator.target.kind == "sustained" else "report.advice.gap"
    return t(words, target=target_words(indicator), gap=with_points(gap, indicator))


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
    if not named:
        return ""
    words = [
        t(
            "report.advice.measure",
            number=plan.measures[m].printed,
            heading=plan.measures[m].heading,
        )
        for m in named
        if m in plan.measures
    ]
    return t("report.advice.measures", measures="、".join(words))
