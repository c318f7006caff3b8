"""八、发展趋势预测与预警: where the trends lead, then the early signs with their figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from plan_eval.assess.priority import needed_per_year, weight
from plan_eval.assess.wording import estimate, warning_words
from plan_eval.messages import joined, t
from plan_eval.model.assessment import Level, Projection, Result, State
from plan_eval.model.wording import signed_step, telling
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row, row, towns_reached
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.final_trends import Closing, closing
from plan_eval.report.sections.outlook import Outlook, chance_words, outlook
from plan_eval.report.sections.phrases import counted

# what these warnings say stands in the columns of the projection, all of it or but for a word
_OF_CHANCE = {"unlikely", "uncertain"}
_SHORT = {"worsening_likely": "warnings.worsening"}
_WITH_EFFORT = {"behind", "slower"}
_RED = ("unlikely", "worsening_likely", "reversed", "effort")


@dataclass(frozen=True, slots=True)
class Sign:
    """One indicator with a warning: why, and the change a year that the target still needs.

    `why` is every reason in words; `other` those that the figures beside it do not tell.
    """

    row: Row
    why: str
    needed: str
    projected: str
    interval: str
    chance: str
    other: str


@dataclass(frozen=True, slots=True)
class LevelPart:
    """The signs of one level, the weightiest first."""

    level: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class EarlySigns:
    """The section; at the end of the plan `closing` stands for the outlook and the warnings.

    The main report has a table of the red ones, `caption`; the annex has all with their figures.
    """

    heading: Heading
    outlook_heading: Heading | None
    outlook: Outlook | None
    signs_heading: Heading | None
    lead: str
    caption: Caption | None
    levels: tuple[LevelPart, ...]
    closing: Closing | None


def build(context: Context) -> EarlySigns:
    """The outlook, then all warnings, red first."""
    outline = context.outline
    if context.final:
        heading = outline.chapter(t("report.heading.closing"))
        return EarlySigns(heading, None, None, None, "", None, (), closing(context))
    heading = outline.chapter(t("report.heading.early_signs"))
    ahead_heading = outline.section(t("report.outlook.heading"))
    ahead = outlook(context)
    signs_heading = outline.section(t("report.signs.heading"))
    results = [r for r in context.assessment.results.values() if r.warnings]
    lead = joined(_lead(results))
    red = any(result.warnings[0].level is Level.RED for result in results)
    title = t("report.signs.table", level=t(f"level.{Level.RED}"))
    return EarlySigns(
        heading=heading,
        outlook_heading=ahead_heading,
        outlook=ahead,
        signs_heading=signs_heading,
        lead=lead,
        caption=outline.table(title) if red else None,
        levels=tuple(levels(context)),
        closing=None,
    )


def _lead(results: list[Result]) -> Iterator[str]:
    """How many warnings of each level, and what the red ones rest on."""
    if not results:
        yield t("report.signs.none")
        return
    levels = Counter(result.warnings[0].level for result in results)
    counts = {str(level): levels[level] for level in Level}
    told = counted("level", counts)
    yield t("report.signs.lead", total=len(results), counts=told)
    codes = Counter(
        _reason(warning.code, result)
        for result in results
        for warning in result.warnings
        if warning.level is Level.RED
    )
    if codes:
        order = {code: codes[code] for code in _RED}
        yield t("report.signs.red", counts=counted("why", order))


def _reason(code: str, result: Result) -> str:
    """What is met now is not 难以达标 but 难以保持: the same counting as in the outlook."""
    return "worsening_likely" if code == "unlikely" and result.state is State.MET else code


def levels(context: Context) -> Iterator[LevelPart]:
    """All warnings by their gravest level, red first."""
    results = [r for r in context.assessment.results.values() if r.warnings]
    for level in Level:
        own = [result for result in results if result.warnings[0].level is level]
        if own:
            own.sort(key=lambda result: weight(result, context.plan))
            yield LevelPart(str(level), tuple(_sign(one, context) for one in own))


def _sign(result: Result, context: Context) -> Sign:
    indicator = context.plan.indicators[result.indicator]
    projected, interval = _projected(result.projection, result.bound)
    return Sign(
        row=row(indicator, context),
        why=t("punctuation.semicolon").join(warning_words(one) for one in result.warnings),
        needed=_needed(result, context),
        projected=projected,
        interval=interval,
        chance=chance_words(result, context),
        other=t("punctuation.semicolon").join(_other(result)) or "—",
    )


def _other(result: Result) -> Iterator[str]:
    told_effort = any(warning.code in _WITH_EFFORT for warning in result.warnings)
    for warning in result.warnings:
        if warning.code not in _OF_CHANCE and not (warning.code == "effort" and told_effort):
            short = _SHORT.get(warning.code)
            yield t(short) if short else warning_words(warning)


def _projected(found: Projection | None, bound: Fraction | None) -> tuple[str, str]:
    """The projected value and its interval; dashes where nothing is projected."""
    if found is None:
        return "—", ""
    # 99.96 is not shown as the 100 that it misses
    value = telling(Fraction(found.value), 1 if abs(found.value) >= 10 else 2, bound)
    ends = t("report.signs.interval", lower=estimate(found.lower), upper=estimate(found.upper))
    return value, ends


def _needed(result: Result, context: Context) -> str:
    if towns_reached(result) is not None:
        return "—"  # so many units, not so many percentage points a year
    step = needed_per_year(result, context.plan.header.span.end)
    return "—" if step is None else signed_step(step)
