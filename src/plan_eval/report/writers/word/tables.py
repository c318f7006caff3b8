"""Tables: the page's columns and rows in three lines; head rows repeat, no row splits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.ooxml import SPACES, clean, millimetres, w
from plan_eval.report.writers.word.page import Node, attribute, words
from plan_eval.report.writers.word.paragraphs import keep_with_next, let_go, paragraph

INK, WASH = "1A1A1A", "F1F3F5"
_P = f"{{{SPACES['w']}}}p"
_TABLE = f"{{{SPACES['w']}}}tbl"
_WIDTH = re.compile(r"width:\s*([\d.]+)%")
Fill = Callable[[Node], list[Element]]
"""Makes the paragraphs of a cell."""
Height = Callable[[Node], float | None]
"""The height that a cell asks for, in millimetres: room for a signature."""


@dataclass
class Row:
    """A row of the page's table; `cells` with None where a cell above reaches down."""

    element: Node
    head: bool
    cells: list[tuple[Node | None, int]] = field(default_factory=list)


def table(source: Node, width: int, fill: Fill, height: Height) -> Element:
    """A table as wide as the type area, `width` in twentieths of a point."""
    rows = _rows(source)
    columns = max((sum(span for _, span in row.cells) for row in rows), default=0)
    widths = _widths(source, columns, width)
    caption = source.query("caption")
    lined = "lined" in source.classes
    made = w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="ThreeLineLined" if lined else "ThreeLine"),
            w("tblW", w=sum(widths), type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
            # as narrow as print, or 无法判定 would take two lines
            margins(20, 30) if "dense" in source.classes else None,
            w(
                "tblLook",
                val="0020",
                firstRow=1,
                lastRow=0,
                firstColumn=0,
                lastColumn=0,
                noHBand=1,
                noVBand=1,
            ),
            None if caption is None else w("tblCaption", val=clean(words(caption))),
        ),
        w("tblGrid", *(w("gridCol", w=one) for one in widths)),
        *(_row(row, widths, fill, height) for row in rows),
    )
    _keep_together(made, rows, all_="keep" in source.classes)
    return made


def layout(cells: Iterable[tuple[Node, list[Element]]], each: int, *, boxed: bool) -> Element:
    """Things side by side, `each` as wide: a table without lines; `boxed` draws the cards of the
    summary.
    """
    filled = list(cells)
    row = w("tr", w("trPr", w("cantSplit")))
    for _, content in filled:
        properties = w("tcPr", w("tcW", w=each, type="dxa"), _box() if boxed else None)
        let_go(one for block in content for one in block.iter(_P))
        row.append(w("tc", properties, *_ended(content)))
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="Layout"),
            w("tblW", w=each * len(filled), type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
        ),
        w("tblGrid", *(w("gridCol", w=each) for _ in filled)),
        row,
    )


def room(content: list[Element], width: int, height: float) -> Element:
    """A box as wide as the type area and at least `height` mm high."""
    line = {"val": "single", "sz": 6, "space": 0, "color": INK}
    sides = ("top", "left", "bottom", "right")
    cell = w(
        "tcPr", w("tcW", w=width, type="dxa"), w("tcBorders", *(w(side, **line) for side in sides))
    )
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="Layout"),
            w("tblW", w=width, type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
            margins(200, 200),
        ),
        w("tblGrid", w("gridCol", w=width)),
        w(
            "tr",
            w("trPr", w("cantSplit"), w("trHeight", val=millimetres(height), hRule="atLeast")),
            w("tc", cell, *_ended(content)),
        ),
    )


def head_rule() -> Element:
    """The thin rule below a table's head."""
    return w("bottom", val="single", sz=6, space=0, color=INK)


def margins(above: int, beside: int) -> Element:
    """The room within cells, in twentieths of a point."""
    sides = (("top", above), ("left", beside), ("bottom", above), ("right", beside))
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides))


def _box() -> Element:
    thin = {"val": "single", "sz": 4, "space": 0, "color": "B8BEC6"}
    return w(
        "tcBorders",
        w("top", val="single", sz=20, space=0, color="1F4E79"),
        w("left", **thin),
        w("bottom", **thin),
        w("right", **thin),
    )


def _rows(source: Node) -> list[Row]:
    """The rows with their cells laid on the grid, spans resolved."""
    found: list[Row] = []
    reaching: dict[int, tuple[int, int]] = {}  # column -> rows still covered, columns covered
    for element in source.query_all("tr"):
        row = Row(element, _is_head(element))
        column = 0
        cells = [cell for cell in element.iter_children() if cell.local_name in ("td", "th")]
        while cells or any(at >= column for at in reaching):
            if column in reaching:
                left, span = reaching.pop(column)
                row.cells.append((None, span))
                if left > 1:
                    reaching[column] = (left - 1, span)
                else:
                    reaching.pop(column, None)
            elif cells:
                cell = cells.pop(0)
                span, down = _span(cell, "colspan"), _span(cell, "rowspan")
                row.cells.append((cell, span))
                if down > 1:
                    reaching[column] = (down, span)
            else:
                break
            column += row.cells[-1][1]
        found.append(row)
    return found


def _span(cell: Node, name: str) -> int:
    value = attribute(cell, name)
    return max(int(value), 1) if value.isdecimal() and len(value) < 4 else 1


def _is_head(row: Node) -> bool:
    return row.parent is not None and row.parent.local_name == "thead"


def _widths(source: Node, columns: int, width: int) -> list[int]:
    """Columns as <col> or the first row says, in per cent; the rest is shared evenly."""
    said = [_percent(col) for col in source.query_all("col")]
    if not any(said):
        first = source.query("tr")
        said = [] if first is None else [_percent(cell) for cell in first.iter_children()]
    shares = [*said, *([None] * columns)][:columns]
    silent = shares.count(None)
    rest = max(100 - sum(share or 0 for share in shares), 10 * silent)
    known = [rest / silent if share is None else share for share in shares]
    total = sum(known) or 1
    return [int(width * share / total) for share in known]


def _percent(element: Node) -> float | None:
    found = _WIDTH.search(attribute(element, "style"))
    return float(found[1]) if found else None


def _row(row: Row, widths: list[int], fill: Fill, height: Height) -> Element:
    asked = max((height(cell) or 0 for cell, _ in row.cells if cell is not None), default=0)
    made = w(
        "tr",
        w(
            "trPr",
            w("cantSplit"),
            w("trHeight", val=millimetres(asked), hRule="atLeast") if asked else None,
            w("tblHeader") if row.head else None,
        ),
    )
    column = 0
    for cell, span in row.cells:
        made.append(_cell(row, cell, sum(widths[column : column + span]), span, fill))
        column += span
    return made


def _cell(row: Row, cell: Node | None, width: int, span: int, fill: Fill) -> Element:
    classes = set() if cell is None else cell.classes
    merge = w("vMerge") if cell is None else None
    if cell is not None and _span(cell, "rowspan") > 1:
        merge = w("vMerge", val="restart")
    total = "total" in row.element.classes
    above = w("top", val="single", sz=6, space=0, color=INK) if total else None
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=span) if span > 1 else None,
        merge,
        w("tcBorders", above, head_rule() if row.head else None) if total or row.head else None,
        w("shd", val="clear", color="auto", fill=WASH) if "group" in row.element.classes else None,
        w("vAlign", val="top" if "top" in classes else "center"),
    )
    return w("tc", properties, *_ended([] if cell is None else fill(cell)))


def _ended(content: list[Element]) -> list[Element]:
    """Word demands a paragraph at the end of every cell."""
    if not content or content[-1].tag == _TABLE:
        return [*content, paragraph("DenseText", ())]
    return content


def _keep_together(made: Element, rows: list[Row], *, all_: bool) -> None:
    """No head and no row alone on a page: the head keeps the first row, the last keeps one more."""
    last = len(rows) - 1
    for at, (row, drawn) in enumerate(zip(rows, _drawn(made), strict=True)):
        first = at > 0 and rows[at - 1].head
        group = "group" in row.element.classes
        if at < last and (all_ or row.head or first or group or at == last - 1):
            keep_with_next(drawn.iter(_P))


def _drawn(made: Element) -> Iterator[Element]:
    return (one for one in made if one.tag.endswith("}tr"))
