"""Which rules are wanted: codes (PE301) or the beginning of codes (PE3), as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plan_eval.checks.registry import all_rules
from plan_eval.checks.rule import WAIVERS
from plan_eval.errors import PlanEvalError
from plan_eval.messages import t


@dataclass(frozen=True)
class Selection:
    """`select` empty means every rule that runs unasked."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def on_request(self) -> frozenset[str]:
        """The codes among the selected ones that run only when they are selected."""
        return frozenset(
            rule.code
            for rule in all_rules().values()
            if rule.on_request and rule.code.startswith(self.select) and self.wants(rule.code)
        )

    def wants(self, code: str) -> bool:
        """Whether findings of a rule are shown and counted."""
        # a lapsed waiver is reported whatever else is selected
        chosen = not self.select or code.startswith((*self.select, WAIVERS))
        return chosen and not code.startswith(self.ignore)


def selection(select: Iterable[str], ignore: Iterable[str]) -> Selection:
    """The selection behind words such as `PE2,PE301`. Raises PlanEvalError for an unknown code."""
    return Selection(_codes(select), _codes(ignore))


def _codes(given: Iterable[str]) -> tuple[str, ...]:
    words = [word.strip() for one in given for word in one.split(",")]
    return tuple(dict.fromkeys(known(word) for word in words if word))


def known(word: str) -> str:
    """A code or the beginning of codes, from that or from a rule's name or title.

    Raises PlanEvalError with the nearest codes.
    """
    return code_called(
        word,
        {rule.code: (t(f"rules.{rule.code}.title"), rule.name) for rule in all_rules().values()},
    )


_ALIKE = 60
"""From which likeness of words, of 100, a rule is worth suggesting."""


def _nearest(word: str, names: Mapping[str, tuple[str, str]], most: int = 3) -> list[str]:
    """Of a code those of its family next to its number, of words those that have most in common."""
    from rapidfuzz import fuzz, process, utils

    if spelt := re.fullmatch(r"\s*([A-Za-z]+)(\d+)\w?\s*", word):
        letters, digits = spelt[1].upper(), spelt[2]
        family = [code for code in names if code.rstrip("0123456789") == letters] or [*names]
        return sorted(family, key=lambda code: _apart(digits, code[len(letters) :]))[:most]
    words = {f"{code} {at}": one for code, own in names.items() for at, one in enumerate(own)}
    found = process.extract(
        word,
        words,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=_ALIKE,
        limit=3 * most,
    )
    return list(dict.fromkeys(key.partition(" ")[0] for _, _, key in found))[:most]


def _apart(given: str, other: str) -> tuple[bool, int]:
    """Whether the first digit, which is the kind of fault, differs, and the distance of numbers."""
    number = re.sub(r"\D", "", other) or "0"
    return given[0] != number[0], abs(int(given) - int(number))


def code_called(word: str, names: Mapping[str, tuple[str, str]]) -> str:
    """The same among codes with their title and name. Raises PlanEvalError with the nearest."""
    if any(code.startswith(word.upper()) for code in names):
        return word.upper()
    called = {one.casefold(): code for code, own in names.items() for one in own}
    if (name := word.casefold().strip().replace("_", "-")) in called:
        return called[name]
    codes = _nearest(word, names)
    shown = [t("findings.named-code", code=code, title=names[code][0]) for code in codes]
    near = t("findings.nearest-code", codes=t("punctuation.list").join(shown))
    hint = near if shown else t("findings.unknown-code-hint")
    raise PlanEvalError(t("findings.unknown-code", code=word), hint=hint)
