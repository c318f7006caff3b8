"""Waivers (豁免): find and read their files, let their findings pass, report the lapsed ones."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pydantic import ValidationError

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.finding_text import finding_of
from plan_eval.checks.registry import all_rules, rule_named
from plan_eval.checks.rule import FOUND, Rule
from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.finding import Finding, NotRun
from plan_eval.model.waiver import Waiver, Waivers
from plan_eval.plan_folder.faults import shape_faults
from plan_eval.plan_folder.strict_yaml import read_yaml

FILE_NAME = "waivers.yaml"
_SELECTORS = (
    *("code", "department", "fingerprint", "indicator", "item", "year"),
    *("town", "sex", "residence"),
)


@dataclass(frozen=True)
class WaiverFile:
    """The waivers of one file and the line of each."""

    path: Path
    waivers: tuple[tuple[int, Waiver], ...]


def find_waivers(plan: Path, submissions: Iterable[Path]) -> list[Path]:
    """The waiver files of the plan folder, of the submissions' folders and beside them."""
    folders = [plan]
    for path in submissions:
        folders += [path, path.parent] if path.is_dir() else [path.parent]
    there = {os.path.realpath(folder / FILE_NAME): folder / FILE_NAME for folder in folders}
    return [path for path in there.values() if os.path.lexists(path)]


def read_waivers(path: Path) -> WaiverFile:
    """Read one file. Raises PlanEvalError with the line when it is not as it should be."""
    document = read_yaml(path)
    try:
        given = Waivers.model_validate(document.data or {"waivers": ()})
    except ValidationError as error:
        # the fault deepest in the file says most: the misspelt key, not the one that is missing
        fault = max(shape_faults(error, document, Waivers), key=lambda fault: fault.line)
        hint = t("findings.waiver.bad-key-hint")
        raise PlanEvalError(fault.message, path=path, line=fault.line, hint=hint) from None
    for at, waiver in enumerate(given.waivers):
        if waiver.code not in all_rules():
            raise PlanEvalError(
                t("findings.unknown-code", code=waiver.code),
                path=path,
                line=document.line(("waivers", at, "code")),
                hint=t("findings.unknown-code-hint"),
            )
    lines = (document.line(("waivers", at)) for at in range(len(given.waivers)))
    return WaiverFile(path, tuple(zip(lines, given.waivers, strict=True)))


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


@dataclass(frozen=True)
class Covered:
    """What findings say of a waiver that names them: whether it holds for one of them.

    `value` is that of the finding with the least `fingerprint`, in whatever order they came.
    """

    fingerprint: str
    value: str | None
    holds: bool

    def __or__(self, other: Covered) -> Covered:
        first = min(self, other, key=lambda one: one.fingerprint)
        return replace(first, holds=self.holds or other.holds)


Waived = Mapping[tuple[str, int], Covered]
"""By file and line of a waiver; absent: it names no finding."""


def waived_by(findings: Iterable[Finding], files: Sequence[WaiverFile]) -> Waived:
    """What the findings say of the waivers."""
    if not any(file.waivers for file in files):
        return {}
    return all_waived(
        {(str(file.path), line): Covered(one.fingerprint, one.value, _holds(waiver, one))}
        for one in findings
        for file in files
        for line, waiver in file.waivers
        if covers(waiver, one)
    )


def all_waived(parts: Iterable[Waived]) -> Waived:
    """The same of several sets of findings, in whatever order."""
    found: dict[tuple[str, int], Covered] = {}
    for part in parts:
        for key, covered in part.items():
            found[key] = found[key] | covered if key in found else covered
    return found


def stale(
    waived: Waived, files: Sequence[WaiverFile], data: Dataset, today: date | None
) -> tuple[list[Finding], list[NotRun]]:
    """A finding for each waiver that has lapsed, and those that could not be held against data.

    A waiver lapses when its last day is past, when nothing it names is found any more, or when the
    figure has changed.
    """
    lapsed: list[Finding] = []
    unknown: list[NotRun] = []
    for path, line, waiver in ((str(f.path), line, w) for f in files for line, w in f.waivers):
        met = waived.get((path, line))
        value: str | None = None
        if _expired(waiver, today):
            rule, value = "waiver-expired", str(waiver.expires)
        elif met and met.holds:
            continue
        elif met:
            rule, value = "waiver-for-another-figure", met.value
        else:
            rule = "waiver-without-finding"
            if not _was_sent(waiver, data):
                reason = t("findings.not-run.waiver", row=line)
                unknown.append(NotRun(rule_named(rule).code, reason, path))
                continue
        lapsed.append(_lapsed(rule_named(rule), path, line, waiver, value, data))
    return lapsed, unknown


def _was_sent(waiver: Waiver, data: Dataset) -> bool:
    """Whether this run looks at what the waiver speaks of at all."""
    return any(
        file.department == waiver.department and waiver.year in (None, file.year)
        for file in data.submissions.files
    )


def _lapsed(
    rule: Rule, path: str, line: int, waiver: Waiver, value: str | None, data: Dataset
) -> Finding:
    row = dict.fromkeys(FOUND) | {
        name: getattr(waiver, name) for name in _SELECTORS if name in FOUND
    }
    row |= {"path": path, "row": line, "value": value or waiver.code, "expected": waiver.expect}
    return finding_of(rule, row, data)
