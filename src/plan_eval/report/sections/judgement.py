"""The sentence of judgement on the plan as a whole, by rules that the method appendix prints.

Until the end by the share of the judged quantified indicators that are met or on course, at the end
by the share met; without figures for enough of them there is no judgement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from plan_eval.messages import t
from plan_eval.model.wording import number
from plan_eval.report.context import Context
from plan_eval.report.sections.changes import moved
from plan_eval.report.sections.last_year import since_last_year
from plan_eval.report.sections.phrases import counted

Overall = Literal["smooth", "fair", "lagging", "unjudged"]


def overall(context: Context) -> Overall:
    """How the plan as a whole stands."""
    tally, parameters = context.assessment.tallies["quantified"], context.plan.header.parameters
    rate = tally.rate_of_judged if context.final else tally.rate_on_course
    if rate is None or tally.judged < Fraction(parameters.overall_judged) * tally.total:
        return "unjudged"
    if rate >= Fraction(parameters.overall_smooth):
        return "smooth"
    return "fair" if rate >= Fraction(parameters.overall_fair) else "lagging"


def judgement(context: Context) -> str:
    """The sentence that stands first in the report."""
    code, year = overall(context), context.assessment.stage.year
    if context.final and code != "unjudged":
        return t(f"report.judgement.at-the-end.{code}", year=year)
    return t(f"report.judgement.{code}", year=year)


def attained(context: Context) -> str:
    """The rates behind the judgement, each with its denominator."""
    tally = context.assessment.tallies["quantified"]
    if tally.rate_of_judged is None or tally.rate_on_course is None:
        return t("report.judgement.none-judged", total=tally.total) if tally.total else ""
    text = t(
        "report.judgement.attained" if tally.met else "report.judgement.none-attained",
        total=tally.total,
        judged=tally.judged,
        met=tally.met,
        rate=number(tally.rate_of_judged * 100, 1),
    )
    if not context.final and tally.not_met and tally.met + tally.on_course:
        count, rate = tally.met + tally.on_course, number(tally.rate_on_course * 100, 1)
        text += t("report.judgement.on-course", count=count, rate=rate)
    if tally.nearly:
        text += t("report.judgement.nearly", not_met=tally.not_met, nearly=tally.nearly)
    return text + t("punctuation.stop")


def rule(context: Context) -> str:
    """The rule in a line, beside the sentence it gives; nothing where nothing is judged."""
    if overall(context) == "unjudged":
        return ""
    parameters = context.plan.header.parameters
    smooth, fair = (
        number(Fraction(one) * 100, 0)
        for one in (parameters.overall_smooth, parameters.overall_fair)
    )
    end = "at-the-end" if context.final else "on-the-way"
    return t(f"report.judgement.rule.{end}", smooth=smooth, fair=fair)


def changed(context: Context) -> Iterator[str]:
    """How many figures went the way the plan wants since the baseline, and since the last year."""
    judged = (
        i for i in context.plan.indicators.values() if i.group in ("quantified", "directional")
    )
    moves = Counter(move for one in judged if (move := moved(context.result(one), one)))
    if moves:
        order = {name: moves[name] for name in ("better", "same", "worse")}
        since = context.plan.header.span.baseline
        told = counted("since", order, "list")
        yield t("report.judgement.changed", since=since, total=moves.total(), counts=told)
    yield from since_last_year(context)
