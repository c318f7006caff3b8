"""Measures against outcomes (规划五（一）: 策略措施实施效果), area by area."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.model.assessment import EffectKind
from plan_eval.report.context import Context
from plan_eval.report.web.goals_and_measures import Item, Part
from plan_eval.report.web.table import Choice


@dataclass(frozen=True, slots=True)
class EffectLine:
    """An area's (or the key projects') measures counted by effect, in the order of the choices."""

    id: str
    title: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All measures of the area."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Effects:
    """The kinds of effect with their counts, and a line an area."""

    choices: tuple[Choice, ...]
    lines: tuple[EffectLine, ...]


def build(parts: tuple[Part, ...], context: Context) -> Effects | None:
    """The table, or None where no measure is assessed."""
    if not context.said or not any(item.effect for part in parts for item in _items(part)):
        return None
    lines = [EffectLine(part.id, part.title, _counts(part)) for part in parts]
    whole = [sum(counts) for counts in zip(*(line.counts for line in lines), strict=True)]
    choices = tuple(
        Choice(str(kind), t(f"effect.{kind}"), count)
        for kind, count in zip(EffectKind, whole, strict=True)
    )
    return Effects(choices, tuple(line for line in lines if line.total))


def _items(part: Part) -> list[Item]:
    return [item for _, items in part.groups for item in items]


def _counts(part: Part) -> tuple[int, ...]:
    found = Counter(item.effect for item in _items(part))
    return tuple(found[str(kind)] for kind in EffectKind)
