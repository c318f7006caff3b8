"""One fault of a plan, or one remark on it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Defect:
    """One fault of a plan: `code` and `values` say what, the rest says where.

    `among` is the list that holds the item (empty: the whole file), `where` the place in the item
    (dotted, numbers count list entries from 0), `again` asks for the last item of that name.
    """

    code: str
    item: str
    where: str = ""
    values: dict[str, object] = field(default_factory=dict)
    among: str = ""
    again: bool = False
