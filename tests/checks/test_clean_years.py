"""Sound figures, moved by chance: nothing is asked about them.

Each variant moves every figure of the sample by up to ±1.2 %, year by year: the people counted
against (the same for all who count them), the rates, and one sex a little against the other. Parts
still add up, no share goes above 100 %, and rates are worked out anew from their counts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import polars as pl
import pytest
from tests.checks.build import SAMPLE, plan

from plan_eval.checks.engine import validate
from plan_eval.model.finding import Severity
from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import NUMBERS
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.submitted import Submissions

VARIANTS, MOST = 20, 0.012
NEAR_FULL = Decimal("0.97")
_KEY = ("indicator", "year", "report_year", "town")
Row = dict[str, Any]


@cache
def sample() -> Submissions:
    return read_submissions([SAMPLE / "submissions"], plan())


@pytest.mark.parametrize("seed", range(VARIANTS))
def test_nothing_is_asked_of_clean_years(seed: int) -> None:
    moved = jittered(sample(), seed)
    assert moved.observations["value"].ne_missing(sample().observations["value"]).sum() > 2000
    found = validate(moved, plan()).findings
    asked = [
        (one.code, one.indicator, one.year, one.sex, one.town, one.value, one.expected)
        for one in found
        if one.severity is not Severity.INFO and not one.settled
    ]
    assert asked == []


def jittered(sent: Submissions, seed: int) -> Submissions:
    """The submissions with every figure moved."""
    rows = sent.observations.with_row_index("at").to_dicts()
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in _KEY), []).append(row)
    for group in groups.values():
        _move(plan().indicators[group[0]["indicator"]], group[0]["year"], group, seed)
    frame = pl.DataFrame(
        {name: [row[name] for row in rows] for name in sent.observations.columns},
        schema=sent.observations.schema,
    )
    return replace(sent, observations=frame)


def _move(indicator: Indicator, year: int, group: list[Row], seed: int) -> None:
    if indicator.target.kind == "addition":
        return  # a running total does not tremble
    rate = indicator.rate
    by_counts = rate and all(row["denominator"] is not None for row in group if _has_value(row))
    if rate and by_counts:
        most = max((r["numerator"] / r["denominator"] for r in group if _has_value(r)), default=0)
        under = _factors(seed, year, rate.denominator)
        over = under
        if not NEAR_FULL <= most <= 1.05:
            over = under[0] * _factors(seed, year, indicator.id)[0], under[1]
        _scale(group, "denominator", under)
        _scale(group, "numerator", over)
        for row in filter(_has_value, group):
            value = row["numerator"] * rate.scale / row["denominator"]
            _write(row, "value", _rounded(value, row["places"]))
    elif rate is None and "%" not in str(indicator.unit):
        _scale(group, "value", _factors(seed, year, indicator.id))
    else:  # the share of women, and the men beside it
        women, _ = _factors(seed, year, indicator.id)
        shares = {row["sex"]: row for row in group if _has_value(row)}
        whole = sum(row["value"] for row in shares.values())
        for sex, row in shares.items():
            new = _rounded(row["value"] * women, row["places"])
            if sex == "male" and whole == 100:
                new = 100 - shares["female"]["value"]
            _write(row, "value", new)


def _factors(seed: int, year: int, words: str) -> tuple[Decimal, Decimal]:
    """Of the whole, and of one part against it."""
    dice = random.Random(f"{seed}/{year}/{words}")
    whole = Decimal(str(1 + dice.uniform(-MOST, MOST)))
    return whole, Decimal(str(1 + dice.uniform(-MOST, MOST) / 2))


def _scale(group: list[Row], name: str, factors: tuple[Decimal, Decimal]) -> None:
    """Every number times the factor; the last part of a whole is what the others leave."""
    whole, part = factors
    old = {id(row): row[name] for row in group}
    for row in filter(_has_value, group):
        factor = whole * part if row["sex"] == "female" else whole
        _write(row, name, _rounded(row[name] * factor, _decimals(row[f"raw_{name}"])))
    for total, parts in _partitions(group):
        if sum(old[id(row)] for row in parts) == old[id(total)]:
            rest = total[name] - sum(row[name] for row in parts[:-1])
            _write(parts[-1], name, rest)


def _partitions(group: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
    for dimension, whole in (("sex", "total"), ("residence", "total"), ("age", "")):
        others = [one for one in ("sex", "residence", "age") if one != dimension]
        for total in group:
            if total[dimension] != whole or not _has_value(total):
                continue
            parts = [
                row
                for row in group
                if row[dimension] != whole
                and _has_value(row)
                and all(row[one] == total[one] for one in others)
            ]
            if len(parts) > 1:
                yield total, parts


def _has_value(row: Row) -> bool:
    return row["value"] is not None


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _write(row: Row, name: str, number: Decimal) -> None:
    assert name in NUMBERS
    row[name], row[f"raw_{name}"] = number, format(number, "f")
