"""What a row of the table opens to: where the plan says it, what is counted, every figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.model.assessment import Result
from plan_eval.model.indicator import Indicator, Source
from plan_eval.model.wording import field_words
from plan_eval.report.context import Context
from plan_eval.report.footnotes import Piece, goal_pieces
from plan_eval.report.indicator_row import Row
from plan_eval.report.places import Places
from plan_eval.report.web import groups
from plan_eval.report.web import verdict_reasons as grounds
from plan_eval.report.web.groups import FigureLine, Split


@dataclass(frozen=True, slots=True)
class Clause:
    """Where the plan says it: which item, and its text with its footnotes."""

    item: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An indicator in full; `facts`, `verdict`, `outlook` and `compared` are labels with words.

    `key` says what the lines of its chart are. `computed`: the figures of the history are computed
    from several reported rows (a share of towns, a gap between groups), so that the place is that
    of the first of them.
    """

    clauses: tuple[Clause, ...]
    facts: tuple[tuple[str, str], ...]
    verdict: tuple[tuple[str, str], ...]
    outlook: tuple[tuple[str, str], ...]
    compared: tuple[tuple[str, str], ...]
    key: str
    computed: bool
    history: tuple[FigureLine, ...]
    splits: tuple[Split, ...]


def card(indicator: Indicator, row: Row, context: Context, places: Places) -> Card:
    """The card of an indicator that is judged from figures."""
    result = context.result(indicator)
    return Card(
        clauses=tuple(_clause(source, context) for source in indicator.sources),
        facts=tuple(_facts(indicator)),
        verdict=tuple(grounds.verdict(row, result, indicator, context)),
        outlook=tuple(grounds.outlook(result, indicator, context)),
        compared=tuple(grounds.comparisons(result, context)),
        key=_key(indicator, result) if result.history else "",
        computed=is_computed(indicator),
        history=groups.history(result, places),
        splits=groups.splits(indicator, result, context, places),
    )


def _key(indicator: Indicator, result: Result) -> str:
    """What is drawn in the chart, and that its figures stand below."""
    if indicator.target.kind == "each_unit":
        return t("web.chart.units")
    drawn = ["reported"]
    drawn += [] if result.bound is None else ["target"]
    if result.bound is not None and result.progress and result.progress.achieved is not None:
        drawn.append("schedule")
    drawn += ["band"] if result.projection else []
    return t("punctuation.semicolon").join(t(f"web.chart.{name}") for name in drawn)


def is_computed(indicator: Indicator) -> bool:
    """Whether the figures it is judged by are computed from those of groups."""
    return indicator.target.derived


def source_words(indicator: Indicator) -> str:
    """The head of the column of places."""
    return t("web.head.first-source" if is_computed(indicator) else "web.head.source")


def _clause(source: Source, context: Context) -> Clause:
    plan = context.plan
    if source.item in plan.goals:
        words = t("report.item.goal", number=plan.goals[source.item].printed)
        return Clause(words, goal_pieces(source.item, plan))
    piece = Piece(source.quote, tuple(plan.footnotes_of(source)))
    if source.item in plan.measures:
        return Clause(t("report.item.measure", number=plan.measures[source.item].printed), (piece,))
    project = plan.key_projects.get(source.item)
    return Clause(project.title if project else source.item, (piece,))


def _facts(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield t("web.fact.population"), _population(indicator)
    if indicator.rate:
        rate = indicator.rate
        yield (
            t("web.fact.formula"),
            t("web.formula", above=rate.numerator, below=rate.denominator, scale=rate.scale),
        )
    if indicator.breakdown:
        yield t("web.fact.breakdown"), t("punctuation.list").join(indicator.breakdown)
    yield t("web.fact.period"), t(f"web.period.{indicator.period}")
    if indicator.baseline:
        yield t("web.fact.printed-baseline"), indicator.baseline.quote
    if indicator.note:
        yield t("web.fact.note"), indicator.note
    inferred = [field_words(name) for name in indicator.inferred]
    if inferred:
        yield t("web.fact.inferred"), t("punctuation.list").join(dict.fromkeys(inferred))


def _population(indicator: Indicator) -> str:
    scope = indicator.scope
    also = [t(f"groups.{code}") for code in (scope.sex, scope.residence) if code != "total"]
    also += [scope.age] if scope.age else []
    also += [t(f"basis.{scope.basis}")] if scope.basis else []
    if not also:
        return scope.population
    return t("web.population", who=scope.population, also=t("punctuation.list").join(also))
