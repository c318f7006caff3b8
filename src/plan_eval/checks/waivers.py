"""Waivers (豁免): let their findings pass, and say loudly when one has lapsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from plan_eval.checks.facts import Facts
from plan_eval.checks.registry import all_rules
from plan_eval.checks.rule import FOUND
from plan_eval.checks.telling import tell
from plan_eval.checks.waiver_file import WaiverFile
from plan_eval.model.finding import Finding, NotRun
from plan_eval.model.waiver import Waiver
from plan_eval.words import t

_SELECTORS = (
    *("code", "department", "fingerprint", "indicator", "item", "year"),
    *("town", "sex", "residence"),
)
_EXPIRED, _UNMATCHED, _CHANGED = "PE901", "PE902", "PE903"


def waive(finding: Finding, files: Sequence[WaiverFile], today: date | None) -> Finding:
    """The finding, marked by reason and approver where a valid waiver holds."""
    for waiver in (one for file in files for _, one in file.waivers):
        if covers(waiver, finding) and _holds(waiver, finding) and not _expired(waiver, today):
            names = ("reason", "approver", "date", "expires")
            values = {name: getattr(waiver, name) for name in names}
            return replace(finding, waiver=t("findings.waiver.granted", **values))
    return finding


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether every selector of the waiver fits the finding; the value is not looked at."""
    return all(getattr(waiver, name) in (None, getattr(finding, name)) for name in _SELECTORS)


def _holds(waiver: Waiver, finding: Finding) -> bool:
    """Whether the figure is still the one that was approved."""
    if waiver.expect is None:
        return True
    sent = finding.value or ""
    try:
        return Decimal(waiver.expect) == Decimal(sent.strip())
    except InvalidOperation:
        return waiver.expect.strip() == sent.strip()


def _expired(waiver: Waiver, today: date | None) -> bool:
    if today is None:
        raise ValueError("waivers need a day to be held against")
    return today > waiver.expires


def stale(
    findings: Sequence[Finding], files: Sequence[WaiverFile], facts: Facts, today: date | None
) -> tuple[list[Finding], list[NotRun]]:
    """A finding for each waiver that has lapsed, and those that could not be held against data.

    A waiver lapses when its last day is past (PE901), when nothing it names is found any more
    (PE902) or when the figure has changed (PE903).
    """
    lapsed: list[Finding] = []
    unknown: list[NotRun] = []
    for path, line, waiver in ((str(f.path), line, w) for f in files for line, w in f.waivers):
        met = [one for one in findings if covers(waiver, one)]
        if _expired(waiver, today):
            lapsed.append(_told(_EXPIRED, path, line, waiver, str(waiver.expires), facts))
        elif not met and _was_sent(waiver, facts):
            lapsed.append(_told(_UNMATCHED, path, line, waiver, None, facts))
        elif not met:
            unknown.append(NotRun(_UNMATCHED, t("findings.not-run.waiver", row=line), path))
        elif not any(_holds(waiver, one) for one in met):
            lapsed.append(_told(_CHANGED, path, line, waiver, met[0].value, facts))
    return lapsed, unknown


def _was_sent(waiver: Waiver, facts: Facts) -> bool:
    """Whether this run looks at what the waiver speaks of at all."""
    return any(
        file.department == waiver.department and waiver.year in (None, file.year)
        for file in facts.submissions.files
    )


def _told(
    code: str, path: str, line: int, waiver: Waiver, value: str | None, facts: Facts
) -> Finding:
    found = dict.fromkeys(FOUND) | {
        name: getattr(waiver, name) for name in _SELECTORS if name in FOUND
    }
    found |= {"path": path, "row": line, "value": value or waiver.code, "expected": waiver.expect}
    return tell(all_rules()[code], found, facts)
