"""附录: the special surveys (专项调查), and what they found beside the official figures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from plan_eval.messages import dated, t
from plan_eval.model.survey import SurveyResult, result_of
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import latest_said
from plan_eval.report.outline import Caption, Heading


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey: when, by whom, of whom, and the document that says so."""

    title: str
    day: str
    organiser: str
    sample: str
    source: str


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What a survey found of an item; `official` is the figure of the judged year, or a dash."""

    item: str
    survey: str
    value: str
    unit: str
    official: str


@dataclass(frozen=True, slots=True)
class SurveysPart:
    """The section: the surveys, and their results in the order of the plan."""

    heading: Heading
    lead: str
    caption: Caption
    lines: tuple[SurveyLine, ...]
    results_caption: Caption
    results: tuple[ResultLine, ...]


def build(context: Context) -> SurveysPart:
    """专项调查. Of the whole plan: an extract has no annex."""
    year = context.assessment.stage.year
    return SurveysPart(
        heading=context.outline.chapter(t("surveys.heading")),
        lead=t("surveys.lead"),
        caption=context.outline.table(t("surveys.table")),
        lines=tuple(_lines(context)),
        results_caption=context.outline.table(t("surveys.results-table", year=year)),
        results=tuple(_results(context)),
    )


def _lines(context: Context) -> list[SurveyLine]:
    return [
        SurveyLine(
            one.called,
            dated(one.date),
            one.organiser,
            t("surveys.sample", population=one.population, sample=one.sample)
            + (t("surveys.method", method=one.method) if one.method else ""),
            one.source,
        )
        for one in context.surveys
    ]


def _results(context: Context) -> list[ResultLine]:
    plan = context.plan
    # each goal is followed by its indicators, as on the goal sheets
    by_goal = ((goal, *(one.id for one in plan.indicators_of(goal))) for goal in plan.goals)
    listed = dict.fromkeys([*chain.from_iterable(by_goal), *plan.indicators])
    order = {item: n for n, item in enumerate(listed)}
    found = [
        (order[result.item], survey, result)
        for survey in context.surveys
        for result in survey.results
        if result.item in order
    ]
    return [
        ResultLine(
            result_of(result, plan),
            t("surveys.of-day", survey=survey.called, day=dated(survey.date)),
            result.shown,
            result.unit_shown,
            _official(result, context),
        )
        for _, survey, result in sorted(found, key=lambda one: one[0])
    ]


def _official(result: SurveyResult, context: Context) -> str:
    """The figure of the judged year as the report prints it elsewhere; a goal has none."""
    indicator = context.plan.indicators.get(result.item)
    if indicator is None:
        return "—"
    judged = context.result(indicator)
    if judged.latest is None or judged.latest.year != context.assessment.stage.year:
        return "—"
    return latest_said(judged, indicator)
