"""A row 合计 below the rows of one indicator: the figure of all its towns together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import polars as pl

from plan_eval.reading import cells
from plan_eval.reading.tables import Table

_TOTAL = re.compile(r"(?:全\w|总)?(?:合计|总计|总数|计):?")
_SUBTOTAL = re.compile(r"小计:?")


@dataclass(frozen=True)
class Total:
    """A total row: its row, its word, and the indicator it was read as (None: it was not read)."""

    row: int
    words: str
    indicator: str | None


def read_totals(table: Table) -> tuple[Table, list[Total]]:
    """The table with its total rows as rows of the one indicator and year it is about.

    Where it is about several, or the table has no column for towns, it is no figure of the plan:
    the row becomes one of those that are no data, as one of 小计 does.
    """
    named = table.columns.named
    if "indicator" not in named:
        return table, []
    keys = [name for name in ("indicator", "year") if name in named]
    at = {name: str(named[name].position) for name in keys}
    likely = table.body[["row", at["indicator"]]].filter(
        pl.col(at["indicator"]).str.contains("计|总")
    )
    found = {
        row: text
        for row, cell in likely.rows()
        if _TOTAL.fullmatch(text := "".join(cells.plain(cell).split())) or _SUBTOTAL.fullmatch(text)
    }
    if not found:
        return table, []
    totals = {row for row, text in found.items() if _TOTAL.fullmatch(text)}
    others = table.body.filter(~pl.col("row").is_in([*found]))
    only = {name: others[at[name]].unique().to_list() for name in keys}
    of_one = "town" in named and all(len(different) == 1 for different in only.values())
    read = {row: of_one and row in totals for row in found}
    is_total = pl.col("row").is_in([row for row, is_read in read.items() if is_read])
    body = table.body.filter(pl.col("row").is_in([*others["row"]]) | is_total)
    if of_one:
        body = body.with_columns(
            pl.when(is_total).then(pl.lit(different[0])).otherwise(pl.col(at[name])).alias(at[name])
            for name, different in only.items()
        )
    left = replace(table, body=body, skipped=table.skipped + table.body.height - body.height)
    of = only["indicator"][0] if of_one else None
    return left, [Total(row, found[row], of if is_read else None) for row, is_read in read.items()]
