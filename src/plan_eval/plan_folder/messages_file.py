"""A district's own wording: `words/<language>.yaml` in its templates folder.

Only words that the program has can be worded otherwise, with the same `{places}` or fewer and with
marks that choose by a count, so that a slip of the pen is found when the file is read and not on
page 80 of a report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from plan_eval.errors import PlanEvalError
from plan_eval.messages import (
    FIRST,
    Language,
    catalogue,
    marks,
    places,
    plural_categories,
    t,
)
from plan_eval.model.likeness import nearest
from plan_eval.plan_folder.strict_yaml import Location, Marked, read_yaml

_CONVERSION = re.compile(r"\{[\w.]+!")


def read_messages(templates: Path, of: Language = FIRST) -> dict[str, str]:
    """The district's words by full key; none when the folder has no such file.

    Raises PlanEvalError with the line for a key or a place that the program does not have.
    """
    path = templates / "words" / f"{of}.yaml"
    if not path.is_file():
        return {}
    document = read_yaml(path)
    known = catalogue(FIRST) | catalogue(of)
    found = _leaves(document.data or {}, ())
    for location, words in found.items():
        _check(document, location, words, known, of)
    return {".".join(map(str, location)): str(words) for location, words in found.items()}


def _leaves(node: object, at: Location) -> dict[Location, object]:
    if not isinstance(node, Mapping):
        return {at: node}
    return {
        location: words
        for key, value in node.items()
        for location, words in _leaves(value, (*at, key)).items()
    }


def _check(
    document: Marked, at: Location, words: object, known: Mapping[str, str], of: Language
) -> None:
    key = ".".join(map(str, at))
    if key not in known:
        near = nearest(key, known)
        hint = t("own-words.nearest", key=near) if near else t("own-words.hint")
        raise _fault(document, at, t("own-words.unknown-key", key=key), hint)
    if not isinstance(words, str) or not words.strip():
        raise _fault(document, at, t("own-words.not-text", key=key), t("own-words.hint"))
    allowed, forms = places(known[key]), len(plural_categories(of))
    try:
        given = places(words)
        if _CONVERSION.search(words) or not all(1 < len(mark) == forms for mark in marks(words)):
            raise ValueError(words)
    except ValueError:
        raise _fault(
            document, at, t("own-words.broken", key=key), t("own-words.braces-hint")
        ) from None
    strange = sorted(given - allowed)
    if strange:
        places_of = t("punctuation.list").join(f"{{{name}}}" for name in sorted(allowed))
        named = places_of or t("own-words.no-place")
        message = t("own-words.unknown-place", key=key, place=f"{{{strange[0]}}}")
        raise _fault(document, at, message, t("own-words.places", places=named))


def _fault(document: Marked, at: Location, message: str, hint: str) -> PlanEvalError:
    return PlanEvalError(message, path=document.path, line=document.line(at), hint=hint)
