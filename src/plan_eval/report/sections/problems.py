"""七、存在的主要问题及原因: what the figures show; causes are for people and stand as a blank."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.assessment import Pace, Result
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
from plan_eval.report.rows import row, with_unit
from plan_eval.words import t

_POOR = (Pace.REVERSED, Pace.STALLED, Pace.BEHIND)


@dataclass(frozen=True, slots=True)
class Problems:
    """Lines by area, worst pace first."""

    heading: Heading
    lead: str
    areas: tuple[tuple[Heading, tuple[str, ...]], ...]


def build(context: Context) -> Problems:
    """The indicators that go the wrong way, stand still or lag."""
    heading = context.outline.chapter(t("report.heading.problems"))
    results = context.assessment.results.values()
    paces = [result.progress.pace for result in results if result.progress]
    lead = t(
        "report.problems.lead",
        said=sum(bool(said.problems) for said in context.assessment.self_assessments),
        reversed=paces.count(Pace.REVERSED),
        stalled=paces.count(Pace.STALLED),
        behind=paces.count(Pace.BEHIND),
        breached=sum(bool(result.breaches) for result in results),
    )
    return Problems(heading, lead, tuple(_areas(context)))


def _areas(context: Context) -> list[tuple[Heading, tuple[str, ...]]]:
    found = []
    for part, title in context.parts.items():
        poor = [r for r in _poor(context) if context.plan.part_of(r.indicator) == part]
        if poor:
            lines = tuple(_line(result, context) for result in poor)
            found.append((context.outline.section(title), lines))
    return found


def _poor(context: Context) -> list[Result]:
    results = context.assessment.results.values()
    poor = [r for r in results if r.progress is not None and r.progress.pace in _POOR]
    return sorted(poor, key=lambda r: _POOR.index(r.progress.pace) if r.progress else 0)


def _line(result: Result, context: Context) -> str:
    indicator = context.plan.indicators[result.indicator]
    of = row(indicator, context)
    assert result.baseline is not None
    return t(
        "report.problems.line",
        name=of.name,
        pace=of.pace_words,
        baseline=result.baseline.year,
        since=with_unit(of.baseline, indicator),
        year=of.year,
        now=with_unit(of.latest, indicator),
        target=of.target,
        department=of.department,
    )
