"""A district's own wording: `words/<language>.yaml` in its templates folder.

Only words that the program has can be worded otherwise, with the same `{places}` or fewer, so that
a slip of the pen is found when the file is read and not on page 80 of a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Formatter

from plan_eval.errors import PlanEvalError
from plan_eval.messages import FIRST, LEVEL_PLACES, Language, catalogue, t
from plan_eval.model.likeness import nearest
from plan_eval.plan_folder.strict_yaml import Location, Marked, read_yaml


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
        _check(document, location, words, known)
    return {".".join(map(str, location)): str(words) for location, words in found.items()}


def _leaves(node: object, at: Location) -> dict[Location, object]:
    if not isinstance(node, Mapping):
        return {at: node}
    return {
        location: words
        for key, value in node.items()
        for location, words in _leaves(value, (*at, key)).items()
    }


def _check(document: Marked, at: Location, words: object, known: Mapping[str, str]) -> None:
    key = ".".join(map(str, at))
    if key not in known:
        near = nearest(key, known)
        hint = t("own-words.nearest", key=near) if near else t("own-words.hint")
        raise _fault(document, at, t("own-words.unknown-key", key=key), hint)
    if not isinstance(words, str) or not words.strip():
        raise _fault(document, at, t("own-words.not-text", key=key), t("own-words.hint"))
    allowed = _places(known[key])
    try:
        places = _places(words)
    except ValueError:
        raise _fault(
            document, at, t("own-words.broken", key=key), t("own-words.braces-hint")
        ) from None
    strange = sorted(name for name in places - allowed if name not in LEVEL_PLACES)
    if strange:
        named = "、".join(f"{{{name}}}" for name in sorted(allowed)) or t("own-words.no-place")
        message = t("own-words.unknown-place", key=key, place=f"{{{strange[0]}}}")
        raise _fault(document, at, message, t("own-words.places", places=named))


def _places(words: str) -> set[str]:
    """The names between braces, `a.b` as it stands.

    Raises ValueError for a lone brace and for a format after the name.
    """
    fields = [field for field in Formatter().parse(words) if field[1] is not None]
    if any(spec or conversion for _, _, spec, conversion in fields):
        raise ValueError(words)
    return {str(name) for _, name, _, _ in fields}


def _fault(document: Marked, at: Location, message: str, hint: str) -> PlanEvalError:
    return PlanEvalError(message, path=document.path, line=document.line(at), hint=hint)
