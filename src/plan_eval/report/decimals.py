"""Figures below each other with their decimal points in line, in every table of a page.

CSS knows no alignment on a character that WeasyPrint keeps, so figures with fewer decimals than
their column has are moved in from the right. No figure is moved so far that its column, which is
wide enough for its widest one, would have to grow.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

_TABLE = re.compile(r"<table\b.*?</table>", re.S)
_ROW = re.compile(r"<tr\b.*?</tr>", re.S)
_CELL = re.compile(r"<t[dh]\b([^>]*)>(.*?)</t[dh]>", re.S)
_SPAN = re.compile(r'colspan="(\d+)"')
_FIGURE = re.compile(r"[+\-−]?\d+(?:\.(\d+))?")
_COLUMN = 'class="n"'

# ems of 宋体: its digits differ by hundredths
_DIGIT, _POINT, _SIGN = 0.556, 0.327, 0.58
_PADDING = 0.3  # what a cell has as it is (tables.css)


def aligned(page: str) -> str:
    """The page with its columns of figures (cells of class n) in line."""
    return _TABLE.sub(lambda table: _aligned(table[0]), page)


def _aligned(table: str) -> str:
    cells: dict[int, list[tuple[int, str]]] = defaultdict(list)  # by column: where, and the figure
    for column, at, figure in _figures(table):
        cells[column].append((at, figure))
    moves: dict[int, float] = {}
    for own in cells.values():
        most = max(_decimals(figure) for _, figure in own)
        widest = max(_width(figure) for _, figure in own)
        for at, figure in own:
            moves[at] = min(_lacking(_decimals(figure), most), widest - _width(figure))
    made, last = [], 0
    for at in sorted(at for at, move in moves.items() if move > 0):
        made += [table[last:at], f' style="padding-right:{_PADDING + moves[at]:.2f}em"']
        last = at
    return "".join([*made, table[last:]])


def _figures(table: str) -> Iterator[tuple[int, int, str]]:
    """Column, place behind the cell's attributes, and figure, of each cell that has one."""
    for row in _ROW.finditer(table):
        column = 0
        for cell in _CELL.finditer(row[0]):
            figure = re.sub(r"<[^>]+>", "", cell[2].partition("<br>")[0]).strip()
            if _COLUMN in cell[1] and "style=" not in cell[1] and _FIGURE.fullmatch(figure):
                yield column, row.start() + cell.end(1), figure
            span = _SPAN.search(cell[1])
            column += int(span[1]) if span else 1


def _decimals(figure: str) -> int:
    return len(figure.partition(".")[2])


def _lacking(decimals: int, most: int) -> float:
    return (most - decimals) * _DIGIT + (_POINT if most and not decimals else 0)


def _width(figure: str) -> float:
    return sum(_POINT if one == "." else _DIGIT if one.isdigit() else _SIGN for one in figure)
