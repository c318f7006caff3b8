"""Cases in YAML: the specification's worked examples, every kind of target, pace and warnings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.assess.build import NAME, Row, assessed, indicator, plan_of, row

from plan_eval.assess.trends import slope
from plan_eval.model.assessment import Result, Stage
from plan_eval.model.wording import telling

# every scalar stays text, so that the digits given are the digits asked for
CASES = [
    case
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    result = _judge(case)

    found = {name: FIGURES[name](result) for name in case["expect"]}

    for name, wanted in case["expect"].items():
        assert _agrees(found[name], wanted), f"{name}: {found[name]} is not {wanted}"


def _judge(case: dict[str, Any]) -> Result:
    target = {name: _number(value) for name, value in case["target"].items()}
    fields: dict[str, Any] = {"unit": case.get("unit", "%")}
    if "scale" in case:
        fields["rate"] = {"numerator": "x", "denominator": "n", "scale": int(case["scale"])}
    if "period" in case:
        fields["period"] = case["period"]
    if "census" in case:
        fields["census"] = case["census"] == "true"
    fields["breaks"] = tuple(map(int, case.get("breaks", ())))
    units = [f"u{n:02d}" for n in range(1, int(case.get("units", 0)) + 1)]
    if units:
        fields["splits"] = ("town",)
    of = [indicator(target, **fields)]
    if "other" in case:
        of.append(indicator({"kind": "reference"}, "health-01-2"))
    given = {name: _number(value) for name, value in case.get("parameters", {}).items()}
    plan = plan_of(of, units=units, **given)
    return assessed(plan, _rows(case, units), _stage(case)).results[NAME]


def _rows(case: dict[str, Any], units: list[str]) -> list[Row]:
    rows = [row(NAME, int(year), value) for year, value in case.get("values", {}).items()]
    rows += [row("health-01-2", int(y), value) for y, value in case.get("other", {}).items()]
    for sex in ("female", "male"):
        rows += [row(NAME, int(y), value, sex=sex) for y, value in case.get(sex, {}).items()]
    for year, (x, n) in case.get("counts", {}).items():
        value = round(int(x) / int(n) * int(case["scale"]), 2)
        rows.append(row(NAME, int(year), value, numerator=x, denominator=n))
    for unit in units:
        if unit not in case.get("silent_units", ()):
            rows.append(row(NAME, 2025, int(unit not in case["failing_units"]), town=unit))
    return rows


def _stage(case: dict[str, Any]) -> Stage:
    match case.get("stage", "midterm").split():
        case ["annual", year]:
            return Stage("annual", int(year))
        case ["final"]:
            return Stage("final", 2030)
        case ["final", "as", "of", year]:
            return Stage("final", 2030, as_of=int(year))
        case _:
            return Stage("midterm", 2025)


def _number(value: Any) -> Any:
    """The plan file's reader gives exact numbers; so does this."""
    if isinstance(value, list):
        return [_number(one) for one in value]
    if value in ("true", "false"):
        return value == "true"
    try:
        number = Decimal(value)
    except ArithmeticError:
        return value
    return int(number) if number == number.to_integral_value() else number


def _agrees(found: Any, wanted: Any) -> bool:
    match found:
        case None | bool():
            return bool(str(found).lower() == wanted.replace("null", "none"))
        case tuple() | list():
            return bool([str(one) for one in found] == wanted)
        case str():
            return bool(found == wanted)
        case _ if wanted[:1] in "<>":
            less = Fraction(found) < Fraction(wanted[1:])
            return less if wanted[0] == "<" else not less
        case _:
            digit = Decimal(wanted)
            exact = Decimal(str(float(found)))
            return exact.quantize(digit, ROUND_HALF_UP) == digit


def _of(part: str, name: str) -> Callable[[Result], object]:
    return lambda result: getattr(getattr(result, part), name, None)


def _interval(name: str) -> Callable[[Result], object]:
    return lambda result: getattr(result.small_count.interval, name) if result.small_count else None


def _pooled(years: int, name: str | None = None) -> Callable[[Result], object]:
    def read(result: Result) -> object:
        assert result.small_count is not None
        pool = next(p for p in result.small_count.pooled if p.last - p.first + 1 == years)
        return getattr(pool.interval, name) if name else pool.value

    return read


def _shown(result: Result) -> str:
    assert result.value is not None
    return telling(result.value, 2, result.bound)


FIGURES: dict[str, Callable[[Result], Any]] = {
    "state": lambda r: str(r.state),
    "evidence": lambda r: str(r.evidence),
    "nearly": lambda r: r.nearly,
    "value": lambda r: r.value,
    "shown": _shown,
    "failing": lambda r: r.failing,
    "breaches": lambda r: r.breaches,
    "missing": lambda r: r.missing,
    "change": lambda r: r.change,
    "p": lambda r: r.p_value,
    "net": lambda r: r.history[-1].value - r.history[0].value,
    "slope": lambda r: slope([(p.year, p.value) for p in r.history]),
    "reasons": lambda r: [reason.code for reason in r.reasons],
    "warnings": lambda r: [f"{w.code} {w.level}" for w in r.warnings],
    "pace": _of("progress", "pace"),
    "A": _of("progress", "achieved"),
    "E": _of("progress", "schedule"),
    "R": _of("progress", "ratio"),
    "k": _of("progress", "effort"),
    "margin": _of("progress", "margin"),
    "method": _of("projection", "method"),
    "forecast": _of("projection", "value"),
    "low": _of("projection", "lower"),
    "high": _of("projection", "upper"),
    "chance": _of("projection", "chance"),
    "V": _of("volatility", "spread"),
    "volatile": _of("volatility", "volatile"),
    "reversals": _of("volatility", "reversals"),
    "crossings": _of("volatility", "crossings"),
    "ci_low": _interval("lower"),
    "ci_high": _interval("upper"),
    "tail": _of("small_count", "tail"),
    "change_p": _of("small_count", "change"),
    "allowed": _of("small_count", "allowed"),
    "straddles": _of("small_count", "straddles"),
    "dispersion": _of("small_count", "dispersion"),
    "by_chance": _of("small_count", "by_chance"),
    "pooled3": _pooled(3),
    "pooled3_low": _pooled(3, "lower"),
    "pooled3_high": _pooled(3, "upper"),
    "pooled5": _pooled(5),
    "pooled5_low": _pooled(5, "lower"),
    "pooled5_high": _pooled(5, "upper"),
}
