"""Merged cells of a workbook: what is written once for several rows, given to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plan_eval.model.observation import NUMBERS
from plan_eval.reading import cells, limits
from plan_eval.reading.grids import Grid, Record, letter
from plan_eval.reading.headers import Column, Header
from plan_eval.reading.tables import Place


@dataclass(frozen=True)
class Filled:
    """A block that was filled: its column, rows and words."""

    column: Column
    row: int
    block: str
    words: str


def fill_merged(grid: Grid, place: Place) -> tuple[Grid, list[Filled]]:
    """The grid with merged cells of a table's rows filled down, and what was filled.

    Figures are left alone: one figure written over several rows is in doubt.
    """
    header = place.header
    if not grid.merged or not isinstance(grid.cells, list):
        return grid, []
    records = [*grid.cells]
    filled: list[Filled] = []
    left = limits.WORKBOOK_CELLS
    for block in grid.merged:
        bottom = min(block.bottom, len(records) - 1)
        left -= max(bottom - block.top, 0)
        column = _described(header, block.left)
        if not header.below <= block.top < place.end or block.top >= bottom:
            continue
        if not column or left < 0:
            continue
        words = _cell(records[block.top], block.left)
        rows = [at for at in range(block.top + 1, bottom + 1) if any(records[at])]
        if words and rows:
            for at in rows:
                records[at] = _with(records[at], block.left, words)
            of_column = letter(block.left)
            name = f"{of_column}{block.top + 1}:{of_column}{bottom + 1}"
            filled.append(Filled(column, block.top + 1, name, words))
    return replace(grid, cells=records), filled


def _described(header: Header, position: int) -> Column | None:
    """The column at a position, if it describes figures and is none."""
    for column in header.columns:
        if column.position == position and column.name and not column.coordinates:
            return column if column.name not in NUMBERS else None
    return None


def _cell(record: Sequence[str], at: int) -> str:
    return cells.stripped(record[at]) if at < len(record) else ""


def _with(record: Record, at: int, words: str) -> Record:
    padded = [*record, *[""] * (at + 1 - len(record))]
    padded[at] = padded[at] or words
    return padded
