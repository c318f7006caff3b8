"""Codes that run on as printed: where a row in the middle goes or comes, those behind it move.

Whatever names an item by its code moves with it: its indicators' codes, the clauses they quote,
measures of goals, footnotes, comparisons. What departments have sent does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from plan_eval.model.integrity import Numbered, numbered_id

_NAMING = frozenset(("id", "item", "measures", "related", "of", "other", "indicator"))
"""The fields of a plan's files that hold codes of items and indicators."""


def moves(documents: Iterable[Any]) -> dict[str, str]:
    """The codes of items and their indicators that their places do not bear out, and the new ones.

    Numbers of footnotes stand in brackets: [3]. `documents` are the data of the plan's files.
    """
    held = [one for one in documents if isinstance(one, dict)]
    found = {old: new for one in held for old, new in _of_items(one) if old != new}
    for one in held:
        for indicator in one.get("indicators") or []:
            owner = next((str(of["item"]) for of in indicator.get("sources") or []), "")
            old = str(indicator["id"])
            if owner in found and old.startswith(f"{owner}-"):
                found[old] = found[owner] + old.removeprefix(owner)
    for one in held:
        for place, note in enumerate(one.get("footnotes") or [], 1):
            if note["number"] != place:
                found[f"[{note['number']}]"] = f"[{place}]"
    return found


def _of_items(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    area = str(document.get("id", ""))
    for among in get_args(Numbered):
        for place, item in enumerate(document.get(among) or [], 1):
            yield str(item["id"]), numbered_id(among, area, place)


def move(documents: Iterable[Any], moved: Mapping[str, str]) -> None:
    """Put the new codes wherever the old ones stand, and number footnotes anew."""
    for document in documents:
        if isinstance(document, dict):
            _rename(document, moved)
            for place, note in enumerate(document.get("footnotes") or [], 1):
                note["number"] = place


def _rename(node: Any, moved: Mapping[str, str]) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and key in _NAMING:
                node[key] = moved.get(value, value)
            elif isinstance(value, list) and key in _NAMING:
                node[key] = [moved.get(v, v) if isinstance(v, str) else v for v in value]
            _rename(node[key], moved)
    elif isinstance(node, list):
        for one in node:
            _rename(one, moved)
