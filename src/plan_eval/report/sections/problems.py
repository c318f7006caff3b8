"""六、问题与原因: what the figures show, in at most eight groups, and the causes departments give.

A cause is quoted only where a department named that indicator. Where nobody did, it is for people
to write: a marked blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.assess.priority import weight
from plan_eval.messages import joined, t
from plan_eval.model.assessment import Pace, Result, SelfAssessment, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
from plan_eval.report.sections.phrases import item_words, named, names_of, quoted

_TERM = 4
"""The shortest run of signs that can name an indicator."""
_NAMED = 6
KINDS = ("reversed", "stalled", "behind", "missed", "near", "uneven", "breached", "astray")
"""The groups of missed targets; those of pace before the end, `missed` and `near` at the end."""


@dataclass(frozen=True, slots=True)
class Group:
    """A problem: how many indicators show it, the heaviest by name, the causes that were given.

    `silent` says of how many nobody gave the cause; nothing where all were explained.
    """

    kind: str
    heading: Heading
    indicators: tuple[str, ...]
    text: str
    causes: tuple[str, ...]
    silent: str


@dataclass(frozen=True, slots=True)
class Problems:
    """The groups, and how many problems departments report."""

    heading: Heading
    lead: str
    groups: tuple[Group, ...]


def build(context: Context) -> Problems:
    """What goes the wrong way, stands still, lags, is uneven, was lost, is claimed or not known."""
    heading = context.outline.chapter(t("report.heading.problems"))
    groups = tuple(_groups(context))
    lead = _said(context)
    if not groups:
        none = t(f"report.problems.{'none-missed' if context.final else 'none-behind'}")
        lead = joined([lead, none])
    return Problems(heading, lead, groups)


def _said(context: Context) -> str:
    if not context.said:
        return t("report.problems.nobody-asked")
    said = sum(bool(one.problems) for one in context.said.values())
    return t(f"report.problems.{'said' if said else 'none-said'}", said=said)


def _groups(context: Context) -> Iterator[Group]:
    by: dict[str, list[Result]] = {kind: [] for kind in KINDS}
    for result in context.assessment.results.values():
        kind = kind_of(result, context)
        if kind is not None:
            by[kind].append(result)
    quoted: set[str] = set()
    for kind, results in by.items():
        if results:
            yield _group(kind, results, quoted, context)
    # two more at most, so that there are eight: at either stage two of the kinds above are empty
    yield from _claimed(context)
    yield from _without_data(context)


def kind_of(result: Result, context: Context) -> str | None:
    """The group of a missed target, one of KINDS; None where it is met, on course or not judged."""
    indicator = context.plan.indicators[result.indicator]
    if result.state is not State.NOT_MET or result.latest is None:
        return None
    if indicator.group == "directional":
        return "astray"
    if result.failing:
        return "uneven"
    if result.breaches:
        return "breached"
    if context.final:
        return "near" if result.nearly else "missed"
    pace = result.progress.pace if result.progress else Pace.BEHIND
    match pace:
        case Pace.REVERSED | Pace.STALLED:
            return str(pace)
        case _:
            return None if pace.on_course else "behind"


def _group(kind: str, results: list[Result], quoted: set[str], context: Context) -> Group:
    results.sort(key=lambda result: weight(result, context.plan))
    names = [_owned(result.indicator, context) for result in results]
    causes, explained = [], 0
    for result in results:
        indicator = context.plan.indicators[result.indicator]
        own = reported(indicator, context)
        explained += bool(own)
        for said in own:
            # what a department says of several is quoted once
            if said.item not in quoted:
                quoted.add(said.item)
                causes.append(_quoted(indicator, said, context))
    silent, text = len(results) - explained, ""
    if silent and causes:
        text = t("report.problems.others-silent", count=silent)
    elif silent:
        text = t("report.problems.all-silent")
    return Group(
        kind=kind,
        heading=context.outline.section(t(f"report.problems.kind.{kind}", count=len(results))),
        indicators=tuple(result.indicator for result in results),
        text=t("report.problems.names", names=named(names, _NAMED)),
        causes=tuple(causes),
        silent=text,
    )


def _owned(name: str, context: Context) -> str:
    indicator = context.plan.indicators[name]
    department = context.department(indicator.department)
    return t("report.decision.owned", name=called(indicator), department=department)


def _claimed(context: Context) -> Iterator[Group]:
    claims = [claim for claim in context.assessment.claims if claim.item in context.plan.items]
    if claims:
        heading = context.outline.section(t("report.problems.kind.claimed", count=len(claims)))
        names = tuple(dict.fromkeys(name for claim in claims for name in claim.missed))
        text = t("report.problems.claimed", see=t("report.claims.heading"))
        yield Group("claimed", heading, names, text, (), "")


def _without_data(context: Context) -> Iterator[Group]:
    """What nobody can judge: figures not sent or too old, and levels the plan does not give."""
    quantified = [one.id for one in context.plan.indicators.values() if one.group == "quantified"]
    judged = context.assessment.results
    found = [
        name
        for name in context.plan.indicators
        if name in context.assessment.without_data
        or (name in quantified and judged[name].state is State.UNDETERMINED)
    ]
    if found:
        heading = context.outline.section(t("report.problems.kind.open", count=len(found)))
        names = named(names_of(found, context), _NAMED)
        yield Group("open", heading, tuple(found), t("report.problems.open", names=names), (), "")


def _quoted(indicator: Indicator, said: SelfAssessment, context: Context) -> str:
    return t(
        "report.problems.quoted",
        name=called(indicator),
        item=item_words(said, context),
        department=context.department(said.department),
        text=quoted(said.problems or ""),
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
