"""A long table with known faults: rows of the plan's own shape, and where each fault stands."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count, islice, product
from pathlib import Path

from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan

HEADER = (
    *("指标编码", "年份", "镇街", "性别", "年龄组", "城乡"),
    *("数值", "分子", "分母", "填报单位"),
)
_SEX = {"female": "女", "male": "男", "total": "合计"}
_RESIDENCE = {"urban": "城镇", "rural": "农村", "total": "合计"}
_EVERY = 100


@dataclass
class Faults:
    """The rows (as a spreadsheet counts them) where each rule must find something."""

    rows: dict[str, set[int]] = field(default_factory=dict)

    def add(self, code: str, *rows: int) -> None:
        self.rows.setdefault(code, set()).update(rows)


def write(path: Path, plan: Plan, size: int, skip: int = 0) -> Faults:
    """Write `size` rows, one in a hundred with one of six faults in turn.

    `skip` rows are left out before, so that several files have different rows.
    """
    faults = Faults()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        before: list[str] = []
        for at, row in zip(range(2, size + 2), islice(_rows(plan), skip, None), strict=False):
            if at % _EVERY == 0:
                row = _spoilt(row, before, at, faults)
            writer.writerow(row)
            before = row
    return faults


def codes(plan: Plan) -> list[str]:
    """The codes of the indicators used."""
    return [one.id for one in _usable(plan)]


def _usable(plan: Plan) -> list[Indicator]:
    """Shares in percent for which any figure between 50 and 60 is plausible."""
    return [
        one
        for one in plan.indicators.values()
        if one.unit == "%"
        and one.rate
        and one.plausible
        and one.plausible[0] <= 50
        and one.plausible[1] == 100
    ]


def _rows(plan: Plan) -> Iterator[list[str]]:
    """Groups by town and age, without wholes to add up to; figures move by 0.1 a year."""
    span, towns = plan.header.span, [unit.name for unit in plan.units.units]
    years = range(span.baseline, span.end + 1)
    names = {one.id: one.name for one in plan.departments}
    for age in count():
        for (number, one), town in product(enumerate(_usable(plan)), towns):
            for year in years:
                share = Decimal(500 + (number * 7 + age * 3) % 80 + year - span.baseline) / 10
                yield [
                    *(one.id, str(year), town, _SEX[one.scope.sex], f"{age}岁"),
                    *(_RESIDENCE[one.scope.residence], str(share), str(int(share * 10)), "1000"),
                    names[one.department],
                ]


def _spoilt(row: list[str], before: list[str], at: int, faults: Faults) -> list[str]:
    """The row with the fault whose turn it is."""
    kind = at // _EVERY % 6
    if kind == 0:
        faults.add("PE201", at)
        return [*row[:6], "约五成", *row[7:]]
    if kind == 1:
        faults.add("PE205", at)
        return [row[0] + "-x9", *row[1:]]
    if kind == 2:
        faults.add("PE501", at - 1, at)
        return list(before)
    if kind == 3:
        faults.add("PE304", at)
        return [*row[:6], "551", "", "", row[9]]
    if kind == 4:
        faults.add("PE301", at)
        return [*row[:6], str(Decimal(row[6]) + 7), *row[7:]]
    faults.add("PE206", at)
    return [row[0], "2040", *row[2:]]
