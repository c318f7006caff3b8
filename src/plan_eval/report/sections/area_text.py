"""What a chapter says of its area in a few sentences: the rate first, then what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from plan_eval.model.area import Area
from plan_eval.model.assessment import Pace, Result, State, Tally
from plan_eval.model.wording import number
from plan_eval.report.context import Context
from plan_eval.report.sections.phrases import checklist_words, counted, named, names_of
from plan_eval.words import t

_POOR = (Pace.BEHIND, Pace.STALLED, Pace.REVERSED)


def area_lead(area: Area, context: Context) -> str:
    """The sentence in bold: how many quantified indicators of the area are met, and of how many."""
    tally = _tally(area, "quantified", context)
    if not tally.total:
        return t("report.area.no-quantified", whose=_whose(context))
    values = {
        "whose": _whose(context),
        "year": context.assessment.stage.year,
        "total": tally.total,
    }
    if tally.rate_of_judged is None:
        return t("report.area.none-judged", **values)
    if not tally.met:
        return t("report.area.none-met", **values)
    if tally.met == tally.total:
        return t("report.area.all-met", **values)
    rate = number(tally.rate_of_judged * 100, 1)
    return t("report.area.lead", **values, met=tally.met, judged=tally.judged, rate=rate)


def area_text(area: Area, context: Context) -> str:
    """What is not met and what cannot be judged by name, the directions, the goals."""
    return "".join(_sentences(area, context))


def _sentences(area: Area, context: Context) -> Iterator[str]:
    own = [one for one in area.indicators if one.group == "quantified"]
    results = [context.result(one) for one in own]
    yield from _not_met([r for r in results if r.state is State.NOT_MET], context)
    open_ones = [r.indicator for r in results if r.state is State.UNDETERMINED]
    if open_ones:
        names = named(names_of(open_ones, context))
        yield t("report.area.undetermined", count=len(open_ones), names=names)
    yield from _directional(area, context)
    yield from _goals(area, context)
    checklist = checklist_words(area.indicators, context)
    if checklist and context.evaluates:
        total = _tally(area, "qualitative", context).total
        yield t("report.area.qualitative", total=total, checklist=checklist)


def _not_met(missed: list[Result], context: Context) -> Iterator[str]:
    if not missed:
        return
    poor = [r for r in missed if r.progress is not None and r.progress.pace in _POOR]
    if context.final or len(poor) == len(missed):
        names = named(names_of((r.indicator for r in missed), context))
        words = "not-met" if context.final else "all-behind"
        yield t(f"report.area.{words}", count=len(missed), names=names)
    elif poor:
        names = named(names_of((r.indicator for r in poor), context))
        yield t("report.area.some-behind", count=len(missed), poor=len(poor), names=names)
    else:
        yield t("report.area.none-behind", count=len(missed))


def _directional(area: Area, context: Context) -> Iterator[str]:
    tally = _tally(area, "directional", context)
    if not tally.total:
        return
    counts = {
        "met": tally.met,
        "not_met": tally.not_met,
        "undetermined": tally.undetermined,
    }
    told = counted("direction", counts)
    yield t("report.area.directional", total=tally.total, counts=told)


def _goals(area: Area, context: Context) -> Iterator[str]:
    if not area.goals:
        return
    states = [context.assessment.goals[goal.id] for goal in area.goals]
    judged = states.count(State.MET) + states.count(State.NOT_MET)
    if not judged and any(isinstance(state, State) for state in states):
        yield t("report.area.goals-open", goals=len(states))
    elif judged:
        met = states.count(State.MET)
        words = "goals-met" if met else "goals-none-met"
        yield t(f"report.area.{words}", goals=len(states), judged=judged, met=met)
    else:
        yield t("report.area.goals-unjudged", goals=len(states))


def _tally(area: Area, group: str, context: Context) -> Tally:
    return context.assessment.by_area.get(area.id, {}).get(group, Tally())


def _whose(context: Context) -> str:
    """本领域, or what of it falls to the department of an extract."""
    return t("report.area.own" if context.edition.department else "report.area.whole")
