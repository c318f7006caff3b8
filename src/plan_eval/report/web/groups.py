"""The figures behind an indicator: year by year, and by sex, residence, age and town."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from plan_eval.messages import t
from plan_eval.model.assessment import Point, Result, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import group_words, number
from plan_eval.report.context import Context
from plan_eval.report.places import Places

_DIMENSIONS = ("sex", "residence", "age", "town")


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A reported figure: whose or when, the figure as reported, its two counts, its place.

    `since` is the group's baseline; `state` its own state where the plan asks for the split.
    """

    of: str
    value: str
    numerator: str
    denominator: str
    place: str
    note: str
    since: str = ""
    state: str = ""
    state_words: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """An indicator's figures by one dimension, with the years its groups were reported for."""

    title: str
    lines: tuple[FigureLine, ...]


def history(result: Result, places: Places) -> tuple[FigureLine, ...]:
    """The indicator's own figures, a line a year."""
    return tuple(_figure(str(point.year), point, places) for point in result.history)


def splits(
    indicator: Indicator, result: Result, context: Context, places: Places
) -> tuple[Split, ...]:
    """The latest figures of the groups, and the groups the plan asks for that have none."""
    found = (_split(name, indicator, result, context, places) for name in _DIMENSIONS)
    return tuple(split for split in found if split.lines)


@dataclass(frozen=True, slots=True)
class _Member:
    """A group with its latest figure, its baseline and its own state, None where there is none."""

    code: str
    latest: Point | None
    baseline: Point | None = None
    state: State | None = None


def _split(
    dimension: str, indicator: Indicator, result: Result, context: Context, places: Places
) -> Split:
    year = result.latest.year if result.latest else None
    members = _members(dimension, indicator, result)
    lines = tuple(_group(member, year, context, places) for member in members)
    words = t(f"dimension.{dimension}")
    title = words if year is None else t("web.card.groups", dimension=words, year=year)
    return Split(title, lines)


def _members(dimension: str, indicator: Indicator, result: Result) -> tuple[_Member, ...]:
    """The groups of a dimension; the one the target speaks of is the main series itself."""
    found = {
        one.code: _Member(one.code, one.latest, one.baseline, one.state)
        for one in result.splits
        # of a gap the groups are the two sides, neither of which has a state of its own
        if one.dimension == dimension and indicator.target.kind != "gap"
    }
    for group in result.groups:
        if group.dimension == dimension:
            judged = found.get(group.code, _Member(group.code, None))
            found[group.code] = replace(judged, latest=group.point)
    own = {"sex": indicator.scope.sex, "residence": indicator.scope.residence}.get(dimension)
    if found and own and own != "total":
        main = _Member(own, result.latest, result.baseline, result.state)
        found = {own: main} | found
    return tuple(found.values())


def _group(member: _Member, year: int | None, context: Context, places: Places) -> FigureLine:
    name, point, first = group_words(member.code, context.plan), member.latest, member.baseline
    state = str(member.state) if member.state else ""
    words = t(f"state.{state}") if state else ""
    if point is None:
        return FigureLine(name, "—", "—", "—", t("web.no-figure"), "", "—", state, words)
    if point.year != year:
        name = t("web.group-of-year", name=name, year=point.year)
    since = number(first.shown, first.places) if first and first != point else "—"
    return _figure(name, point, places, since, state, words)


def _figure(
    of: str, point: Point, places: Places, since: str = "", state: str = "", words: str = ""
) -> FigureLine:
    return FigureLine(
        of=of,
        value=number(point.shown, point.places),
        numerator=_count(point.numerator),
        denominator=_count(point.denominator),
        place=places.of(point),
        note=point.note or "",
        since=since,
        state=state,
        state_words=words,
    )


def _count(count: Fraction | None) -> str:
    """A count as short as it can be written, or a dash."""
    if count is None:
        return "—"
    return str(int(count)) if count == int(count) else f"{float(count):.12g}"
