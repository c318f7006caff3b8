"""The known name that a misspelt one most likely means: one measure for every look-up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

_ALIKE = 0.5
"""From which share of likeness on a name is worth suggesting."""
_LONGEST = 100
"""Characters of a name that are compared: no name of a plan is longer."""


_CLOSE = 20
"""So many ids are compared part by part."""
_OF_A_PIECE = 0.8
"""What a name is worth that is only a piece of another."""
_ID = re.compile(r"[\w-]+", re.ASCII)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, or an empty string.

    Alike by the longest common subsequence, as a share of both lengths; six tenths at least. Of
    the ids that are as near the one that shares its first parts.
    """
    from rapidfuzz import fuzz, process

    name = name[:_LONGEST]
    found = process.extract(name, list(known), scorer=fuzz.ratio, score_cutoff=60, limit=_CLOSE)
    if found and _ID.fullmatch(name):
        return max((one for one, _, _ in found), key=lambda one: _likeness(name, one))
    return found[0][0] if found else ""


def nearest_few(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names most like this one, best first; ids are compared part by part."""
    scored = [(_likeness(name, one), one) for one in known]
    ranked = sorted((one for one in scored if one[0] >= _ALIKE), key=lambda one: -one[0])
    return [one for _, one in ranked[:most]]


def _piece(name: str, other: str) -> float:
    """How well the shorter stands in the longer; one sign alone stands in anything."""
    from rapidfuzz import fuzz

    return fuzz.partial_ratio(name, other) if min(len(name), len(other)) > 1 else 0


def _likeness(name: str, other: str) -> float:
    """1 for the same. Of an id the first part weighs most, and a part that differs half.

    So what is nearest to health-02-9 is another indicator of the same goal, not health-06-9. Of
    words a piece counts nearly as the whole: 宫颈癌 is meant for the rate that has it in its name.
    """
    from itertools import zip_longest

    from rapidfuzz import fuzz

    if not _ID.fullmatch(other):
        whole, piece = (of(name.casefold(), other.casefold()) for of in (fuzz.ratio, _piece))
        return max(whole, piece * _OF_A_PIECE) / 100
    pairs = list(zip_longest(name.casefold().split("-"), other.casefold().split("-"), fillvalue=""))
    ratios = [fuzz.ratio(*pair) / 100 for pair in pairs]
    if len(ratios) == 1:
        return ratios[0]
    weights = [1 << (len(pairs) - at) for at in range(len(pairs))]
    parts = [ratio if ratio == 1 else ratio / 2 for ratio in ratios]
    return sum(weight * part for weight, part in zip(weights, parts, strict=True)) / sum(weights)


def one_of(given: str, among: Iterable[str]) -> str:
    """A word of a short list. Raises PlanEvalError with the whole list."""
    listed = list(among)
    if given not in listed:
        choice = t("punctuation.list").join(listed)
        raise PlanEvalError(t("cli.names.unknown", name=given), hint=t("cli.names.all", all=choice))
    return given
