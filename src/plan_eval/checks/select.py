"""Which rules are wanted: codes (PE301) or the beginning of codes (PE3), as people type them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan_eval.checks.registry import all_rules
from plan_eval.checks.rule import WAIVERS
from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.likeness import nearest_few


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
    rules = all_rules().values()
    if any(rule.code.startswith(word.upper()) for rule in rules):
        return word.upper()
    names = {
        name: rule.code for rule in rules for name in (rule.name, t(f"rules.{rule.code}.title"))
    }
    if word.casefold() in names:
        return names[word.casefold()]
    names |= {rule.code: rule.code for rule in rules}
    codes = dict.fromkeys(names[near] for near in nearest_few(word, names))
    shown = [t("findings.named-code", code=c, title=t(f"rules.{c}.title")) for c in codes]
    near = t("findings.nearest-code", codes=t("punctuation.list").join(shown))
    hint = near if shown else t("findings.unknown-code-hint")
    raise PlanEvalError(t("findings.unknown-code", code=word), hint=hint)
