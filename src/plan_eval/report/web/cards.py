"""What a row of the table opens to: where the plan says it, what is counted, every figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from plan_eval.assess.wording import warning_words
from plan_eval.model.assessment import Group, Point, Result
from plan_eval.model.indicator import Indicator, Source
from plan_eval.model.wording import number
from plan_eval.report.context import Context
from plan_eval.report.footnotes import Piece, goal_pieces
from plan_eval.report.rows import Row
from plan_eval.report.web.places import Places
from plan_eval.words import has, t


@dataclass(frozen=True, slots=True)
class Clause:
    """Where the plan says it: which item, and its text with its footnotes."""

    item: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A reported figure: whose or when, the figure as reported, its two counts, its place."""

    of: str
    value: str
    numerator: str
    denominator: str
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """An indicator in full; `facts` and `verdict` are labels with their words.

    `computed`: the figures of the history are computed from several reported rows (a share of
    towns, a gap between groups), so that the place is that of the first of them.
    """

    clauses: tuple[Clause, ...]
    facts: tuple[tuple[str, str], ...]
    verdict: tuple[tuple[str, str], ...]
    drawn: bool
    computed: bool
    history: tuple[FigureLine, ...]
    groups: tuple[FigureLine, ...]


def card(indicator: Indicator, row: Row, context: Context, places: Places) -> Card:
    """The card of an indicator that is judged from figures."""
    result = context.result(indicator)
    return Card(
        clauses=tuple(_clause(source, context) for source in indicator.sources),
        facts=tuple(_facts(indicator)),
        verdict=tuple(_verdict(row, result)),
        drawn=bool(result.history),
        computed=is_computed(indicator),
        history=tuple(_figure(str(point.year), point, places) for point in result.history),
        groups=tuple(_group(group, context, places) for group in result.groups),
    )


def is_computed(indicator: Indicator) -> bool:
    """Whether the figures it is judged by are computed from those of groups."""
    return indicator.target.kind in ("each_unit", "gap")


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
    yield t("web.fact.period"), t(f"web.period.{indicator.period}")
    if indicator.baseline:
        yield t("web.fact.printed-baseline"), indicator.baseline.quote
    if indicator.note:
        yield t("web.fact.note"), indicator.note
    inferred = [_field(name) for name in indicator.inferred]
    if inferred:
        yield t("web.fact.inferred"), "、".join(dict.fromkeys(inferred))


def _population(indicator: Indicator) -> str:
    scope = indicator.scope
    also = [t(f"groups.{code}") for code in (scope.sex, scope.residence) if code != "total"]
    also += [scope.age] if scope.age else []
    if not also:
        return scope.population
    return t("web.population", who=scope.population, also="、".join(also))


def _field(name: str) -> str:
    """The words for a field of the plan's data (`scope.age`), or the field itself."""
    key = f"web.field.{name.replace('.', '-')}"
    return t(key) if has(key) else name


def _verdict(row: Row, result: Result) -> Iterator[tuple[str, str]]:
    progress = result.progress
    if progress and progress.achieved is not None and progress.schedule is not None:
        yield (
            t("web.fact.progress"),
            t(
                "web.progress",
                achieved=number(progress.achieved * 100, 1),
                schedule=number(progress.schedule * 100, 1),
                ratio="—" if progress.ratio is None else number(progress.ratio, 2),
            ),
        )
    yield t("web.fact.evidence"), t(f"evidence.{result.evidence}")
    if row.notes:
        yield t("web.fact.reasons"), t("punctuation.semicolon").join(row.notes)
    if result.warnings:
        words = t("punctuation.semicolon").join(warning_words(one) for one in result.warnings)
        yield t("web.fact.warning"), words


def _group(group: Group, context: Context, places: Places) -> FigureLine:
    unit = context.plan.unit.get(group.code)
    key = f"groups.{group.code}"
    name = unit.name if unit else t(key) if has(key) else group.code
    return _figure(name, group.point, places)


def _figure(of: str, point: Point, places: Places) -> FigureLine:
    return FigureLine(
        of=of,
        value=number(point.shown, point.places),
        numerator=_count(point.numerator),
        denominator=_count(point.denominator),
        place=places.words(point.path, point.row),
        note=point.note or "",
    )


def _count(count: Fraction | None) -> str:
    """A count as short as it can be written, or a dash."""
    if count is None:
        return "—"
    return str(int(count)) if count == int(count) else f"{float(count):.12g}"
