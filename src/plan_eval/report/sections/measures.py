"""The measures of an area: self-assessed against the goals they serve, and their figures."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.area import Area, Measure
from plan_eval.model.assessment import Checklist
from plan_eval.report.context import Context
from plan_eval.report.footnotes import Piece, measure_pieces
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.rows import Row, rows
from plan_eval.report.sections.figures import Figure, figures
from plan_eval.words import t


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
    """All measures of an area, and the figures they promise; `table` is None without any."""

    heading: Heading
    caption: Caption
    measures: tuple[MeasurePart, ...]
    table: Caption | None
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]


def measures_part(area: Area, context: Context) -> MeasuresPart | None:
    """The measures of an area, or None where an extract has none of them."""
    if not area.measures:
        return None
    outline = context.outline
    heading = outline.heading(3, t("report.area.measures"))
    caption = outline.table(t("report.area.measure-table", area=area.title))
    own = [i for i in area.indicators if i.owner in context.plan.measures]
    owned = rows(own, context)
    table = outline.table(t("report.area.measure-indicators", area=area.title)) if owned else None
    return MeasuresPart(
        heading=heading,
        caption=caption,
        measures=tuple(_measure(measure, context) for measure in area.measures),
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
        goals="、".join(goal.printed for goal in served) or "—",
        effect=effect_words(measure.id, context),
    )


def effect_words(item: str, context: Context) -> str:
    """Measures against outcomes: done and met, done and behind, not done and behind, or neither."""
    return t(f"effect.{context.assessment.effects[item].kind}")
