"""八、对策建议: at most twelve, each with action, owner, deadline and the figure to reach.

The action comes from the plan's measure and from what the department itself means to do next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from plan_eval.assess.priority import urgency, weight
from plan_eval.messages import joined, listed, t
from plan_eval.model.assessment import Level, Result, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import latest_said, towns_reached
from plan_eval.report.outline import Caption, Heading, Outline
from plan_eval.report.sections.changes import gap, now_said
from plan_eval.report.sections.phrases import (
    indicative,
    item_words,
    measures_behind,
    named,
    names_of,
    nth,
    offices,
    quoted,
    target_said,
)
from plan_eval.report.sections.shortfall import shortfall

_MOST = 12
_TOGETHER = 3
"""So many indicators that the same measures serve are one piece of advice."""
_MEASURES = 1
_URGENT = (Level.RED, Level.YELLOW)


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of advice: who, what, by when, and a line an indicator with the figure to reach."""

    id: str
    owner: str
    action: str
    lines: tuple[str, ...]
    deadline: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The weightiest first; `rest` says where the others are; no caption where there is none."""

    heading: Heading
    lead: str
    caption: Caption | None
    items: tuple[Item, ...]
    rest: str


def build(context: Context) -> Advice:
    """Advice that the figures support; the office's own stands as a blank."""
    heading = context.outline.chapter(t("report.heading.advice"))
    urgent = list(_urgent(context))
    groups = _grouped(urgent, context)
    general = list(_general(context))
    told = groups[: _MOST - len(general)]
    items = [_item(group, context) for group in told]
    items += [_general_item(*one) for one in general]
    left = len(urgent) - sum(len(group) for group in told)
    rest = t("report.advice.rest", count=left) if left else ""
    caption = context.outline.table(t("report.advice.table")) if items else None
    return Advice(heading, _lead(len(urgent), context), caption, tuple(items), rest)


def given(context: Context) -> list[dict[str, object]]:
    """The advice as plain data, for the archive and the register: text and indicators."""
    said = build(replace(context, outline=Outline()))
    return [
        {
            "text": t("report.follow-up.item", owner=item.owner, action=item.action),
            "indicators": list(item.indicators),
        }
        for item in said.items
    ]


def _lead(count: int, context: Context) -> str:
    if not count:
        return t("report.advice.none-final" if context.final else "report.advice.none")
    return t("report.advice.lead-final" if context.final else "report.advice.lead", count=count)


def _urgent(context: Context) -> Iterator[Result]:
    """What is warned of in red or yellow, at the end what was missed, the weightiest first."""
    plan = context.plan
    found = [
        result
        for result in context.assessment.results.values()
        if plan.indicators[result.indicator].group in ("quantified", "directional")
        and result.latest is not None
        and (result.state is State.NOT_MET if context.final else _at_risk(result))
    ]
    if context.final:
        yield from sorted(found, key=lambda result: weight(result, plan))
    else:
        yield from sorted(found, key=lambda result: urgency(result, plan))


def _at_risk(result: Result) -> bool:
    return any(warning.level in _URGENT for warning in result.warnings)


def _grouped(results: list[Result], context: Context) -> list[list[Result]]:
    """Those of one department that the same measures serve, at the place of the weightiest."""
    groups: list[list[Result]] = []
    found: dict[tuple[str, tuple[str, ...]], list[Result]] = {}
    for result in results:
        indicator = context.plan.indicators[result.indicator]
        key = (indicator.department, measures_behind(indicator, context.plan))
        group = found.get(key)
        if group is None or len(group) == _TOGETHER:
            group = found[key] = []
            groups.append(group)
        group.append(result)
    return groups


def _item(group: list[Result], context: Context) -> Item:
    first = context.plan.indicators[group[0].indicator]
    return Item(
        id=group[0].indicator,
        owner=context.department(first.department),
        action=joined(_action(first, context)),
        lines=tuple(line(result, context) for result in group),
        deadline=_deadline(context),
        indicators=tuple(result.indicator for result in group),
    )


def _deadline(context: Context) -> str:
    """The end of the plan; after it the plan that follows."""
    if context.final:
        return t("report.advice.next-plan")
    return t("report.advice.deadline", end=context.plan.header.span.end)


def _action(indicator: Indicator, context: Context) -> Iterator[str]:
    """The measures to carry out, and the department's own next steps."""
    plan = context.plan
    behind = measures_behind(indicator, plan)
    if behind:
        words = (
            t("report.item.with-heading", nth=nth(m, context), heading=plan.measures[m].heading)
            for m in behind[:_MEASURES]
        )
        yield t("report.advice.measures", measures=listed(words))
    projects = [s.item for s in indicator.sources if s.item in plan.key_projects]
    if projects and not behind:
        titles = (quoted(plan.key_projects[one].title) for one in dict.fromkeys(projects))
        names = joined(titles, "titles")
        yield t("report.advice.projects", projects=names)
    goals = [source.item for source in indicator.sources if source.item in plan.items]
    for item in dict.fromkeys((*goals, *behind)):
        said = context.own_said(item)
        if said and said.next_steps and said.department == indicator.department:
            text = quoted(said.next_steps)
            yield t("report.advice.steps", item=item_words(said, context), text=text)
            break


def line(result: Result, context: Context) -> str:
    """An indicator with the figure to reach, where it stands and what is missing."""
    indicator = context.plan.indicators[result.indicator]
    assert result.latest is not None
    counted = towns_reached(result) is not None
    if not context.final and reachable(result, indicator):
        said = t(
            "report.advice.reach",
            name=called(indicator),
            target=target_said(indicator),
            year=result.latest.year,
            now=now_said(result, indicator),
            gap=gap(result, indicator),
        )
        return said + indicative(result) + t("punctuation.stop")
    said = t(
        "report.advice.now-units" if counted else "report.advice.now",
        name=called(indicator),
        year=result.latest.year,
        now=latest_said(result, indicator),
    )
    need = shortfall(result, indicator, context)
    return said + need + indicative(result) + t("punctuation.stop")


def reachable(result: Result, indicator: Indicator) -> bool:
    """Whether a figure is to be reached, so that the line is of it and of the day it is due."""
    return (
        result.state is State.NOT_MET
        and indicator.group == "quantified"
        and gap(result, indicator) is not None
        and not (result.failing or result.breaches)
    )


def _general(context: Context) -> Iterator[tuple[str, dict[str, object]]]:
    """What concerns many departments: words against figures, and figures that are owed."""
    claims = [claim for claim in context.assessment.claims if claim.item in context.plan.items]
    if claims:
        names = dict.fromkeys(context.department(claim.department) for claim in claims)
        yield "claimed", {"offices": offices(list(names), _TOGETHER), "count": len(claims)}
    owed = context.assessment.without_data
    if owed:
        names = dict.fromkeys(
            context.department(context.plan.indicators[name].department) for name in owed
        )
        told = named(names_of(owed, context))
        yield "owed", {"offices": offices(list(names)), "count": len(owed), "names": told}


def _general_item(kind: str, values: dict[str, object]) -> Item:
    return Item(
        id=kind,
        owner=str(values["offices"]),
        action=t(f"report.advice.general.{kind}.action", **values),
        lines=(),
        deadline=t(f"report.advice.general.{kind}.deadline"),
        indicators=(),
    )
