"""Flush right edges for Chinese: spread what a line lacks over its characters.

WeasyPrint 70 justifies at spaces only, and Chinese has none, so full lines end ragged. Here the
missing width goes evenly after every Chinese character but the last of the line (CSS calls this
`text-justify: inter-character`). A line that lacks more than a sixth of a character a gap is left
ragged: stretched, it would catch the eye.

This module imports WeasyPrint: import it late, through `plan_eval.report.typesetting`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

CJK = re.compile(
    "[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
MOST_EM = 1 / 6

# WeasyPrint's boxes and layouts have no published types.
Box = Any

_justify_line = inline.justify_line
_set_text = line_break.Layout.set_text


def install() -> bool:
    """Put the two functions in place; False when WeasyPrint's own no longer look as expected."""
    if inline.justify_line is justify_line:
        return True
    if _parameters(_justify_line) != ["context", "line", "extra_width"]:
        return False
    if _parameters(_set_text) != ["self", "text", "justify"]:
        return False
    inline.justify_line = justify_line
    line_break.Layout.set_text = set_text
    return True


def _parameters(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def justify_line(context: Any, line: Box, extra_width: float) -> None:
    """Widen `line` by `extra_width`; lines without Chinese go WeasyPrint's way."""
    texts = [box for box in _texts(line) if box.text]
    gaps = sum(len(CJK.findall(box.text)) for box in texts)
    if not gaps:
        _justify_line(context, line, extra_width)
        return
    last = texts[-1]
    gaps += inline.count_expandable_spaces(line) - _ends_in_cjk(last)
    if gaps and extra_width / gaps <= MOST_EM * line.style["font_size"]:
        _spread(context, line, extra_width / gaps, 0.0, last)


def _texts(box: Box) -> Iterator[Box]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            yield from _texts(child)


def _ends_in_cjk(box: Box) -> bool:
    return bool(CJK.match(box.text[-1]))


def _spread(context: Any, box: Box, gap: float, shift: float, last: Box) -> float:
    """Move `box` by `shift`, widen it, and give the shift of what follows it."""
    if isinstance(box, boxes.TextBox):
        return _spread_text(context, box, gap, shift, last)
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.position_x += shift
        end = shift
        for child in box.children:
            if child.is_in_normal_flow():
                end = _spread(context, child, gap, end, last)
        box.width += end - shift
        return end
    box.translate(shift, 0)
    return shift


def _spread_text(context: Any, box: Box, gap: float, shift: float, last: Box) -> float:
    box.justification_spacing = gap
    box.position_x += shift
    gaps: int = len(CJK.findall(box.text)) + inline.count_expandable_spaces(box)
    if box is last and box.text:
        gaps -= _ends_in_cjk(box)
    if gaps <= 0:
        return shift
    layout = line_break.create_layout(box.text, box.style, context, None, gap)
    layout.cjk_ends_line = box is last
    layout.deactivate()
    box.pango_layout = layout
    box.width += gap * gaps
    return shift + gap * gaps


def set_text(self: Any, text: str, justify: bool = False) -> None:
    """WeasyPrint's `Layout.set_text`, which also widens the gaps between Chinese characters."""
    _set_text(self, text, justify)
    if not (justify and self.justification_spacing and hasattr(self, "cjk_ends_line")):
        return
    attributes = pango.pango_layout_get_attributes(self.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    base = self.style["letter_spacing"]
    spacing = self.justification_spacing + (0 if base == "normal" else base)
    for start, end in _runs(self.text, self.cjk_ends_line):
        attribute = pango.pango_attr_letter_spacing_new(int(spacing * TO_UNITS))
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(self.layout, attributes)


def _runs(text: str, ends_line: bool) -> list[tuple[int, int]]:
    """Byte ranges of the characters that get a wider gap after them."""
    runs: list[tuple[int, int]] = []
    position = 0
    for index, char in enumerate(text):
        end = position + len(char.encode())
        if CJK.match(char) and not (ends_line and index == len(text) - 1):
            if runs and runs[-1][1] == position:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((position, end))
        position = end
    return runs
