"""七、存在的主要问题及原因: what the figures show, beside it the causes departments give.

Causes that nobody gave are for people to write: they stand as a blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.model.assessment import Pace, Result, SelfAssessment, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.wording import year_spans
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
from plan_eval.report.rows import latest_said, row, towns_reached, with_unit
from plan_eval.report.sections.phrases import counted, indicative, target_said
from plan_eval.report.sections.practice import item_words
from plan_eval.report.sections.summary import quantified
from plan_eval.words import t

_TERM = 4
"""The shortest run of signs that can name an indicator."""
_POOR = (Pace.REVERSED, Pace.STALLED, Pace.BEHIND)


@dataclass(frozen=True, slots=True)
class Problems:
    """Lines by area, worst pace first."""

    heading: Heading
    lead: str
    areas: tuple[tuple[Heading, tuple[str, ...]], ...]


def build(context: Context) -> Problems:
    """The indicators that go the wrong way, stand still or lag; at the end those missed."""
    heading = context.outline.chapter(t("report.heading.problems"))
    areas = tuple(_areas(context))
    lead = _said(context) + _counts(context) + (t("report.problems.listed") if areas else "")
    return Problems(heading, lead, areas)


def _said(context: Context) -> str:
    if not context.said:
        return t("report.problems.nobody-asked")
    said = sum(bool(one.problems) for one in context.said.values())
    return t(f"report.problems.{'said' if said else 'none-said'}", said=said)


def _counts(context: Context) -> str:
    """What the figures show, in numbers; what there is none of is not mentioned."""
    results = quantified(context)
    paces = [result.progress.pace for result in results if result.progress]
    directional = context.assessment.tallies["directional"].not_met
    if context.final:
        counts = {
            "missed": sum(result.state is State.NOT_MET for result in results),
            "nearly": context.assessment.tallies["quantified"].nearly,
        }
    else:
        counts = {str(pace): paces.count(pace) for pace in _POOR}
    counts |= {
        "breached": sum(bool(result.breaches) for result in results),
        "wrong-way": directional,
        "without-data": len(context.assessment.without_data),
    }
    told = counted("problem", counts)
    if told:
        return t("report.problems.counts", counts=told)
    return t(f"report.problems.{'none-missed' if context.final else 'none-behind'}")


def _areas(context: Context) -> Iterator[tuple[Heading, tuple[str, ...]]]:
    every = _poor(context)
    for part, title in context.parts.items():
        poor = [result for result in every if context.plan.part_of(result.indicator) == part]
        if poor:
            yield context.outline.section(title), tuple(_lines(poor, context))


def _poor(context: Context) -> list[Result]:
    """The worst first; of those alike in plan order."""
    found = []
    for result in context.assessment.results.values():
        place = _badness(result, context)
        if place is not None:
            found.append((place, result))
    return [result for _, result in sorted(found, key=lambda one: one[0])]


def _badness(result: Result, context: Context) -> int | None:
    group = context.plan.indicators[result.indicator].group
    if result.state is not State.NOT_MET or result.latest is None:
        return None
    if group == "directional":
        return len(_POOR) + 1
    if context.final:
        return len(_POOR) if result.nearly else 0
    pace = result.progress.pace if result.progress else None
    return _POOR.index(pace) if pace in _POOR else None


def _lines(poor: list[Result], context: Context) -> Iterator[str]:
    """A line an indicator; what a department says of several is quoted once."""
    quoted: dict[str, int] = {}
    for number, result in enumerate(poor, 1):
        indicator = context.plan.indicators[result.indicator]
        line = _line(result, indicator, context)
        for said in reported(indicator, context):
            if said.item in quoted:
                line += t("report.problems.as-above", number=quoted[said.item])
            else:
                quoted[said.item] = number
                line += _quoted(said, context)
        yield line


def _quoted(said: SelfAssessment, context: Context) -> str:
    return t(
        "report.problems.quoted",
        item=item_words(said, context),
        department=context.department(said.department),
        text=(said.problems or "").rstrip("。；"),
    )


def reported(indicator: Indicator, context: Context) -> list[SelfAssessment]:
    """The problems that name the indicator: a goal or an office that two share explains neither."""
    items = {source.item for source in indicator.sources}
    items |= {
        m for item in items & context.plan.goals.keys() for m in context.plan.goals[item].measures
    }
    terms = distinctive_terms(indicator, context.plan)
    return [
        said
        for said in context.said.values()
        if said.problems
        and (said.item in items or said.department == indicator.department)
        and any(term in said.problems for term in terms)
    ]


def distinctive_terms(indicator: Indicator, plan: Plan) -> tuple[str, ...]:
    """What in a sentence names this indicator and no other: its name, or a run of four signs or
    more of it that no other name has and that is not just whom it counts (适龄妇女).
    """
    others = "\n".join(one.name for one in plan.indicators.values() if one.id != indicator.id)
    name, whom = indicator.name, indicator.scope.population
    runs = (name[at : at + _TERM] for at in range(len(name) - _TERM + 1))
    distinctive = tuple(run for run in runs if run not in others and run not in whom)
    return distinctive if name in others else (name, *distinctive)


def _line(result: Result, indicator: Indicator, context: Context) -> str:
    of = row(indicator, context)
    words = of.pace_words if result.progress and indicator.group == "quantified" else of.state_words
    if indicator.group == "directional":
        apart = indicator.target.kind == "parity"
        words = t("report.problems.apart" if apart else "report.problems.direction")
    text = t(
        "report.problems.line",
        name=of.name,
        pace=words,
        since=_since(result, indicator, of.baseline),
        year=of.year,
        now=latest_said(result, indicator),
        target=target_said(indicator),
        department=of.department,
    )
    if result.breaches:
        text += t("report.problems.breaches", years=year_spans(result.breaches))
    return text + indicative(result) + t("punctuation.stop")


def _since(result: Result, indicator: Indicator, baseline: str) -> str:
    if result.baseline is None:
        return ""
    figure = with_unit(baseline, indicator)
    if (counted := towns_reached(result, result.baseline.value)) is not None:
        figure = t("report.units", reached=counted[0], all=counted[1])
    return t("report.problems.since", year=result.baseline.year, figure=figure)
