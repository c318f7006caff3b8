"""1：1.5: compared as whole numbers in the named orientation (2f >= 3m)."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.assess.case import Case, Verdict, met_if, no_data
from plan_eval.model.targets import Ratio


def judge(case: Case, target: Ratio) -> Verdict:
    """Met when numerator × antecedent >= denominator × consequent."""
    latest = case.latest
    if latest is None:
        return no_data(case)
    met = latest.value * Fraction(target.antecedent) >= Fraction(target.consequent)
    return Verdict(met_if(met), latest.value)
