"""A rate of all that is higher, or lower, than the rate of every part.

The rate of a whole is a weighted mean of its parts' rates, so it lies between them.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.age_parts import age_wholes
from plan_eval.checks.facts import Facts
from plan_eval.checks.parts import COMPLETE, beyond_parts, partition
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(facts: Facts) -> pl.LazyFrame:
    by_age = age_wholes(facts)
    return pl.concat(
        [
            *([] if by_age is None else [beyond_parts(by_age)]),
            *(
                beyond_parts(
                    # a share of women has no parts by sex
                    partition(
                        facts.split(dimension).filter(~pl.col("plan_women")),
                        dimension,
                        whole="total",
                        parts=parts,
                    )
                )
                for dimension, parts in COMPLETE.items()
            ),
        ]
    )


RULE = Rule(
    code="PE309",
    name="whole-outside-its-parts",
    severity=Severity.ERROR,
    find=_find,
    across=True,
    yields_to=("PE305", "PE306", "PE311"),
)
