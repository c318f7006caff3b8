"""What others wrote stays words: never a formula in a spreadsheet, never a command of a terminal.

Source: OWASP, CSV Injection (cells that start with = + - @, tab or carriage return); Unicode
Technical Report 36, 3.2 (characters that reorder text).
"""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

LONGEST = 2_000
"""No message or value needs more; a spreadsheet cell takes 32,767 characters."""

MARK = "'"
"""What spreadsheets take for "this is text"."""

_BLANK = r"\s\u0000-\u0020\u200b\u2060\ufeff"
_RUNS = re.compile(rf"[{_BLANK}]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n\v\f]")
"""Spreadsheets fold full-width signs and drop blanks before they look for a formula."""

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of what does not show but acts: control, bidi and other format, line separators."""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula; -5 is one to it, too."""
    return _RUNS.match(text) is not None


def guarded(text: str) -> str:
    """The text with a mark before it where a spreadsheet might run it; numbers stay as they are."""
    from plan_eval.reading.cells import PLAIN  # the terminal's words need none of the reading

    text = text.replace("\0", "")
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return f"'{short}" if is_formula(short) and not PLAIN.fullmatch(short) else short


def marked(text: str) -> str:
    """The whole text, a mark before it where a spreadsheet might run it; `unmarked` undoes it.

    For data that other programs read: nothing is cut, and what begins with a mark of its own gets
    a second. NUL, which no reader takes, is left out.
    """
    text = text.replace("\0", "")
    return f"{MARK}{text}" if _is_run_behind_marks(text) else text


def unmarked(text: str) -> str:
    """What `marked` was given."""
    return text[1:] if text.startswith(MARK) and _is_run_behind_marks(text) else text


def _is_run_behind_marks(text: str) -> bool:
    from plan_eval.reading.cells import PLAIN

    bare = text.lstrip(MARK)
    return is_formula(bare) and not PLAIN.fullmatch(bare)


def visible(text: str, keep: str = "") -> str:
    r"""The text with what acts unseen written out (\u202e), but for the characters in `keep`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"\\u{ord(sign):04x}"
        if unicodedata.category(sign) in _UNSEEN and sign not in keep
        else sign
        for sign in text
    )


def csv_text(frame: pl.DataFrame) -> str:
    """The frame as CSV, words that a spreadsheet might run marked (see `guard`)."""
    import polars as pl

    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return frame.with_columns(
        pl.col(name).map_elements(guarded, pl.String, skip_nulls=True) for name in texts
    ).write_csv()


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """The frame as the contents of a Parquet file."""
    into = BytesIO()
    frame.write_parquet(into)
    return into.getvalue()
