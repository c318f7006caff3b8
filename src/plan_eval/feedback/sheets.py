"""Sort findings into one feedback sheet per department."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from pathlib import PurePath

import polars as pl

from plan_eval.checks.registry import all_rules
from plan_eval.checks.rule import COMPLETENESS
from plan_eval.checks.validation import Validation
from plan_eval.feedback.reply_sheet import KINDS, Feedback, FeedbackLine, Kind
from plan_eval.messages import has, joined, speaking_of, t
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.plan import Plan
from plan_eval.model.wording import called
from plan_eval.reading.submitted import File, Submissions

INVENTED = "示例数据"
"""What invented figures say of themselves in their source."""


def feedback_sheets(
    submissions: Submissions, validation: Validation, plan: Plan, day: date
) -> list[Feedback]:
    """One sheet for each department that sent something or owes an answer, in the plan's order.

    Findings in files of an unknown sender come last, on a sheet without a department.
    """
    files: dict[str | None, list[File]] = defaultdict(list)
    for file in submissions.files:
        files[file.department].append(file)
    findings: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in validation.findings:
        findings[addressee(finding, submissions)].append(finding)
    invented = _invented(submissions) if not plan.units.synthetic else None
    order = [*plan.department, None]
    with speaking_of(plan.header.level_words):
        return [
            _sheet(name, files[name], findings[name], plan, day, invented)
            for name in order
            if name in files or name in findings
        ]


def addressee(finding: Finding, submissions: Submissions) -> str | None:
    """Who must answer: the sender of the file, since a row may name somebody else."""
    file = submissions.by_path.get(finding.path)
    return (file.department if file else None) or finding.department


def _invented(submissions: Submissions) -> frozenset[str]:
    """The files with figures that say of themselves that they are invented."""
    found = submissions.observations.filter(pl.col("source").str.contains(INVENTED, literal=True))
    return frozenset(found["path"].unique())


def _sheet(
    department: str | None,
    files: list[File],
    findings: list[Finding],
    plan: Plan,
    day: date,
    invented: frozenset[str] | None,
) -> Feedback:
    names = _short_names(files)
    by_path = {file.path: file for file in files}
    parts: dict[Kind, list[FeedbackLine]] = {kind: [] for kind in KINDS}
    notices: Counter[str] = Counter()
    open_ones = [finding for finding in findings if not finding.settled]
    for one in open_ones:
        if one.severity is Severity.INFO:
            notices[t(f"rules.{one.code}.title")] += 1
        else:
            parts[_kind(one)].append(_line(one, by_path.get(one.path), names, plan))
    return Feedback(
        plan_title=called(plan.header),
        department=plan.department[department].name if department else None,
        years=tuple(sorted({file.year for file in files if file.year})),
        day=day,
        files=tuple(dict.fromkeys(_without_sheet(file, names[file.path]) for file in files)),
        rows=sum(file.rows for file in files),
        parts={kind: tuple(lines) for kind, lines in parts.items()},
        errors=sum(one.severity is Severity.ERROR for one in open_ones),
        notices=tuple(sorted(notices.items())),
        inferred=any(_inferred(one, plan) for one in open_ones),
        settled=len(findings) - len(open_ones),
        synthetic=invented is None or any(file.path in invented for file in files),
    )


def _kind(finding: Finding) -> Kind:
    if finding.code.startswith(COMPLETENESS):
        return "missing"
    return "error" if finding.severity is Severity.ERROR else "verify"


def _short_names(files: list[File]) -> dict[str, str]:
    """The file's name as the sender knows it, with its folder where two have the same."""
    count = Counter(PurePath(file.path).name for file in files)
    return {
        file.path: "/".join(
            PurePath(file.path).parts[-2 if count[PurePath(file.path).name] > 1 else -1 :]
        )
        for file in files
    }


def _without_sheet(file: File, name: str) -> str:
    return name.removesuffix(file.path.removeprefix(file.source or file.path))


def _line(finding: Finding, file: File | None, names: dict[str, str], plan: Plan) -> FeedbackLine:
    return FeedbackLine(
        code=finding.code,
        file=names.get(finding.path, PurePath(finding.path).name) or "—",
        row=str(finding.row or ""),
        column=finding.column or "",
        cell=_cell(finding, file),
        subject=_subject(finding, plan),
        value=finding.value or "",
        message=finding.message + _inferred(finding, plan),
        fix=finding.fix,
    )


def _inferred(finding: Finding, plan: Plan) -> str:
    """（推定） behind a finding that rests on what the plan does not print."""
    indicator = plan.indicators.get(finding.indicator or "")
    field = all_rules()[finding.code].rests_on
    return t("forms.inferred") if indicator and field in indicator.inferred else ""


def _cell(finding: Finding, file: File | None) -> str:
    """The spreadsheet's own name of the cell (B7), where the finding is about one."""
    if file is None or not finding.row:
        return ""
    letters = {words: file.letters.get(name) for name, words in file.headers.items()}
    letter = letters.get(finding.column or "")
    return f"{letter}{finding.row}" if letter else ""


def _subject(finding: Finding, plan: Plan) -> str:
    """Which figure or item: name, code, year and groups, as far as they are known."""
    indicator = plan.indicators.get(finding.indicator or "")
    code = finding.indicator or finding.item
    parts = [t("feedback.named", name=called(indicator), code=code) if indicator else code]
    if code and finding.year:
        parts.append(t("feedback.year", year=finding.year))
    town = plan.towns.get(finding.town or "")
    parts.append(called(town) if town else None)
    groups = (f"groups.{one}" for one in (finding.sex, finding.residence) if one != "total")
    parts += [t(group) for group in groups if has(group)]
    return joined(filter(None, parts), "apart") or "—"
