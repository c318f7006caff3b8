"""What a chapter says of its area in a few sentences: the rate first, then what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from plan_eval.messages import joined, t
from plan_eval.model.area import Area, Goal
from plan_eval.model.assessment import Pace, State, Tally
from plan_eval.model.wording import number
from plan_eval.report.context import Context
from plan_eval.report.sections.phrases import checklist_words, counted

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
    """How many are not met and how many of them lag, and the directions."""
    return joined(_sentences(area, context))


def _sentences(area: Area, context: Context) -> Iterator[str]:
    results = [context.result(one) for one in area.indicators if one.group == "quantified"]
    missed = [r for r in results if r.state is State.NOT_MET]
    poor = sum(r.progress is not None and r.progress.pace in _POOR for r in missed)
    if missed and context.final:
        yield t("report.area.not-met", count=len(missed))
    elif missed:
        words = "behind" if poor else "none-behind"
        yield t(f"report.area.{words}", count=len(missed), poor=poor)
    yield from _directional(area, context)


def area_rest(area: Area, told: Collection[str], table: str, context: Context) -> str:
    """How many more are not met or cannot be judged; the `table` has them by name."""
    own = [one for one in area.indicators if one.group in ("quantified", "directional")]
    states = [context.result(one).state for one in own if one.id not in told]
    counts = {
        "not_met": states.count(State.NOT_MET),
        "undetermined": states.count(State.UNDETERMINED),
    }
    words = counted("rest", counts, "list")
    return t("report.area.rest", counts=words, table=table) if words and table else ""


def only_words(goal: Goal, context: Context) -> bool:
    """Whether no figure judges a goal."""
    indicators = context.plan.indicators_of(goal.id)
    return not any(one.group in ("quantified", "directional") for one in indicators)


def quality_text(area: Area, reported: int, told: int, context: Context) -> str:
    """How the qualitative demands assess themselves, and how many goals only words can judge."""
    checklist = checklist_words(area.indicators, context)
    if not (checklist and context.evaluates):
        return ""
    total = _tally(area, "qualitative", context).total
    text = t("report.area.qualitative", total=total, checklist=checklist)
    if reported > told:
        return joined([text, t("report.area.quoted-first", count=reported, told=told)])
    return joined([text, t("report.area.quoted", count=told) if told else ""])


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


def _tally(area: Area, group: str, context: Context) -> Tally:
    return context.assessment.by_area.get(area.id, {}).get(group, Tally())


def _whose(context: Context) -> str:
    """本领域, or what of it falls to the department of an extract."""
    return t("report.area.own" if context.edition.department else "report.area.whole")
