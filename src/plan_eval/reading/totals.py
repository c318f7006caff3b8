"""A row 合计 below the rows of one indicator: the figure of all its towns together."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from plan_eval.reading import cells
from plan_eval.reading.tables import Table

_TOTALS = frozenset(("合计", "总计", "总数", "全区合计", "全区总计", "合计:", "总计:"))


@dataclass(frozen=True)
class Total:
    """A total row: its row, its word, and the indicator it was read as (None: it was not read)."""

    row: int
    words: str
    indicator: str | None


def read_totals(table: Table) -> tuple[Table, list[Total]]:
    """The table with its total rows as rows of the one indicator and year it is about.

    Where it is about several, their total is no figure of the plan: the row becomes one of those
    that are no data. Only tables with a column for towns have such rows.
    """
    named = table.columns.named
    if table.header.wide or not {"indicator", "area"} <= {*named}:
        return table, []
    at = {
        name: str(named[name].position) for name in ("indicator", "area", "year") if name in named
    }
    texts = [(row, cells.plain(cell)) for row, cell in table.body[["row", at["indicator"]]].rows()]
    totals = {row: "".join(text.split()) for row, text in texts}
    totals = {row: text for row, text in totals.items() if text in _TOTALS}
    if not totals:
        return table, []
    is_total = pl.col("row").is_in([*totals])
    others = table.body.filter(~is_total)
    only = {
        name: others[at[name]].unique().to_list() for name in ("indicator", "year") if name in at
    }
    if any(len(different) != 1 for different in only.values()):
        skipped = table.skipped + len(totals)
        left = replace(table, body=others, skipped=skipped)
        return left, [Total(row, text, None) for row, text in totals.items()]
    filled = {
        at[name]: pl.when(is_total).then(pl.lit(different[0])).otherwise(pl.col(at[name]))
        for name, different in only.items()
    }
    indicator = only["indicator"][0]
    body = table.body.with_columns(**filled)
    return replace(table, body=body), [Total(row, text, indicator) for row, text in totals.items()]
