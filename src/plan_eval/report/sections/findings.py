"""The few sentences a leader takes away: rates with denominators, comparison, sexes, outlook."""

from __future__ import annotations

from collections.abc import Iterator

from plan_eval.model.assessment import EffectKind
from plan_eval.model.wording import number
from plan_eval.report.context import Context
from plan_eval.report.sections.outlook import prospects
from plan_eval.report.sections.phrases import counted
from plan_eval.report.sections.sexes import gap_counts
from plan_eval.words import t


def findings(context: Context) -> Iterator[str]:
    """One sentence a subject, each only where the data says something."""
    yield from _attainment(context)
    yield from _benchmarks(context)
    yield from _sexes(context)
    yield from _effects(context)
    yield from _outlook(context)


def _attainment(context: Context) -> Iterator[str]:
    tally = context.assessment.tallies["quantified"]
    if tally.rate_of_judged is not None:
        yield t(
            "report.finding.attainment" if tally.met else "report.finding.none-met",
            year=context.assessment.stage.year,
            total=tally.total,
            judged=tally.judged,
            met=tally.met,
            rate=number(tally.rate_of_judged * 100, 1),
        )
    directional = context.assessment.tallies["directional"]
    if directional.judged:
        told = counted("direction", {"met": directional.met, "not_met": directional.not_met})
        yield t("report.finding.directional", judged=directional.judged, counts=told)


def _benchmarks(context: Context) -> Iterator[str]:
    marks = [
        mark.met
        for result in context.assessment.results.values()
        for mark in result.benchmarks
        if mark.met is not None
    ]
    if marks:
        levels = context.levels_named()
        met = (
            t("report.benchmarks-met", count=sum(marks))
            if any(marks)
            else t("report.benchmarks-none")
        )
        yield t("report.finding.benchmarks", levels=levels, marks=len(marks), met=met)


def _sexes(context: Context) -> Iterator[str]:
    counts = gap_counts(context)
    if counts.total():
        moved = {name: counts[name] for name in ("narrower", "wider")}
        told = counted("sex", moved if any(moved.values()) else {"same": counts["same"]})
        yield t("report.finding.sexes", total=counts.total(), counts=told)


def _effects(context: Context) -> Iterator[str]:
    if not context.evaluates:
        return
    kinds = [
        effect.kind
        for item, effect in context.assessment.effects.items()
        if item in context.plan.measures and effect.kind is not EffectKind.UNDETERMINED
    ]
    if kinds:
        yield t(
            "report.finding.effects",
            total=len(kinds),
            good=kinds.count(EffectKind.DONE_MET),
            wanting=kinds.count(EffectKind.DONE_BEHIND),
        )


def _outlook(context: Context) -> Iterator[str]:
    by = prospects(context)
    counts = {name: len(by[name]) for name in ("likely", "uncertain", "unlikely")}
    if any(counts.values()):
        end, told = context.plan.header.span.end, counted("prospect", counts)
        yield t("report.finding.outlook", total=sum(counts.values()), end=end, counts=told)
