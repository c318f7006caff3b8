"""What others wrote must stay words in a spreadsheet: never a formula, a link or a broken file.

Source: OWASP, CSV Injection (cells that start with = + - @, tab or carriage return).
"""

from __future__ import annotations

from plan_eval.reading.cells import PLAIN

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
LONGEST = 2_000
"""No message or value needs more; a spreadsheet cell takes 32,767 characters."""


def guarded(text: str) -> str:
    """The text with a mark before it where a spreadsheet might run it; numbers stay as they are."""
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    runs = short.startswith(STARTS) or short.lstrip().startswith(STARTS)
    return f"'{short}" if runs and not PLAIN.fullmatch(short) else short
