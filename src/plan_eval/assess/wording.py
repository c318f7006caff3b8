"""Reasons, warnings and their figures in words, the same on the terminal and in the report."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.messages import t
from plan_eval.model.assessment import Result
from plan_eval.model.comparison import BenchmarkVerdict
from plan_eval.model.verdict import Reason, State, Warning
from plan_eval.model.wording import number, signed, year_spans

_PLACES = {"now": 3, "effort": 1}
_DIFFERENCES = {"change", "gap", "margin"}


def reason_words(reason: Reason) -> str:
    """Why a verdict is what it is."""
    return t(f"reasons.{reason.code}", **words_of(reason))


def warning_words(warning: Warning) -> str:
    """Why a warning stands."""
    return t(f"warnings.{warning.code}", **words_of(warning))


def benchmark_words(mark: BenchmarkVerdict) -> str:
    """Whether a higher plan's level is met by those it is for; 口径不同 where not sent."""
    if not mark.comparable:
        return t("benchmark.other-people", population=mark.population)
    if mark.met is None:
        return "—"
    met = t("state.met" if mark.met else "state.not_met")
    if mark.figure is None:
        return met
    shown = number(mark.figure.value, mark.figure.places)
    return t("benchmark.of-people", population=mark.population, value=shown, met=met)


def words_of(about: Reason | Warning) -> dict[str, object]:
    """The values of a reason or warning, ready for its words."""
    return {name: _spoken(name, value) for name, value in about.values}


def chance_words(result: Result) -> str:
    """The chance of meeting the target in words; a dash without a projection.

    A few years of figures do not carry the two decimals of a probability: those stay in the data
    (json, xlsx, trace), for whoever checks.
    """
    found = result.projection
    if found is None:
        return "—"
    if found.likelihood == "unlikely" and result.state is State.MET:
        return t("likelihood.unlikely-kept")
    return t(f"likelihood.{found.likelihood}")


def probability(p: float) -> str:
    """Two decimals."""
    return number(Fraction(p), 2)


def p_value(p: float) -> str:
    """Three decimals, or below 0.001."""
    return "<0.001" if p < 0.001 else number(Fraction(p), 3)


def estimate(value: float) -> str:
    """An estimate with the digits it deserves: one decimal from ten on, two below."""
    return number(Fraction(value), 1 if abs(value) >= 10 else 2)


def _spoken(name: str, value: object) -> object:
    match value:
        case float():
            return estimate(value)
        case str() if name == "likelihood":
            return t(f"likelihood.{value}")
        case Fraction():
            shown = signed if name in _DIFFERENCES else number
            return shown(value, _PLACES.get(name, 2))
        case tuple() if name == "years":
            return year_spans(value)
        case tuple():
            return t("punctuation.list").join(map(str, value))
        case _:
            return "—" if value is None else value
