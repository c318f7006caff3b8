"""Age groups that make up their whole: the indicator's own ages, or everybody."""

from __future__ import annotations

from itertools import islice

import polars as pl

from plan_eval.checks.facts import Facts
from plan_eval.checks.parts import keys_without, partition
from plan_eval.model.ages import Ages, ages_of, make_up

EVERYBODY = Ages(0, None)
_SETS = 50
"""Different sets of groups that are added up; offices use a few."""


def age_wholes(facts: Facts) -> pl.LazyFrame | None:
    """The wholes of `parts.partition` by age; None where no figure has all of its age groups."""
    if not facts.is_split("age"):
        return None
    rows = facts.split("age")
    sent = (
        rows.filter(pl.col("age") != "")
        .group_by(keys_without("age"))
        .agg(pl.col("age").unique().sort())
        .select("indicator", "age")
        .unique()
        .collect(engine="in-memory")
    )
    sets: dict[tuple[str, ...], list[str]] = {}
    for indicator, groups in sent.sort("indicator").iter_rows():
        if _complete(facts, indicator, groups):
            sets.setdefault(tuple(groups), []).append(indicator)
    found = [
        partition(rows.filter(pl.col("indicator").is_in(of)), "age", whole="", parts=groups)
        for groups, of in islice(sorted(sets.items()), _SETS)
    ]
    return pl.concat(found) if found else None


def _complete(facts: Facts, indicator: str, groups: list[str]) -> bool:
    known = [ages_of(one) for one in groups]
    own = facts.plan.indicators[indicator].scope.age
    whole = ages_of(own) if own else EVERYBODY
    read = [one for one in known if one]
    return whole is not None and len(read) == len(known) and make_up(read, whole)
