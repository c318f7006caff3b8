"""The measures of an area: self-assessed against the goals they serve, and their figures."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.messages import listed, t
from plan_eval.model.area import Area, Measure
from plan_eval.model.assessment import Checklist
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.footnotes import Piece, measure_pieces
from plan_eval.report.indicator_row import Row, rows
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.figures import Figure, figures
from plan_eval.report.sections.phrases import printed_number


@dataclass(frozen=True, slots=True)
class MeasurePart:
    """A measure: heading, noted clauses, self-assessment, and the goals it serves."""

    printed: str
    heading: str
    pieces: tuple[Piece, ...]
    status: str
    evidence: str
    goals: str
    effect: str


@dataclass(frozen=True, slots=True)
class MeasuresPart:
    """All measures of an area, and the figures they promise; `table` is None without any.

    The monitoring group's report has the figures alone: no measures, no `caption`.
    """

    heading: Heading
    caption: Caption | None
    measures: tuple[MeasurePart, ...]
    table: Caption | None
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]


def measures_part(area: Area, context: Context) -> MeasuresPart | None:
    """The measures of an area, or None where there is nothing to print of them."""
    own = [i for i in area.indicators if i.owner in context.plan.measures]
    owned, measures = rows(own, context), area.measures if context.evaluates else ()
    if not measures and not owned:
        return None
    outline = context.outline
    heading = outline.item(t("report.area.measures" if measures else "report.area.promises"))
    caption = outline.table(t("report.area.measure-table", area=called(area))) if measures else None
    table = outline.table(t("report.area.measure-indicators", area=called(area))) if owned else None
    return MeasuresPart(
        heading=heading,
        caption=caption,
        measures=tuple(_measure(measure, context) for measure in measures),
        table=table,
        rows=owned,
        figures=tuple(figures(own, context)),
    )


def _measure(measure: Measure, context: Context) -> MeasurePart:
    said = context.said.get(measure.id)
    served = context.plan.goals_served_by(measure.id)
    return MeasurePart(
        printed=measure.printed,
        heading=measure.heading,
        pieces=measure_pieces(measure.id, context.plan),
        status=t(f"checklist.{said.status if said else Checklist.NO_EVIDENCE}"),
        evidence=(said.evidence if said else None) or "—",
        goals=listed(printed_number(goal.id, context) for goal in served) or "—",
        effect=effect_words(measure.id, context),
    )


def effect_words(item: str, context: Context) -> str:
    """Measures against outcomes: done and met, done and behind, not done and behind, or neither."""
    return t(f"effect.{context.assessment.effects[item].kind}")
