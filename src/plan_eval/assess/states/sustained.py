"""稳定在, 保持在: every year counts, not only the last."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from plan_eval.assess.case import Case, Verdict, fresh, met_if, no_data, undetermined
from plan_eval.model.assessment import Reason, State
from plan_eval.model.targets import Sustained


def judge(case: Case, target: Sustained) -> Verdict:
    """Held where every year is on the right side of the bound (inclusive)."""
    bound = Fraction(target.value)
    if target.bound == "at_least":
        return judge_held(case, lambda value: value >= bound)
    return judge_held(case, lambda value: value <= bound)


def judge_held(
    case: Case, holds: Callable[[Fraction], bool], assumed: tuple[Reason, ...] = ()
) -> Verdict:
    """Before the end: the latest year's state, with the years of breach named.

    At the final stage every year must be there and hold: a breach is not met, a missing year leaves
    it undetermined. A break in the series hides no year. `assumed` is what `holds` rests on.
    """
    span = case.plan.header.span
    years = [point for point in case.reported if point.year >= span.start]
    breaches = tuple(p.year for p in years if not holds(p.value))
    reasons = (*assumed, *((Reason("breaches", (("years", breaches),)),) if breaches else ()))
    latest = fresh(case.reported, case)
    if latest is None:
        return no_data(case)
    if case.stage.name != "final":
        return Verdict(met_if(holds(latest.value)), latest.value, reasons, breaches=breaches)
    if breaches:
        return Verdict(State.NOT_MET, latest.value, reasons, breaches=breaches)
    missing = sorted(set(range(span.start, case.stage.year + 1)) - {p.year for p in years})
    if missing:
        return undetermined("missing_years", years=tuple(missing))
    return Verdict(State.MET, latest.value, reasons)
