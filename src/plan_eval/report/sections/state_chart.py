"""各领域达标情况图: parts of the plan against the states of their quantified indicators."""

from __future__ import annotations

from collections import Counter

from plan_eval.messages import t
from plan_eval.model.assessment import State
from plan_eval.report.charts.heat import HeatRow, heat_chart
from plan_eval.report.charts.picture import draw
from plan_eval.report.context import Context
from plan_eval.report.sections.figures import Figure
from plan_eval.report.sections.summary import quantified

STATES = ("met", "nearly_met", "not_met", "undetermined")


def standing(context: Context) -> Figure | None:
    """The picture; None in an extract, where it would have a row or two."""
    counted = counts(context)
    if not (context.edition.whole and counted):
        return None
    names = {state: t(f"state.{state}") for state in STATES}
    # the tables count what is nearly met among the not met
    names["not_met"] = t("charts.standing.not_met")
    rows = [
        HeatRow(
            t("charts.standing.part", title=title, total=found.total()),
            {name: found[state] for state, name in names.items()},
        )
        for title, found in counted.items()
    ]
    caption = context.outline.figure(t("charts.standing.title"), t("report.unit.items"))
    words = t("charts.standing.words", parts=_words(rows))
    return Figure(caption, draw(heat_chart(rows, list(names.values())), words), wide=True)


def counts(context: Context) -> dict[str, Counter[str]]:
    """How many quantified indicators of each part, by its title, are in each of `STATES`."""
    found: dict[str, Counter[str]] = {}
    for result in quantified(context):
        title = context.parts[context.plan.part_of(result.indicator)]
        found.setdefault(title, Counter())[_state(result.state, nearly=result.nearly)] += 1
    return {title: found[title] for title in context.parts.values() if title in found}


def _state(state: State | None, *, nearly: bool) -> str:
    """What is not due yet cannot be judged: the same counting as in the tallies."""
    if nearly:
        return "nearly_met"
    return str(state) if state in (State.MET, State.NOT_MET) else "undetermined"


def _words(rows: list[HeatRow]) -> str:
    return t("punctuation.semicolon").join(
        t("charts.standing.row", part=row.name, counts=_counts(row)) for row in rows
    )


def _counts(row: HeatRow) -> str:
    said = [
        t("charts.standing.count", state=state, count=count)
        for state, count in row.counts.items()
        if count
    ]
    return t("charts.comma").join(said)
