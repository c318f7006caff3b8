"""五、策略措施实施效果: self-assessed measures set against the goals they serve."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.measures import effect_words
from plan_eval.words import t

_EFFECTS = ("done-met", "done-behind", "open-behind", "open-met", "undetermined")


@dataclass(frozen=True, slots=True)
class Effects:
    """Counts by area and effect, and the measures that were done without the outcome."""

    heading: Heading
    text: str
    caption: Caption
    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]
    total: tuple[int, ...]
    wanting: tuple[str, ...]


def build(context: Context) -> Effects:
    """Measures against outcomes."""
    heading = context.outline.chapter(t("report.heading.effects"))
    caption = context.outline.table(t("report.effects.table"), t("report.unit.items"))
    heads = tuple(t(f"effect.{name}") for name in _EFFECTS)
    lines, wanting = [], []
    total: Counter[str] = Counter()
    for area in context.plan.areas:
        found: Counter[str] = Counter()
        for measure in area.measures:
            effect = effect_words(measure.id, context)
            found[effect] += 1
            if effect == t("effect.done-behind"):
                wanting.append(
                    t("report.effects.wanting", area=area.title, heading=measure.heading)
                )
        total += found
        lines.append((area.title, tuple(found[head] for head in heads)))
    counts = tuple(total[head] for head in heads)
    text = t("report.effects.text", **dict(zip(("a", "b", "c", "d", "e"), counts, strict=True)))
    return Effects(heading, text, caption, heads, tuple(lines), counts, tuple(wanting))
