"""What is new since an earlier run, from the JSON that run wrote."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.finding import Finding

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
            fingerprints=Counter(str(finding["fingerprint"]) for finding in findings),
            explained={
                tuple(finding[name] for name in _KEY): (finding["explanation"], finding["value"])
                for finding in findings
                if finding["explanation"]
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
    for finding in findings:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
        else:
            new.append(_asked_again(finding, earlier))
    return tuple(new)


def difference(
    before: Iterable[Finding], now: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is there now and was not before, and what is gone, by fingerprint.

    One that was settled since is gone, one that is open again is new.
    """
    was, is_ = list(before), list(now)
    return _without(is_, was), _without(was, is_)


def _without(findings: Iterable[Finding], others: Iterable[Finding]) -> tuple[Finding, ...]:
    left = Counter((one.fingerprint, one.settled) for one in others)
    kept = []
    for one in findings:
        key = (one.fingerprint, one.settled)
        if left[key] > 0:
            left[key] -= 1
        else:
            kept.append(one)
    return tuple(kept)


def _asked_again(finding: Finding, earlier: Earlier) -> Finding:
    before = earlier.explained.get(tuple(getattr(finding, name) for name in _KEY))
    if before is None or finding.explanation is None or before != (finding.explanation, before[1]):
        return finding
    if before[1] == finding.value:
        return finding
    words = t("findings.carried-over", value=before[1], explanation=finding.explanation)
    return replace(finding, explanation=None, fix=words)
