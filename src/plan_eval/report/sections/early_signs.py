"""八、发展趋势与预警: the early signs by level, with the figures behind them."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.assess.need import needed_per_year
from plan_eval.assess.wording import warning_words
from plan_eval.model.assessment import Level, Result
from plan_eval.model.wording import signed
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.rows import Row, row
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class Sign:
    """One indicator with a warning: why, and the change a year that the target still needs."""

    row: Row
    why: str
    needed: str


@dataclass(frozen=True, slots=True)
class LevelPart:
    """The signs of one level."""

    level: str
    caption: Caption
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class EarlySigns:
    """The section."""

    heading: Heading
    lead: str
    levels: tuple[LevelPart, ...]


def build(context: Context) -> EarlySigns:
    """All warnings, red first."""
    heading = context.outline.chapter(t("report.heading.early_signs"))
    results = [r for r in context.assessment.results.values() if r.warnings]
    counts = {level: sum(r.warnings[0].level is level for r in results) for level in Level}
    parts = [_level(level, results, context) for level in Level if counts[level]]
    named = {str(level): count for level, count in counts.items()}
    return EarlySigns(heading, t("report.signs.lead", **named), tuple(parts))


def _level(level: Level, results: list[Result], context: Context) -> LevelPart:
    words = t(f"level.{level}")
    caption = context.outline.table(t("report.signs.table", level=words))
    own = [result for result in results if result.warnings[0].level is level]
    return LevelPart(str(level), caption, tuple(_sign(result, context) for result in own))


def _sign(result: Result, context: Context) -> Sign:
    indicator = context.plan.indicators[result.indicator]
    why = t("punctuation.semicolon").join(warning_words(w) for w in result.warnings)
    return Sign(row(indicator, context), why, _needed(result, context))


def _needed(result: Result, context: Context) -> str:
    step = needed_per_year(result, context.plan.header.span.end)
    return "—" if step is None else signed(step, 2)
