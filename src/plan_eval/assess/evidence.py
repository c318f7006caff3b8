"""How firmly the data carries a verdict, and why (证据强度)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from plan_eval.assess.case import Case, Verdict
from plan_eval.assess.early_warning import Signs
from plan_eval.assess.small_counts import least_count, p_of_level
from plan_eval.model.targets import Compared, Gap, Trend
from plan_eval.model.uncertainty import SmallCount
from plan_eval.model.verdict import BY_CHANCE, Evidence, Point, Reason, State

_DOUBTS = BY_CHANCE | {
    "late_datum",
    "provisional_baseline",
    "break",
    "two_points",
    "two_terms",
    "small_count",
    "small_rest",
    "units_missing",
    "projections_differ",
}


def doubts(case: Case, verdict: Verdict, signs: Signs) -> tuple[Reason, ...]:
    """What a reader must know of the data behind a verdict."""
    latest, baseline, small = case.latest, case.baseline, signs.small_count
    if latest is None:
        return ()
    found: list[Reason] = []
    if latest.year < case.stage.year:
        found.append(Reason("late_datum", (("year", latest.year),)))
    if case.breaks:
        found.append(Reason("break", (("year", max(case.breaks)),)))
    elif baseline is not None and _provisional(case, baseline.year, latest.year):
        found.append(Reason("provisional_baseline", (("year", baseline.year),)))
    if isinstance(case.indicator.target, Trend | Gap) and len(case.compared) == 2:
        found.append(Reason("two_terms" if case.indicator.period == "term" else "two_points"))
    level = case.plan.header.parameters.dispersion_p
    found += _of_small_count(small, level) if small else _of_small_gap(case, latest)
    found += _of_census(case, latest)
    if small is None or not small.straddles:
        found += _of_miss(case, verdict, latest)
    if signs.reversal_by_chance:
        found.append(Reason("reversal_by_chance"))
    if signs.projection is not None and not signs.projection.agree:
        found.append(Reason("projections_differ"))
    return tuple(found)


def _provisional(case: Case, baseline: int, latest: int) -> bool:
    """Whether change was measured from another year than the plan's own baseline."""
    used = case.stage.name != "final" or case.indicator.group == "directional"
    return used and case.plan.header.span.baseline < baseline < latest


def _of_small_gap(case: Case, latest: Point) -> Iterator[Reason]:
    """A difference is no firmer than the smaller of its two counts."""
    if not isinstance(case.indicator.target, Gap | Compared) or latest.numerator is None:
        return
    if latest.numerator < case.plan.header.parameters.small_count:
        yield Reason("small_count", (("count", int(latest.numerator)),))


def _of_census(case: Case, latest: Point) -> Iterator[Reason]:
    """A full count says so where its smallness would make a reader ask."""
    rate, counts = case.indicator.rate, (latest.numerator, latest.denominator)
    if rate is None or None in counts or not case.indicator.is_census or case.band is None:
        return
    if case.indicator.target.census:  # 全覆盖, 每个镇街 say it themselves
        return
    if least_count(latest, rate) < case.plan.header.parameters.small_count:
        yield Reason("census")


def _of_miss(case: Case, verdict: Verdict, latest: Point) -> Iterator[Reason]:
    """A miss that an exact test cannot tell from the bound; not one that lies in earlier years."""
    if verdict.state is not State.NOT_MET or case.meets(latest.value) or not case.is_sampled:
        return
    ends = case.band.ends if case.band else ()
    tests = [p for end in ends if (p := p_of_level(case, latest, end)) is not None]
    if tests and max(tests) > 1 - case.plan.header.parameters.confidence:
        yield Reason("miss_by_chance")


def _of_small_count(small: SmallCount, level: Decimal) -> Iterator[Reason]:
    few = small.exposure - small.events if small.complement else small.events
    count = int(few) if few.denominator == 1 else few
    yield Reason("small_rest" if small.complement else "small_count", (("count", count),))
    if small.straddles:
        ends = (("lower", small.interval.lower), ("upper", small.interval.upper))
        yield Reason("indistinct", ends)
    if small.allowed is not None and small.allowed >= 0:
        yield Reason("allowed", (("count", small.allowed),))
    for pooled in small.pooled:
        values = (
            ("first", pooled.first),
            ("last", pooled.last),
            ("value", pooled.value),
            ("lower", pooled.interval.lower),
            ("upper", pooled.interval.upper),
        )
        yield Reason("pooled", values)
    if small.by_chance:
        yield Reason("by_chance")
    elif small.change is not None and small.change > level:
        yield Reason("change_by_chance")


def evidence(verdict: Verdict, reasons: tuple[Reason, ...]) -> Evidence:
    """Firm, indicative where a doubt stands, insufficient where nothing could be judged."""
    if verdict.state in (State.UNDETERMINED, State.NOT_DUE):
        return Evidence.INSUFFICIENT
    doubtful = any(reason.code in _DOUBTS for reason in reasons)
    return Evidence.INDICATIVE if doubtful else Evidence.FIRM
