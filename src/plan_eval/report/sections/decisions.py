"""What those in charge must decide, from the figures: at most four matters, with their owners."""

from __future__ import annotations

from collections.abc import Iterator

from plan_eval.assess.priority import weight
from plan_eval.messages import joined, listed, t
from plan_eval.model.assessment import Level, Result, State
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.sections.changes import gap
from plan_eval.report.sections.data_gaps import for_want_of_data
from plan_eval.report.sections.phrases import named, names_of, offices, units_named

_NAMED = 3


def decisions(context: Context) -> tuple[str, ...]:
    """The matters there are: targets at risk, what was to be built, words against figures, data."""
    found = (_at_risk(context), _to_build(context), _claimed(context), _open(context))
    return tuple(line for lines in found for line in lines)


def red_list(context: Context) -> list[Result]:
    """The indicators warned of in red, the weightiest first."""
    red = [r for r in context.assessment.results.values() if is_red(r)]
    return sorted(red, key=lambda result: weight(result, context.plan))


def is_red(result: Result) -> bool:
    """Whether the gravest warning is a red one."""
    return bool(result.warnings) and result.warnings[0].level is Level.RED


def missed(context: Context) -> list[Result]:
    """The quantified indicators that missed their target, the weightiest first."""
    indicators = context.plan.indicators
    found = [
        result
        for result in context.assessment.results.values()
        if result.state is State.NOT_MET and indicators[result.indicator].group == "quantified"
    ]
    return sorted(found, key=lambda result: weight(result, context.plan))


def _at_risk(context: Context) -> Iterator[str]:
    found = missed(context) if context.final else red_list(context)
    if found:
        words = "missed" if context.final else "red"
        yield t(
            f"report.decision.{words}",
            count=len(found),
            names=listed(_owned(result, context) for result in found[:_NAMED]),
            departments=_departments([r.indicator for r in found], context),
        )


def _owned(result: Result, context: Context) -> str:
    indicator = context.plan.indicators[result.indicator]
    department = context.department(indicator.department)
    return t("report.decision.owned", name=called(indicator), department=department)


def _to_build(context: Context) -> Iterator[str]:
    """What is counted one by one and still lacks some: a place in each unit, so many new ones."""
    wanting = [result for result in missed(context) if result.failing or _counted(result, context)]
    if wanting:
        lines = [_short(result, context) for result in wanting[:_NAMED]]
        things = t("punctuation.comma").join(lines)
        yield t("report.decision.to-build", count=len(wanting), things=things)


def _short(result: Result, context: Context) -> str:
    """The units that lack it by name, or how many more are wanted."""
    indicator = context.plan.indicators[result.indicator]
    department = context.department(indicator.department)
    if result.failing:
        units = units_named([called(context.plan.towns[town]) for town in result.failing], _NAMED)
        return t(
            "report.decision.units", name=called(indicator), names=units, department=department
        )
    missing = gap(result, indicator) or ""
    return t("report.decision.short", name=called(indicator), gap=missing, department=department)


def _counted(result: Result, context: Context) -> bool:
    indicator = context.plan.indicators[result.indicator]
    return indicator.target.kind == "addition" and gap(result, indicator) is not None


def _claimed(context: Context) -> Iterator[str]:
    """Items that say 完成 while an indicator of theirs misses its target."""
    claims = [claim for claim in context.assessment.claims if claim.item in context.plan.items]
    if claims and context.evaluates:
        names = dict.fromkeys(context.department(claim.department) for claim in claims)
        yield t(
            "report.decision.claimed", count=len(claims), departments=offices(list(names), _NAMED)
        )


def _open(context: Context) -> Iterator[str]:
    """Indicators nobody can judge: figures that are owed, and levels that the plan leaves open."""
    undetermined = [
        result
        for result in context.assessment.results.values()
        if result.state is State.UNDETERMINED
        and context.plan.indicators[result.indicator].group == "quantified"
    ]
    owed = [result.indicator for result in undetermined if for_want_of_data(result)]
    unclear = [result.indicator for result in undetermined if not for_want_of_data(result)]
    text = joined(
        t(f"report.decision.{words}", count=len(of), names=named(names_of(of, context), _NAMED))
        for words, of in (("owed", owed), ("unclear", unclear))
        if of
    )
    if text:
        yield text


def _departments(indicators: list[str], context: Context) -> str:
    names = (context.department(context.plan.indicators[one].department) for one in indicators)
    return offices(list(dict.fromkeys(names)), _NAMED)
