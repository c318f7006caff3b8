"""九、对策建议: for each target at risk the gap, the pace it needs, and the measures to look at."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.assessment import Level, Result, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import number, trimmed
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
from plan_eval.report.rows import latest_words, unit_words
from plan_eval.words import t

_URGENT = (Level.RED, Level.YELLOW)


@dataclass(frozen=True, slots=True)
class Advice:
    """Lines by area."""

    heading: Heading
    lead: str
    areas: tuple[tuple[str, tuple[str, ...]], ...]


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
            areas.append((title, tuple(_line(result, context) for result in own)))
    lead = t("report.advice.lead-final" if final else "report.advice.lead", count=len(urgent))
    return Advice(heading, lead, tuple(areas))


def _missed(result: Result) -> bool:
    return result.state is State.NOT_MET


def _at_risk(result: Result) -> bool:
    return any(warning.level in _URGENT for warning in result.warnings)


def _line(result: Result, context: Context) -> str:
    indicator = context.plan.indicators[result.indicator]
    latest, bound, end = result.latest, result.bound, context.plan.header.span.end
    assert latest is not None
    assert bound is not None
    gap = bound - latest.value
    step = abs(gap) / max(end - latest.year, 1)
    final = context.assessment.stage.name == "final"
    said = t(
        "report.advice.final" if final else "report.advice.line",
        name=indicator.name,
        department=context.department(indicator.department),
        year=latest.year,
        now=latest_words(result, indicator),
        unit=unit_words(indicator),
        gap=_gap(result, indicator),
        direction=t("report.advice.up" if gap > 0 else "report.advice.down"),
        step=number(step, 2),
        points=points_words(indicator),
    )
    return said + _measures(indicator, context)


def _gap(result: Result, indicator: Indicator) -> str:
    assert result.latest is not None
    assert result.bound is not None
    if indicator.target.kind == "sustained":
        return t("report.advice.unreached")
    places = max(result.latest.places, 1)
    return t(
        "report.advice.gap",
        target=trimmed(indicator.bound) if indicator.bound is not None else "",
        gap=number(abs(result.bound - result.latest.value), places),
        unit=unit_words(indicator),
        points=points_words(indicator),
    )


def points_words(indicator: Indicator) -> str:
    """What a change is counted in: 个百分点 for %, 千分点 for ‰, else the unit itself."""
    unit = unit_words(indicator)
    match unit:
        case "%":
            return t("report.advice.points")
        case "‰":
            return t("report.advice.permille")
        case _:
            return unit


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
