"""A rate of all that is higher, or lower, than the rate of every part.

The rate of a whole is a weighted mean of its parts' rates, so it lies between them.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.checks.wholes import age_wholes, beyond_parts, wholes_with_parts
from plan_eval.model.finding import Severity
from plan_eval.model.observation import PARTS_OF


def _find(data: Dataset) -> pl.LazyFrame:
    by_age = age_wholes(data)
    return pl.concat(
        [
            *([] if by_age is None else [beyond_parts(by_age)]),
            *(
                beyond_parts(
                    # a share of women has no parts by sex
                    wholes_with_parts(
                        data.split(dimension).filter(~pl.col("plan_women")),
                        dimension,
                        whole="total",
                        parts=parts,
                    )
                )
                for dimension, parts in PARTS_OF.items()
            ),
        ]
    )


RULE = Rule(
    code="PE309",
    name="whole-outside-its-parts",
    severity=Severity.ERROR,
    find=_find,
    scope="unit",
    on_accepted=True,
    yields_to=("PE305", "PE306", "PE311"),
)
