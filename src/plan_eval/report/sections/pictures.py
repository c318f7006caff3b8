"""附录: pictures of the whole, and women and men side by side: what chapter 二 says in words."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.comparison import benchmark_figure
from plan_eval.report.sections.figures import Figure
from plan_eval.report.sections.sexes import SexLine, sex_figure, sex_lines
from plan_eval.report.sections.state_chart import standing


@dataclass(frozen=True, slots=True)
class Pictures:
    """Each picture there is something to draw of; no caption where nothing is reported by sex."""

    heading: Heading
    figures: tuple[Figure, ...]
    caption: Caption | None
    lines: tuple[SexLine, ...]


def build(context: Context) -> Pictures:
    """Areas by state, higher plans' levels, women and men."""
    heading = context.outline.chapter(t("report.heading.pictures"))
    drawn = (standing(context), benchmark_figure(context), sex_figure(context))
    lines = sex_lines(context)
    caption = context.outline.table(t("report.attainment.sex-all-table")) if lines else None
    return Pictures(heading, tuple(one for one in drawn if one is not None), caption, lines)
