"""四、重点项目与策略措施, then: self-assessed measures set against the goals they serve, and
what calls itself done while an indicator of its own misses its target.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from plan_eval.messages import joined, listed, t
from plan_eval.model.area import Measure
from plan_eval.model.assessment import Claim, EffectKind
from plan_eval.model.wording import called, number
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import latest_said
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.phrases import counted, item_words, nth, target_said

_ORDER = tuple(EffectKind)
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """The measures of one kind of effect, a line an area."""

    lead: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A goal, measure or project that says 完成, and its indicators that say otherwise."""

    item: str
    department: str
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """自评完成而指标未达标, item by item."""

    heading: Heading
    text: str
    caption: Caption
    lines: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class Effects:
    """Counts by area and effect, and by name the measures that ask for a closer look.

    No table where no measure was assessed; no `chapter` where the projects have opened it.
    """

    chapter: Heading | None
    heading: Heading
    text: str
    caption: Caption | None
    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]
    total: tuple[int, ...]
    kinds: tuple[Kind, ...]
    claims: Claims | None


def build(context: Context) -> Effects:
    """Measures against outcomes."""
    outline, chapter = context.outline, None
    if not context.plan.projects.projects:
        chapter = outline.chapter(t("report.heading.effects"))
    heading = outline.section(t("report.effects.heading"))
    if not any(item in context.plan.measures for item in context.said):
        none = t("report.effects.none" if context.plan.measures else "report.effects.no-measures")
        return Effects(chapter, heading, none, None, (), (), (), (), _claims(context))
    caption = outline.table(t("report.effects.table"), t("report.unit.items"))
    by_area = [(called(area), _counts(area.measures, context)) for area in context.plan.areas]
    total = sum((counts for _, counts in by_area), Counter[EffectKind]())
    return Effects(
        chapter=chapter,
        heading=heading,
        text=_text(total),
        caption=caption,
        heads=tuple(t(f"effect.{kind}") for kind in _ORDER),
        lines=tuple((title, tuple(of[kind] for kind in _ORDER)) for title, of in by_area),
        total=tuple(total[kind] for kind in _ORDER),
        kinds=tuple(_kinds(context)),
        claims=_claims(context),
    )


def _claims(context: Context) -> Claims | None:
    """None where nothing says 完成 against its own figures."""
    claims = [claim for claim in context.assessment.claims if claim.item in context.plan.items]
    if not claims:
        return None
    return Claims(
        heading=context.outline.section(t("report.claims.heading")),
        text=t(
            "report.claims.text",
            count=len(claims),
            offices=len({claim.department for claim in claims}),
            missed=len({name for claim in claims for name in claim.missed}),
        ),
        caption=context.outline.table(t("report.claims.table")),
        lines=tuple(_claim(claim, context) for claim in claims),
    )


def _claim(claim: Claim, context: Context) -> ClaimLine:
    plan = context.plan
    area = plan.area_of.get(claim.item)
    item = item_words(context.said[claim.item], context)
    return ClaimLine(
        item=t("report.claims.of-area", area=called(area), item=item) if area else item,
        department=context.department(claim.department),
        missed=tuple(_lines_of(claim.missed, context)),
    )


def _lines_of(missed: tuple[str, ...], context: Context) -> Iterator[str]:
    """The first indicators, and how many there are where that is not all."""
    yield from (_missed(name, context) for name in missed[:_NAMED])
    if len(missed) > _NAMED:
        yield t("report.claims.more", count=len(missed))


def _missed(name: str, context: Context) -> str:
    """An indicator with its figure and the target it misses."""
    indicator = context.plan.indicators[name]
    result = context.assessment.results[name]
    return t(
        "report.claims.missed",
        name=called(indicator),
        now=latest_said(result, indicator) if result.latest else "—",
        target=target_said(indicator),
    )


def _counts(measures: tuple[Measure, ...], context: Context) -> Counter[EffectKind]:
    return Counter(context.assessment.effects[measure.id].kind for measure in measures)


def _text(total: Counter[EffectKind]) -> str:
    """The share of measures that work, of those that can be told, and the counts of the rest."""
    open_ones = total[EffectKind.UNDETERMINED]
    judged = total.total() - open_ones
    counts = {str(kind): total[kind] for kind in _ORDER if kind is not EffectKind.UNDETERMINED}
    text = t("report.effects.text", total=total.total(), judged=judged)
    if judged:
        good = total[EffectKind.DONE_MET]
        share = number(100 * good / Fraction(judged), 1)
        text += t("report.effects.counts", counts=counted("effect", counts))
        text = joined([text, t("report.effects.share", good=good, judged=judged, share=share)])
    else:
        text += t("punctuation.stop")
    if open_ones:
        text = joined([text, t("report.effects.open", count=open_ones)])
    return text


def _kinds(context: Context) -> Iterator[Kind]:
    """By name: done without the outcome, not done and behind, ahead of the measures."""
    for kind in (EffectKind.DONE_BEHIND, EffectKind.OPEN_BEHIND, EffectKind.OPEN_MET):
        lines = tuple(_lines(kind, context))
        if lines:
            count = sum(
                context.assessment.effects[item].kind is kind for item in context.plan.measures
            )
            yield Kind(t(f"report.effects.lead.{kind}", count=count), lines)


def _lines(kind: EffectKind, context: Context) -> Iterator[str]:
    for area in context.plan.areas:
        own = [
            t(
                "report.item.with-heading",
                nth=nth(measure.id, context),
                heading=measure.heading,
            )
            for measure in area.measures
            if context.assessment.effects[measure.id].kind is kind
        ]
        if own:
            yield t(
                "report.effects.line",
                area=called(area),
                count=len(own),
                measures=listed(own),
            )
