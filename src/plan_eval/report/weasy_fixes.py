"""Three remedies for footnotes in WeasyPrint 70.

Each replaces one expression in one function and leaves WeasyPrint untouched, but says so, when
that expression is not found exactly once: then WeasyPrint changed, and the remedy must be looked
at again. The gate after each render finds any note that strays.

This module imports WeasyPrint: import it late, through `plan_eval.report.typesetting`.
"""

from __future__ import annotations

import inspect
import textwrap
from dataclasses import dataclass
from types import ModuleType

from weasyprint import layout
from weasyprint.layout import block, table


@dataclass(frozen=True)
class Fix:
    """Replace `old` by `new` in the function `name` of `owner`."""

    name: str
    module: ModuleType
    owner: object
    function: str
    old: str
    new: str


FIXES = (
    # Two sums of the same floats are compared: 2e-13 px counts as an overflow of the note area,
    # and this note and every later one move to the next page.
    Fix(
        "footnote-epsilon",
        layout,
        layout.LayoutContext,
        "_update_footnote_area",
        "last_child_bottom > footnote_area_bottom",
        "last_child_bottom > footnote_area_bottom + 1e-3",
    ),
    # `footnote-policy: line` binds a note to the line of its call, yet such notes are still
    # pushed to the next page to make room for text.
    Fix(
        "footnote-policy-line",
        block,
        block,
        "_linebox_layout",
        "report = not context.in_column and can_break_now and not could_break_before",
        "report = (not context.in_column and can_break_now and not could_break_before and not any("
        "note.style['footnote_policy'] == 'line' for note in context.current_page_footnotes))",
    ),
    # A row group that must not be broken after its first rows goes to the next page as a whole, but
    # the notes of those rows stay behind.
    Fix(
        "footnote-row-group",
        table,
        table,
        "_find_earlier_page_break",
        "return (previous_list, {index: None}) if page_is_empty else (None, None)",
        "if page_is_empty:\n"
        "        return previous_list, {index: None}\n"
        "    from .block import remove_placeholders\n"
        "    remove_placeholders(context, previous_list or (), absolute_boxes, fixed_boxes)\n"
        "    return None, None",
    ),
)

_MARK = "_plan_eval_fix"


def install() -> dict[str, bool]:
    """Apply every remedy once; gives for each whether it is in force."""
    return {fix.name: apply(fix) for fix in FIXES}


def apply(fix: Fix) -> bool:
    """Put the patched function in place of the original; False when the original has changed."""
    original = getattr(fix.owner, fix.function, None)
    if original is None:
        return False
    if getattr(original, _MARK, None) == fix.name:
        return True
    try:
        source = textwrap.dedent(inspect.getsource(original))
    except OSError:  # installed without its source, or patched already
        return False
    if source.count(fix.old) != 1:
        return False
    made: dict[str, object] = {}
    code = compile(source.replace(fix.old, fix.new), f"<patched {fix.function}>", "exec")
    # The module's own globals, so that the function sees everything the original saw.
    exec(code, vars(fix.module), made)
    patched = made[fix.function]
    setattr(patched, _MARK, fix.name)
    setattr(fix.owner, fix.function, patched)
    return True
