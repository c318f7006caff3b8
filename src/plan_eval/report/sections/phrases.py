"""Phrases that sentences of several sections are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from plan_eval.messages import FIRST, language, listed, t
from plan_eval.model.assessment import Checklist, Evidence, Result, SelfAssessment
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.wording import called, with_unit
from plan_eval.report.context import Context
from plan_eval.report.outline import numeral

_NAMED = 6
INFERRED = (
    "department",
    "scope",
    "rate",
    "unit",
    "splits",
    "target",
    "plausible",
    "yearly_change",
    "period",
)
"""The fields of an indicator a reader must know to be assumed, in the order they are named."""


def counted(family: str, counts: Mapping[str, int], between: str = "comma") -> str:
    """The counts that are not nought, in order: 已达标3项，未达标1项.

    `family` says whose words they have, `between` the mark that parts them.
    """
    told = [t(f"report.count.{family}.{name}", count=n) for name, n in counts.items() if n]
    return listed(told) if between == "list" else t(f"punctuation.{between}").join(told)


def named(names: Sequence[str], most: int = _NAMED) -> str:
    """The first names of a list: A、B、C等9项."""
    if len(names) <= most:
        return listed(names)
    return t("report.and-more", names=t("punctuation.list").join(names[:most]), count=len(names))


def offices(names: Sequence[str], most: int = _NAMED) -> str:
    """The same of departments: 甲局、乙局等5个单位."""
    if len(names) <= most:
        return listed(names)
    return t(
        "report.and-more-offices", names=t("punctuation.list").join(names[:most]), count=len(names)
    )


def units_named(names: Sequence[str], most: int = _NAMED) -> str:
    """The same of towns: 甲镇、乙镇等5个镇街."""
    if len(names) <= most:
        return listed(names)
    return t(
        "report.and-more-units", names=t("punctuation.list").join(names[:most]), count=len(names)
    )


def beside(name: str, printed: str) -> str:
    """A name in the language in use with what the plan prints beside it; once where they agree."""
    return printed if name in printed else t("report.beside", name=name, printed=printed)


def quoted(words: str) -> str:
    """A department's words in quotation marks; those within become single ones (GB/T 15834)."""
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


def told_words(said: SelfAssessment) -> Iterator[str]:
    """What a department says beside its status: progress, problems, next steps, where it did."""
    for name in ("achievements", "problems", "next_steps"):
        if text := getattr(said, name):
            yield t(f"report.duties.{name}", text=text)


def checklist_words(indicators: Iterable[Indicator], context: Context) -> str:
    """How the qualitative demands among some indicators assess themselves: 完成50项、…"""
    found = Counter(
        context.result(one).checklist or Checklist.NO_EVIDENCE
        for one in indicators
        if one.group == "qualitative"
    )
    return checklist_counts(found)


def checklist_counts(found: Mapping[Checklist, int]) -> str:
    """The counts of self-assessments that are not nought, best first: 完成50项、…"""
    told = (
        t("report.self-assessed", status=t(f"checklist.{status}"), count=found[status])
        for status in Checklist
        if found[status]
    )
    return listed(told)


def printed_number(item: str, context: Context) -> str:
    """The printed number of a goal or measure; 8（之二） where its area prints it twice."""
    number, which = _printed(item, context.plan)
    return t("report.item.repeated", number=number, nth=which) if which else number


def nth(item: str, context: Context) -> str:
    """第3项; 第8项（之二） where the area prints the number twice."""
    number, which = _printed(item, context.plan)
    if which:
        return t("report.item.nth-repeated", number=number, nth=which)
    return t("report.item.nth", number=number)


def _printed(item: str, plan: Plan) -> tuple[str, str]:
    """A printed number, and which of its area's items of that number it is; "" for the only one."""
    own, area = plan.items[item], plan.area_of[item]
    siblings = area.goals if item in plan.goals else area.measures
    same = [one.id for one in siblings if one.printed == own.printed]
    return own.printed, numeral(same.index(item) + 1) if len(same) > 1 else ""


def target_said(indicator: Indicator) -> str:
    """The target in the plan's own words (80%以上, 应保尽保): signs are for tables.

    Another language has no words of the plan's, so it has the signs, with the unit.
    """
    if language() == FIRST and indicator.target.value_printed:
        return indicator.target.value_printed
    return indicator.target.words(partial(with_unit, unit=indicator.unit or ""))


def measures_behind(indicator: Indicator, plan: Plan) -> tuple[str, ...]:
    """The measures that print the target, and those that serve the goals it stands for."""
    items = [source.item for source in indicator.sources]
    served = [m for item in items if item in plan.goals for m in plan.goals[item].measures]
    every = dict.fromkeys(served + [item for item in items if item in plan.measures])
    return tuple(item for item in every if item in plan.measures)


def indicative(result: Result) -> str:
    """A verdict that the data do not carry fully says so wherever it is told."""
    doubted = result.evidence is Evidence.INDICATIVE
    return t("report.indicative") if doubted else ""


def names_of(ids: Iterable[str], context: Context) -> tuple[str, ...]:
    """The names of indicators."""
    return tuple(called(context.plan.indicators[one]) for one in ids)


def inferred_named(context: Context) -> str:
    """What the plan does not print of its indicators and had to be assumed; nothing for none."""
    indicators = context.plan.indicators.values()
    fields = {name.partition(".")[0] for one in indicators for name in one.inferred}
    return listed(t(f"report.inferred.{name}") for name in INFERRED if name in fields)


def item_words(said: SelfAssessment, context: Context) -> str:
    """An item as a reader finds it: goal 3, measure 2, or the project's name."""
    plan = context.plan
    if said.item in plan.goals:
        return t("report.item.nth-goal", nth=nth(said.item, context))
    if said.item in plan.measures:
        return t("report.item.nth-measure", nth=nth(said.item, context))
    return plan.key_projects[said.item].title
