"""What a rule (审核规则) is, and the two ways most rules find their rows.

A rule has a public code, a severity and a `find` that gives one row per fault. Its words (title,
message, fix and the page that `explain` prints) live in the catalogue under `rules.<code>`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from plan_eval.checks.conditions import Condition
from plan_eval.checks.dataset import Dataset
from plan_eval.messages import t
from plan_eval.model.finding import Severity
from plan_eval.reading.notices import Event

COMPLETENESS, WAIVERS = "PE6", "PE9"
"""Families of codes: figures and forms that nobody sent; waivers that no longer hold."""

FOUND: dict[str, type[pl.DataType]] = {
    "path": pl.String,
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "expected": pl.String,
    "indicator": pl.String,
    "department": pl.String,
    "year": pl.Int32,
    "town": pl.String,
    "sex": pl.String,
    "age": pl.String,
    "residence": pl.String,
    "item": pl.String,
    "note": pl.String,
    "value_letter": pl.String,
    "value_words": pl.String,
    "cause": pl.String,
}
"""The columns `find` gives; absent ones are filled with nulls."""

Find = Callable[[Dataset], pl.LazyFrame]
Scope = Literal["row", "unit", "across"]
"""What a rule looks at for one finding, and so where it can run when data are partitioned.

`row`: a row, or what the reader met in a file; any part of the data will do.
`unit`: rows that belong together, of one file, of one figure and its group, or self-assessments; a
partition (`partitions.py`) keeps them together.
`across`: what was sent altogether; it runs once, on summaries of all partitions (OnSummary).
"""


@dataclass(frozen=True)
class Rule:
    """A rule: `code` is public and never reused; `name` is the file's meaning in words.

    `refuses`: an error of this rule refuses the row it names; False where the row is only the
    place to look at and has no fault itself.
    `scope`: see Scope; a property test holds it.
    `on_accepted`: it runs after the others, over rows that none of them has refused.
    `yields_to`: codes that explain the same fault of a row better; one bad cell is one finding.
    `conditions`: what it needs to run; what is wanting is told under `not_run`.
    `on_request`: it runs only when it is selected.
    `rests_on`: the field of the plan's data that its findings rest on; where that is inferred
    (推定) a reader may know better.
    """

    code: str
    name: str
    severity: Severity
    find: Find
    refuses: bool = True
    scope: Scope = "row"
    on_accepted: bool = False
    yields_to: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    on_request: bool = False
    rests_on: str | None = None


@dataclass(frozen=True)
class FromReader:
    """What happened while the files were read."""

    event: Event

    def __call__(self, data: Dataset) -> pl.LazyFrame:
        """The notices of the event."""
        return data.notices.lazy().filter(pl.col("event") == self.event)


@dataclass(frozen=True)
class OnSummary:
    """A `find` across partitions: what it needs of each, and what it makes of that of all.

    `summary` gives a frame that is small whatever the number of rows; `find` gets the different
    rows of all such frames in a fixed order, so that it never matters which came first.
    """

    summary: Find
    find: Callable[[Dataset, pl.LazyFrame], pl.LazyFrame]

    def __call__(self, data: Dataset) -> pl.LazyFrame:
        """The same where all data are one partition."""
        return self.find(data, merged([self.summary(data).collect(engine="in-memory")]).lazy())


def merged(summaries: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Summaries as one: a set of rows, so in whatever order and however often they are merged."""
    return pl.concat(summaries).unique().sort(pl.all())


def from_waivers(data: Dataset) -> pl.LazyFrame:
    """Nothing: waivers are held against the findings once all other rules have run."""
    return pl.LazyFrame(schema=FOUND)


def rows_where(
    fault: pl.Expr,
    *,
    column: str,
    value: pl.Expr | None = None,
    expected: pl.Expr | None = None,
) -> Find:
    """Rows of the indicators form where `fault` holds; a null (not checked) is no fault.

    `value` defaults to the cell as sent; `expected` is what the message holds against it.
    """
    cell = pl.col(f"raw_{column}") if value is None else value

    def find(data: Dataset) -> pl.LazyFrame:
        return data.rows.filter(fault).with_columns(
            column=pl.lit(column),
            value=cell.cast(pl.String),
            expected=(pl.lit(None) if expected is None else expected).cast(pl.String),
        )

    return find


def shown(expression: pl.Expr) -> pl.Expr:
    """A number as people write it: without trailing zeros."""
    text = expression.cast(pl.String)
    return (
        pl.when(text.str.contains(".", literal=True))
        .then(text.str.strip_chars_end("0").str.strip_chars_end("."))
        .otherwise(text)
    )


def district_row() -> pl.Expr:
    """The row that the indicator's target speaks of: the whole district, the plan's own scope."""
    return (
        (pl.col("town") == "")
        & (pl.col("age") == "")
        & (pl.col("sex") == pl.col("plan_sex"))
        & (pl.col("residence") == pl.col("plan_residence"))
    )


def repeated(rows: pl.LazyFrame, *also: str) -> pl.LazyFrame:
    """The rows that share their figure, and the columns `also`, with another row.

    A figure with an unread key is left out. Numbers narrow a million rows down to the few
    candidates before text is compared.
    """
    return rows.filter("repeated").filter(pl.len().over("figure", *also) > 1)


def other_place(*same: str) -> pl.Expr:
    """Where the same stands again: of the first row the second, of all others the first.

    In the row's own file its row says enough; another file is named.
    """
    place = pl.struct("path", "row").sort_by("path", "row")
    first, second = place.first().over(*same), place.get(1).over(*same)
    other = pl.when(first == pl.struct("path", "row")).then(second).otherwise(first)
    path, row = other.struct.field("path"), other.struct.field("row")
    said = pl.format(t("findings.row", row="{}"), row)
    return pl.when(path == pl.col("path")).then(said).otherwise(pl.format("{} {}", path, said))
