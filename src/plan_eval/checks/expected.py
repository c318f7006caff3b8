"""The expected matrix: which rows a department's yearly file must hold, from the plan alone."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from plan_eval.checks.dataset import Dataset, is_read
from plan_eval.messages import t
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.targets import EachUnit, Gap

_SCHEMA: dict[str, type[pl.DataType]] = {
    "path": pl.String,
    "indicator": pl.String,
    "year": pl.Int32,
    "town": pl.String,
    "sex": pl.String,
    "age": pl.String,
    "residence": pl.String,
    "group": pl.String,
}
Group = tuple[str, str, str, str, str]
"""Area, sex, age, residence, and what the group is called in words."""


def expected_rows(data: Dataset) -> pl.DataFrame:
    """One row per figure that each file owes: path, indicator, year and a Group.

    A file owes the indicators of its department for its year (规划任务分解到责任单位). Age groups
    that the plan does not print (分年龄 names none) are asked for in the form, and owed only once
    they are confirmed.
    """
    rows = [
        (file.path, indicator, file.year, *group)
        for file in data.submissions.files
        if file.department and file.year and file.form == "indicators" and is_read(file)
        for indicator, group in owed_figures(file.department, data.plan)
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def owed_figures(department: str, plan: Plan) -> Iterator[tuple[str, Group]]:
    """The figures that a department owes every year: the indicator's id and the group."""
    for indicator in plan.indicators.values():
        if indicator.department == department:
            for group in expected_groups(indicator, plan):
                if not group[2] or "age_groups" not in indicator.inferred:
                    yield indicator.id, group


def owed_rows(data: Dataset, owed: pl.DataFrame) -> pl.LazyFrame:
    """The rows sent in the files that owe something."""
    return data.rows.filter(pl.col("path").is_in(owed["path"].unique().implode()))


def expected_groups(indicator: Indicator, plan: Plan) -> Iterator[Group]:
    """The groups that an indicator is asked for.

    Figures beside a qualitative demand are welcome, not owed; a gap is computed from the splits.
    """
    if not indicator.has_figures or indicator.group == "qualitative":
        return
    sex, residence, target = indicator.scope.sex, indicator.scope.residence, indicator.target
    if isinstance(target, Gap) and target.of:
        return
    if not isinstance(target, EachUnit | Gap):
        yield "", sex, "", residence, t("groups.district")
    sexes = ("female", "male") if "sex" in indicator.splits else ()
    yield from (("", one, "", residence, t(f"groups.{one}")) for one in sexes if one != sex)
    yield from (("", sex, group, residence, group) for group in indicator.age_groups)
    residences = ("urban", "rural") if "residence" in indicator.splits else ()
    yield from (("", sex, "", one, t(f"groups.{one}")) for one in residences if one != residence)
    towns = plan.units.units if "town" in indicator.splits else ()
    yield from ((town.id, sex, "", residence, town.name) for town in towns)
