"""附录: every warning with its projected value, interval and probability, red first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.assess.wording import probability
from plan_eval.messages import t
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.early_signs import Sign, levels


@dataclass(frozen=True, slots=True)
class SignLine:
    """A warning with its probability of meeting the target, a dash where nothing is projected."""

    sign: Sign
    probability: str


@dataclass(frozen=True, slots=True)
class LevelTable:
    """The warnings of one level."""

    level: str
    caption: Caption
    lines: tuple[SignLine, ...]


@dataclass(frozen=True, slots=True)
class Warnings:
    """The tables; none at the end of the plan, when nothing is left to warn of."""

    heading: Heading
    levels: tuple[LevelTable, ...]


def build(context: Context) -> Warnings:
    """What stands behind the red list, and the warnings that it leaves out."""
    heading = context.outline.chapter(t("report.heading.warnings"))
    return Warnings(heading, tuple(_tables(context)))


def _tables(context: Context) -> Iterator[LevelTable]:
    for part in levels(context):
        title = t("report.signs.figures-table", level=t(f"level.{part.level}"))
        caption = context.outline.table(title)
        yield LevelTable(part.level, caption, tuple(_line(sign, context) for sign in part.signs))


def _line(sign: Sign, context: Context) -> SignLine:
    found = context.assessment.results[sign.row.id].projection
    return SignLine(sign, "—" if found is None else probability(found.printed_chance))
