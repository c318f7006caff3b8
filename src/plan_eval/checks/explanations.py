"""When a note (说明) settles a verify finding.

A note that names rules (PE401：…) speaks of those only; one that names none speaks of its row.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from plan_eval.reading import cells

_CODE = re.compile(r"PE\d{3}")
_CODES_AHEAD = re.compile(r"^(?:PE\d{3}[\s、,，;；/和]*)+[:：]?\s*")


def explanation(code: str, note: object, marks: Collection[str]) -> str | None:
    """What the note says about a finding of rule `code`, or None where it says nothing.

    `marks` are the plan's signs for a missing cell: 无 or — explains nothing.
    """
    text = str(note or "").strip()
    if not text or cells.is_absent(text, {cells.mark(one) for one in marks}):
        return None
    named = _CODE.findall(text)
    if named and code not in named:
        return None
    return _CODES_AHEAD.sub("", text) or None
