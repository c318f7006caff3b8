"""The findings of an area: a heading that says the result, then from–to, benchmark, measures.

Which are told, and first, follows the weights (附录 方法): what was achieved by `merit`, what is
missing by `weight`. How one is told follows the shape of its result: state × pace × kind of target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.assess.priority import merit, needed_per_year, weight
from plan_eval.messages import joined, listed, t
from plan_eval.model.area import Area
from plan_eval.model.assessment import Evidence, Level, Pace, Result, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called, level_named, rounded, telling, year_spans
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import towns_reached
from plan_eval.report.outline import Heading
from plan_eval.report.sections.changes import Change, change, gap, moved, now_said, with_points
from plan_eval.report.sections.phrases import (
    measures_behind,
    nth,
    target_said,
    units_named,
)
from plan_eval.report.sections.wordings import Turns

WORDINGS = {
    "early": ("early-1", "early-2", "early-3"),
    "kept": ("kept-1", "kept-2"),
    "met": ("met-1", "met-2", "met-3"),
    "improved": ("improved-1", "improved-2", "improved-3"),
    "closing": ("closing-1", "closing-2", "closing-3"),
    "near": ("near-1", "near-2"),
    "lagging": ("lagging-1", "lagging-2", "lagging-3"),
    "still": ("still-1", "still-2"),
    "reversed": ("reversed-1", "reversed-2"),
    "astray": ("astray-1", "astray-2", "astray-3"),
    "apart": ("apart-1",),
    "units": ("units-1", "units-2"),
    "lost": ("lost-1", "lost-2"),
    "regained": ("regained-1", "regained-2"),
    "bound": ("bound-1",),
    "losing": ("losing-1", "losing-2"),
    "bare": ("bare-1", "bare-2"),
    "from-to": ("from-to-1", "from-to-2", "from-to-3", "from-to-4"),
    "level": ("level-1", "level-2", "level-3"),
    "ahead": ("ahead-1", "ahead-2", "ahead-3"),
    "pace": ("pace-1", "pace-2"),
    "above": ("above-1", "above-2"),
    "below": ("below-1", "below-2"),
    "measures": ("measures-1", "measures-2", "measures-3", "measures-4"),
}
"""The wordings of each shape, in the order they take turns."""

_LEAST = 3
_MANY = 12
"""An area with so many quantified indicators has five findings, of them two achievements."""
_EARLY = (Pace.AHEAD_OF_TIME,)


@dataclass(frozen=True, slots=True)
class Story:
    """One finding: its heading, the sentences below it, and the indicator they speak of."""

    indicator: str
    heading: Heading
    text: str


def turns() -> Turns:
    """The turns of one report's findings."""
    return Turns(WORDINGS)


def stories(area: Area, context: Context, say: Turns) -> tuple[Story, ...]:
    """What an area has to tell, the achievements first."""
    return tuple(_story(result, context, say) for result in chosen(area, context))


def chosen(area: Area, context: Context) -> list[Result]:
    """Three results, or five of a large area, where there are as many: achievements, then gaps.

    Where one side has fewer the other has more, so that no area has a single finding.
    """
    many = sum(one.group == "quantified" for one in area.indicators) >= _MANY
    most, praised = (_LEAST + 2, 2) if many else (_LEAST, 1)
    results = [
        context.result(one)
        for one in area.indicators
        if one.group in ("quantified", "directional") and context.result(one).latest is not None
    ]
    good = sorted(
        (r for r in results if achieved(r, context)), key=lambda r: merit(r, context.plan)
    )
    bad = sorted((r for r in results if wanting(r, context)), key=lambda r: weight(r, context.plan))
    worst = bad[: most - min(len(good), praised)]
    best = good[: most - len(worst)]
    return best + worst


def achieved(result: Result, context: Context) -> bool:
    """Whether a result is one to be glad of: it moved as wanted, and is met or, yet, on course."""
    indicator = context.plan.indicators[result.indicator]
    if moved(result, indicator) != "better" or _in_danger(result):
        return False
    return result.state is State.MET or (not context.final and _on_course(result))


def wanting(result: Result, context: Context) -> bool:
    """Whether a result asks for more: missed and not on course, or met and about to be lost."""
    if result.state is State.NOT_MET:
        return context.final or not _on_course(result)
    return result.state is State.MET and not context.final and _in_danger(result)


def _on_course(result: Result) -> bool:
    return result.progress is not None and result.progress.pace.on_course


def _in_danger(result: Result) -> bool:
    return any(one.level is Level.RED for one in result.warnings)


def shape(result: Result, indicator: Indicator, context: Context) -> str:
    """How a result is told: a family of `WORDINGS`."""
    missing = gap(result, indicator)
    changed = change(result, indicator)
    if result.state is State.MET:
        return _met(result, indicator, changed, context)
    if result.state is not State.NOT_MET:
        return "bare"
    if result.breaches and missing is None:
        return "regained"
    if result.failing:
        return "units"
    if indicator.target.kind == "parity":
        return "apart"
    if indicator.group == "directional":
        return "astray" if changed else "bare"
    if missing is None:
        return "bound"
    if result.breaches:
        return "lost"
    if changed is None:
        return "bare"
    return _short(result, indicator, changed, context)


def _met(result: Result, indicator: Indicator, changed: Change | None, context: Context) -> str:
    if _in_danger(result) and not context.final and changed is not None:
        return "losing"
    if changed is None or changed.rose is None or moved(result, indicator) == "worse":
        return "kept"
    if indicator.group == "directional":
        return "improved"
    pace = result.progress.pace if result.progress else None
    if pace in _EARLY and not context.final:
        return "early"
    return "kept" if pace is Pace.MAINTAINED else "met"


def _short(result: Result, indicator: Indicator, changed: Change, context: Context) -> str:
    if changed.rose is None:
        return "still"
    if moved(result, indicator) == "worse" and not result.nearly:
        return "reversed"
    if result.nearly:
        return "near"
    return "closing" if _on_course(result) and not context.final else "lagging"


def headline(result: Result, context: Context, say: Turns) -> str:
    """A result in a line: 适龄妇女宫颈癌筛查率提高9.9个百分点，距“75%以上”还差4.9个百分点."""
    indicator = context.plan.indicators[result.indicator]
    changed, counted = change(result, indicator), towns_reached(result)
    names = [called(context.plan.towns[town]) for town in result.failing]
    return say.say(
        shape(result, indicator, context),
        name=called(indicator),
        change=changed.said if changed else "",
        now=now_said(result, indicator),
        target=target_said(indicator),
        gap=gap(result, indicator) or "",
        years=year_spans(result.breaches),
        reached=counted[0] if counted else "",
        all=counted[1] if counted else "",
        names=units_named(names, 3),
    )


def _story(result: Result, context: Context, say: Turns) -> Story:
    heading = context.outline.item(headline(result, context, say))
    return Story(result.indicator, heading, joined(_sentences(result, context, say)))


def _sentences(result: Result, context: Context, say: Turns) -> Iterator[str]:
    indicator = context.plan.indicators[result.indicator]
    yield _figures(result, indicator, context, say)
    yield from _benchmarks(result, context, say)
    if context.evaluates:
        yield from _measure(indicator, context, say)
    if not context.final:
        yield from _ahead(result, indicator, context, say)
    if result.evidence is Evidence.INDICATIVE:
        yield t("report.story.doubt")


def _figures(result: Result, indicator: Indicator, context: Context, say: Turns) -> str:
    """From–to with its years, and who leads."""
    changed, latest = change(result, indicator), result.latest
    assert latest is not None
    values = {
        "department": context.department(indicator.department),
        "now": now_said(result, indicator),
        "last": latest.year,
    }
    if changed is None or changed.rose is None:
        return say.say("level", **values) + t("punctuation.stop")
    text = say.say("from-to", **values, first=changed.first, since=changed.since, verb=changed.verb)
    return text + t("punctuation.stop")


def _benchmarks(result: Result, context: Context, say: Turns) -> Iterator[str]:
    """Which higher plans' levels are met and which are not, nation first."""
    for met, family in ((True, "above"), (False, "below")):
        levels = [one.level for one in result.benchmarks if one.met is met]
        if levels:
            names = listed(level_named(level) for level in levels)
            yield say.say(family, levels=names)


def _measure(indicator: Indicator, context: Context, say: Turns) -> Iterator[str]:
    """The first measure behind it that was reported on, and what its department says of it."""
    for item in measures_behind(indicator, context.plan):
        if (said := context.own_said(item)) is not None:
            own = said.department == indicator.department
            values = {
                "nth": nth(item, context),
                "heading": context.plan.measures[item].heading,
                "status": t(f"checklist.{said.status}"),
            }
            if own:
                words = t("report.story.measure-own", **values)
            else:
                department = context.department(said.department)
                words = t("report.story.measure", **values, department=department)
            yield say.say("measures", measures=words)
            return


def _ahead(result: Result, indicator: Indicator, context: Context, say: Turns) -> Iterator[str]:
    """What every year to come must bring, and where the trend leads, in words."""
    end = context.plan.header.span.end
    step, projection = needed_per_year(result, end), result.projection
    likelihood = t(f"likelihood.{projection.likelihood}") if projection else None
    if result.state is State.MET:
        if _in_danger(result):
            yield t("report.story.may-be-lost", end=end)
    elif step and rounded(step, 2) and not (result.failing or indicator.whole):
        verb = t(f"report.need.{'up' if step > 0 else 'down'}")
        size = with_points(telling(abs(step), 2, None), indicator)
        values = {"end": end, "verb": verb, "step": size}
        family = "ahead" if likelihood else "pace"
        yield say.say(family, **values, likelihood=likelihood)
