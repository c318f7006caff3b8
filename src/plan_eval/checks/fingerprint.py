"""A name for a finding that stays the same when rows are sorted and files are renamed."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

_PARTS = ("department", "indicator", "item", "year", "town", "sex", "age", "residence")
_LENGTH = 16


def fingerprint(code: str, found: Mapping[str, object]) -> str:
    """16 hexadecimal digits of the rule, the figure's key, our name of the column, and the value.

    Path and row are left out, and so is what the message compares with: another figure in the
    same place is another finding, the same figure in another place is not.
    """
    parts = (code, *(found[name] for name in _PARTS), found["column"], found["value"])
    text = "\x1f".join("" if part is None else str(part).strip() for part in parts)
    return sha256(text.encode()).hexdigest()[:_LENGTH]
