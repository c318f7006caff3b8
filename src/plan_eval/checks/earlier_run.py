"""What is new since an earlier run, from the JSON that run wrote."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from plan_eval.errors import PlanEvalError
from plan_eval.model.finding import Finding
from plan_eval.words import t

_KEY = (
    *("code", "department", "indicator", "item", "year"),
    *("town", "sex", "age", "residence"),
)
Key = tuple[object, ...]


@dataclass(frozen=True)
class Earlier:
    """An earlier run: how often each fingerprint came, and what explained which value."""

    fingerprints: Mapping[str, int]
    explained: Mapping[Key, tuple[str, str | None]]


def read_earlier(text: str) -> Earlier:
    """The findings of `validate --format json`. Raises PlanEvalError for anything else."""
    try:
        findings: list[dict[str, Any]] = json.loads(text)["findings"]
        return Earlier(
            fingerprints=Counter(str(one["fingerprint"]) for one in findings),
            explained={
                tuple(one[name] for name in _KEY): (one["explanation"], one["value"])
                for one in findings
                if one["explanation"]
            },
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise PlanEvalError(
            t("findings.not-findings"), hint=t("findings.not-findings-hint")
        ) from None


def new_since(findings: Iterable[Finding], earlier: Earlier) -> tuple[Finding, ...]:
    """The findings that were not there before.

    An explanation holds for the figure it was given for: one that is only carried over to a
    changed figure explains nothing, and the question is asked again.
    """
    left = Counter(earlier.fingerprints)
    new = []
    for one in findings:
        if left[one.fingerprint] > 0:
            left[one.fingerprint] -= 1
        else:
            new.append(_asked_again(one, earlier))
    return tuple(new)


def _asked_again(one: Finding, earlier: Earlier) -> Finding:
    before = earlier.explained.get(tuple(getattr(one, name) for name in _KEY))
    if before is None or one.explanation is None or before != (one.explanation, before[1]):
        return one
    if before[1] == one.value:
        return one
    words = t("findings.carried-over", value=before[1], explanation=one.explanation)
    return replace(one, explanation=None, fix=words)
