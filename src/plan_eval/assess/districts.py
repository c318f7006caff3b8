"""Districts judged by one plan, side by side: no score over all, but each indicator for itself.

A figure is compared with those of its own year and printed with one precision; equal figures as
printed are equal ranks. What is missing has no rank, least of all the last. Where counts say that
chance explains the differences between the districts, nobody is ranked and no difference is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from statistics import median
from typing import Literal

import polars as pl

from plan_eval.assess.counts import dispersion_p, homogeneity_p, p_of_each
from plan_eval.model.assessment import Assessment, Result, Tally
from plan_eval.model.indicator import Indicator, Rate
from plan_eval.model.plan import Plan
from plan_eval.model.verdict import Checklist, Evidence, Pace, State
from plan_eval.model.wording import number, target_words, telling

Status = Literal["judged", "no_data", "other_measure", "not_in_plan", "nothing_sent", "failed"]
"""Why a district has no figure beside the others, if it has none: nobody reported one; its own
plan counts something else under the name, or has no such indicator; it sent nothing at all; it
could not be judged."""
Unranked = Literal["no_better_side", "own_baseline", "size", "few", "chance", "in_words"]
Apart = Literal["above", "below"]
Stood = Literal["judged", "nothing_sent", "failed"]

_AMOUNTS = ("万", "亿")
"""Units of amounts, which grow with the size of a place: 万元, 亿元, 万人."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What one district's data say of one indicator, as much as a comparison needs.

    `measure` is what is counted and for whom: figures compare where it is the same. `missing` is
    what lacks to the nearest end of the target, 0 within it, None without one. `sampled`: chance
    has a part in the figure.
    """

    indicator: str
    target: str
    measure: tuple[str, ...]
    state: State | None
    checklist: Checklist | None
    nearly: bool
    pace: Pace | None
    achieved: Fraction | None
    evidence: Evidence
    level: str | None
    year: int | None
    value: Fraction | None
    bound: Fraction | None
    missing: Fraction | None
    change: Fraction | None
    events: Fraction | None
    exposure: Fraction | None
    interval: tuple[float, float] | None
    small: bool
    sampled: bool

    @property
    def stands(self) -> str:
        """The state by the words that reports have for it, `nearly_met` and checklists too."""
        if self.checklist is not None:
            return str(self.checklist)
        return "nearly_met" if self.nearly else str(self.state)

    @property
    def behind(self) -> bool:
        """Whether the target is missed and the pace does not lead there in time either."""
        missed = self.state is State.NOT_MET
        return missed and not (self.pace is not None and self.pace.on_course)


@dataclass(frozen=True)
class DistrictResult:
    """One district's result: what came of it, the account of its rows, its verdicts.

    `stood`: judged, or nothing was sent, or it `failed` for a `reason`. `digests` has the files
    with data in them by content, `absent` the paths behind which there was nothing. `plan` is the
    id of the plan it was judged by.
    """

    id: str
    name: str
    stood: Stood = "judged"
    reason: str = ""
    plan: str = ""
    accepted: int = 0
    refused: int = 0
    refused_by_rule: tuple[tuple[str, int], ...] = ()
    unread: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    digests: tuple[tuple[str, str], ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    by_area: Mapping[str, Mapping[str, Tally]] = field(default_factory=dict)
    synthetic: bool = False

    @property
    def whole(self) -> bool:
        """Whether it was judged by all that there was to judge it by."""
        return self.stood == "judged" and not self.refused and not self.unread


@dataclass(frozen=True, slots=True)
class Cell:
    """One district beside the others in one indicator.

    `shown` is the figure as printed; `other_year` marks one of another year than most have: it is
    not compared. `rank` counts from the best, equal ranks are `tied`. `apart`: beyond what chance
    does, against all districts together.
    """

    district: str
    status: Status
    standing: Standing | None = None
    shown: str = ""
    other_year: bool = False
    rank: int | None = None
    tied: bool = False
    apart: Apart | None = None

    @property
    def compared(self) -> bool:
        """Whether it has a figure of the common year."""
        return self.status == "judged" and bool(self.shown) and not self.other_year


@dataclass(frozen=True)
class Comparison:
    """One indicator over all districts; the cells stand in the order of the districts.

    `least`, `middle` and `most` are of the figures of `year`, as printed; `overall` is the rate of
    all that were counted together, `chance` the p of one and the same rate everywhere.
    """

    indicator: Indicator
    cells: tuple[Cell, ...]
    year: int | None = None
    least: Decimal | None = None
    middle: Decimal | None = None
    most: Decimal | None = None
    overall: Fraction | None = None
    chance: float | None = None
    unranked: Unranked | None = None

    @property
    def target(self) -> str:
        """The target as all districts have it; where their plans differ, the project's own."""
        words = {cell.standing.target for cell in self.cells if cell.standing}
        return words.pop() if len(words) == 1 else target_words(self.indicator)

    @cached_property
    def by_district(self) -> dict[str, Cell]:
        """The cells by district."""
        return {cell.district: cell for cell in self.cells}

    @cached_property
    def states(self) -> Counter[str]:
        """How many districts stand where."""
        return Counter(
            cell.standing.stands if cell.standing and cell.status == "judged" else cell.status
            for cell in self.cells
        )

    @property
    def behind(self) -> tuple[str, ...]:
        """The districts that miss the target and are not on the way there."""
        return tuple(c.district for c in self.cells if c.standing and c.standing.behind)

    @property
    def compared(self) -> int:
        """How many districts have a figure of the common year."""
        return sum(cell.compared for cell in self.cells)


def standings(
    assessment: Assessment, plan: Plan, links: Mapping[str, str] | None = None
) -> dict[str, Standing]:
    """What an assessment says of each indicator, by the id that `links` gives it."""
    called = links or {}
    return {
        called.get(name, name): _standing(result, plan.indicators[name])
        for name, result in assessment.results.items()
    }


def measure_of(indicator: Indicator) -> tuple[str, ...]:
    """What an indicator counts and for whom; equal where figures of two plans may be compared."""
    scope, rate = indicator.scope, indicator.rate
    whom = (scope.sex, scope.age or "", scope.residence, scope.basis or "")
    return (unit_of(indicator), *whom, str(rate.scale) if rate else "")


def unit_of(indicator: Indicator) -> str:
    """The unit of an indicator's own value: of a floor in each unit the share that reach it."""
    return "%" if indicator.target.per_town else indicator.unit or ""


def _standing(result: Result, indicator: Indicator) -> Standing:
    latest, small = result.latest, result.small_count
    target, progress = indicator.target, result.progress
    of_chance = not indicator.is_census and not target.derived and indicator.rate is not None
    return Standing(
        indicator=indicator.id,
        target=target_words(indicator),
        measure=measure_of(indicator),
        state=result.state,
        checklist=result.checklist,
        nearly=result.nearly,
        pace=progress.pace if progress else None,
        achieved=progress.printed if progress else None,
        evidence=result.evidence,
        level=str(result.warnings[0].level) if result.warnings else None,
        year=latest.year if latest else None,
        value=latest.value if latest else None,
        bound=result.bound,
        missing=None if latest is None else _missing(latest.value, *result.limits),
        change=latest.value - result.baseline.value if latest and result.baseline else None,
        events=latest.numerator if latest else None,
        exposure=latest.denominator if latest else None,
        interval=(small.interval.lower, small.interval.upper) if small else None,
        small=small is not None,
        sampled=of_chance,
    )


def _missing(value: Fraction, low: Fraction | None, high: Fraction | None) -> Fraction | None:
    if low is None and high is None:
        return None
    if low is not None and value < low:
        return low - value
    return value - high if high is not None and value > high else Fraction(0)


def compare(
    districts: Sequence[DistrictResult], plan: Plan, names: Iterable[str] | None = None
) -> list[Comparison]:
    """Each indicator of the plan (or those of `names`) over the districts, in the plan's order."""
    wanted = plan.indicators if names is None else names
    return [_compare(plan.indicators[name], districts, plan) for name in wanted]


def _compare(indicator: Indicator, districts: Sequence[DistrictResult], plan: Plan) -> Comparison:
    measure = measure_of(indicator)
    cells = [_cell(indicator, one, measure) for one in districts]
    if indicator.group == "qualitative":
        return Comparison(indicator, tuple(cells), unranked="in_words")
    year = _common_year(cells)
    cells = [_of_year(cell, year) for cell in cells]
    shown = [Decimal(cell.shown) for cell in cells if cell.compared]
    chance, overall, apart = _chance(indicator, cells, plan)
    unranked = _unranked(indicator, shown, chance, float(1 - plan.header.parameters.confidence))
    if unranked is None:
        cells = _ranked(cells, down=indicator.target.direction == "down")
    if unranked != "chance":
        cells = [_apart(cell, apart) for cell in cells]
    middle = None if not shown else Decimal(median(shown))
    return Comparison(
        indicator=indicator,
        cells=tuple(cells),
        year=year,
        least=min(shown, default=None),
        middle=middle,
        most=max(shown, default=None),
        overall=overall,
        chance=chance,
        unranked=unranked,
    )


def _cell(indicator: Indicator, of: DistrictResult, measure: tuple[str, ...]) -> Cell:
    if of.stood != "judged":
        return Cell(of.id, of.stood)
    standing = of.standings.get(indicator.id)
    if standing is None:
        return Cell(of.id, "not_in_plan")
    if standing.measure != measure:
        return Cell(of.id, "other_measure")
    if standing.checklist is not None:
        none = standing.checklist is Checklist.NO_EVIDENCE
        return Cell(of.id, "no_data" if none else "judged", standing)
    if standing.value is None:
        return Cell(of.id, "no_data", standing)
    places = 0 if indicator.whole and not indicator.target.per_town else indicator.decimals
    return Cell(of.id, "judged", standing, telling(standing.value, places, standing.bound))


def _common_year(cells: Iterable[Cell]) -> int | None:
    """The year that most figures are of, the later of two."""
    years = Counter(c.standing.year for c in cells if c.status == "judged" and c.standing)
    found = [(count, year) for year, count in years.items() if year is not None]
    return max(found)[1] if found else None


def _of_year(cell: Cell, year: int | None) -> Cell:
    if cell.status != "judged" or cell.standing is None:
        return cell
    return replace(cell, other_year=cell.standing.year != year)


def _unranked(
    indicator: Indicator, shown: Sequence[Decimal], chance: float | None, limit: float
) -> Unranked | None:
    """Why there is no order of better and worse; None where there is one."""
    target = indicator.target
    if target.one_way:
        return "own_baseline"
    if target.direction is None:
        return "no_better_side"
    unit = unit_of(indicator)
    counted = indicator.whole and not target.per_town
    if target.running_total or counted or (indicator.rate is None and unit.startswith(_AMOUNTS)):
        return "size"
    if len(shown) < 2:
        return "few"
    return "chance" if chance is not None and chance > limit else None


def _ranked(cells: Sequence[Cell], *, down: bool) -> list[Cell]:
    """1, 2, 2, 4: equal figures as printed share the better rank."""
    shown = [Decimal(cell.shown) for cell in cells if cell.compared]
    better = {one: sum(x < one if down else x > one for x in shown) for one in {*shown}}
    found = []
    for cell in cells:
        if cell.compared:
            own = Decimal(cell.shown)
            cell = replace(cell, rank=better[own] + 1, tied=shown.count(own) > 1)
        found.append(cell)
    return found


def _chance(
    indicator: Indicator, cells: Sequence[Cell], plan: Plan
) -> tuple[float | None, Fraction | None, dict[str, Apart]]:
    """The p of one rate everywhere, that rate, and the districts apart from it beyond chance.

    A district is set against all together as in a funnel plot, whose outer limits (p .002) leave
    few to chance where many are compared (Spiegelhalter 2005, Statistics in Medicine 24).
    """
    rate = indicator.rate
    counted = [cell for cell in cells if cell.compared and _countable(cell.standing, rate)]
    if rate is None or len(counted) < 2:
        return None, None, {}
    of = [cell.standing for cell in counted if cell.standing]
    events = [s.events for s in of if s.events is not None]
    exposures = [s.exposure for s in of if s.exposure is not None]
    overall = sum(events, Fraction()) / sum(exposures, Fraction())
    each = len(counted) == sum(cell.compared for cell in cells)
    test = dispersion_p if rate.of_events else homogeneity_p
    # a figure without counts is in no test, and might differ
    chance = test(events, exposures) if each else None
    if (
        chance is None
        and each
        and len({x / n for x, n in zip(events, exposures, strict=True)}) == 1
    ):
        chance = 1.0  # none anywhere, or all everywhere
    p = p_of_each(events, exposures, overall, of_events=rate.of_events)
    limit = float(plan.header.parameters.apart_p)
    apart: dict[str, Apart] = {
        cell.district: "above" if x / n > overall else "below"
        for cell, x, n, of_chance in zip(counted, events, exposures, p, strict=True)
        if of_chance < limit
    }
    return chance, overall * rate.scale, apart


def _countable(standing: Standing | None, rate: Rate | None) -> bool:
    """Whether the figure is a whole count of a whole number, with chance in it."""
    if standing is None or rate is None or not standing.sampled:
        return False
    events, exposure = standing.events, standing.exposure
    if events is None or not exposure or events.denominator != 1 or exposure.denominator != 1:
        return False
    return rate.of_events or 0 <= events <= exposure


def _apart(cell: Cell, apart: Mapping[str, Apart]) -> Cell:
    return replace(cell, apart=apart[cell.district]) if cell.district in apart else cell


def same_files(
    districts: Iterable[DistrictResult],
) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Files with the same bytes that several districts sent: their paths, by those districts."""
    by_content: dict[str, dict[str, str]] = {}
    for one in districts:
        for path, digest in one.digests:
            by_content.setdefault(digest, {}).setdefault(one.id, path)
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for paths in by_content.values():
        if len(paths) > 1:
            found.setdefault(tuple(paths), []).append(tuple(paths.values()))
    return found


_CELLS: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("indicator", "name", "area", "unit", "district", "district_name"), pl.String),
    **dict.fromkeys(("status", "target"), pl.String),
    "year": pl.Int32,
    "other_year": pl.Boolean,
    "value": pl.Float64,
    "shown": pl.String,
    "state": pl.String,
    "nearly_met": pl.Boolean,
    **dict.fromkeys(("checklist", "pace"), pl.String),
    **dict.fromkeys(("achieved", "missing", "change"), pl.Float64),
    **dict.fromkeys(("evidence", "level"), pl.String),
    "behind": pl.Boolean,
    "rank": pl.Int32,
    "tied": pl.Boolean,
    "apart": pl.String,
    **dict.fromkeys(("events", "exposure", "interval_lower", "interval_upper"), pl.Float64),
    "small_count": pl.Boolean,
}
_SPREAD: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("indicator", "name", "area", "unit", "target"), pl.String),
    "year": pl.Int32,
    **dict.fromkeys(("districts", "compared", "other_year", "without"), pl.Int32),
    **dict.fromkeys(("met", "nearly_met", "not_met", "undetermined"), pl.Int32),
    **dict.fromkeys(("least", "middle", "most", "overall", "chance"), pl.Float64),
    **dict.fromkeys(("unranked", "behind", "above", "below"), pl.String),
}
_DISTRICTS: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("district", "district_name", "stood", "reason", "plan"), pl.String),
    **dict.fromkeys(("accepted", "refused"), pl.Int32),
    **dict.fromkeys(("met", "nearly_met", "not_met", "undetermined", "total"), pl.Int32),
    **dict.fromkeys(("rate_of_judged", "rate_of_all", "rate_on_course"), pl.Float64),
}


def cells_frame(
    compared: Iterable[Comparison], districts: Sequence[DistrictResult], plan: Plan
) -> pl.DataFrame:
    """One row an indicator and district; values in the indicator's unit, `achieved` from 0 to 1."""
    called = {one.id: one.name for one in districts}
    rows = [_cell_row(one.indicator, cell, called, plan) for one in compared for cell in one.cells]
    return pl.DataFrame(rows, schema=_CELLS, orient="row")


def _cell_row(
    indicator: Indicator, cell: Cell, called: Mapping[str, str], plan: Plan
) -> tuple[object, ...]:
    head = (indicator.id, indicator.name, plan.part_of(indicator.id), unit_of(indicator))
    whose = (cell.district, called[cell.district], cell.status)
    of = cell.standing
    if of is None:
        return (*head, *whose, *[None] * (len(_CELLS) - len(head) - len(whose)))
    return (
        *(*head, *whose, of.target, of.year, cell.other_year, _float(of.value)),
        *(cell.shown or None, str(of.state) if of.state else None, of.nearly),
        *(str(of.checklist) if of.checklist else None, str(of.pace) if of.pace else None),
        *(_float(of.achieved), _float(of.missing), _float(of.change), str(of.evidence), of.level),
        *(of.behind, cell.rank, cell.tied, cell.apart, _float(of.events), _float(of.exposure)),
        *(of.interval or (None, None)),
        of.small,
    )


def spread_frame(compared: Iterable[Comparison], plan: Plan) -> pl.DataFrame:
    """One row an indicator: how the districts spread, which are behind, which are apart."""
    rows = [
        (
            *(one.indicator.id, one.indicator.name, plan.part_of(one.indicator.id)),
            *(unit_of(one.indicator), one.target, one.year),
            *(len(one.cells), one.compared, sum(cell.other_year for cell in one.cells)),
            sum(cell.status != "judged" for cell in one.cells),
            *(one.states[name] for name in ("met", "nearly_met", "not_met", "undetermined")),
            *(None if x is None else float(x) for x in (one.least, one.middle, one.most)),
            *(_float(one.overall), one.chance, one.unranked, " ".join(one.behind)),
            *(
                " ".join(cell.district for cell in one.cells if cell.apart == side)
                for side in ("above", "below")
            ),
        )
        for one in compared
    ]
    return pl.DataFrame(rows, schema=_SPREAD, orient="row")


def districts_frame(districts: Iterable[DistrictResult]) -> pl.DataFrame:
    """One row a district: what came of it, and the states of its quantified indicators."""
    rows = []
    for one in districts:
        tally = one.tallies["quantified"] if one.stood == "judged" else None
        counts = (
            (
                *(tally.met, tally.nearly, tally.not_met - tally.nearly, tally.undetermined),
                tally.total,
                *(
                    _float(r)
                    for r in (tally.rate_of_judged, tally.rate_of_all, tally.rate_on_course)
                ),
            )
            if tally
            else (None,) * 8
        )
        head = (one.id, one.name, one.stood, one.reason or None, one.plan or None)
        rows.append((*head, one.accepted, one.refused, *counts))
    return pl.DataFrame(rows, schema=_DISTRICTS, orient="row")


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def middle_words(comparison: Comparison) -> str:
    """The median with the precision of the figures around it."""
    if comparison.middle is None:
        return "—"
    ends = (comparison.least, comparison.most)
    places = max(-int(one.as_tuple().exponent) for one in ends if one is not None)
    return number(comparison.middle, max(places, 0))
