"""Words that several formats share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict

from plan_eval.checks.run_view import View
from plan_eval.messages import t
from plan_eval.model.finding import Finding, Severity


def status(finding: Finding) -> str:
    """open, explained or waived: a key of `findings.status`."""
    if finding.waiver is not None:
        return "waived"
    return "explained" if finding.settled else "open"


def remedy(finding: Finding) -> str:
    """What to do, or what settled it."""
    if finding.waiver is not None:
        return t("findings.waived", waiver=finding.waiver)
    if finding.settled:
        return t("findings.explained", explanation=finding.explanation)
    return finding.fix


def title_of(path: str) -> str:
    """The heading of a file's findings."""
    return path or t("findings.no-file")


def place(finding: Finding) -> str:
    """第 3 行“数值”列, or nothing for a finding about a whole file."""
    parts = []
    if finding.row:
        parts.append(t("findings.row", row=finding.row))
    if finding.column:
        parts.append(t("findings.column", column=finding.column))
    return "".join(parts)


def summary(view: View) -> str:
    """The account of rows and the count of findings."""
    waived = sum(finding.waiver is not None for finding in view.findings)
    settled = sum(finding.settled for finding in view.findings)
    lines = [
        t("findings.account", **asdict(view.account)),
        t(
            "findings.totals",
            errors=view.count(Severity.ERROR),
            open=view.count(Severity.VERIFY),
            explained=settled - waived,
            waived=waived,
            infos=view.count(Severity.INFO),
        ),
    ]
    if view.account.replaced:
        lines.insert(1, t("findings.replaced", replaced=view.account.replaced))
    return "\n".join(lines)


def not_run(view: View) -> list[str]:
    """A line per reason why checks did not run, with the codes and how many files it concerns."""
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    files: dict[str, dict[str, None]] = defaultdict(dict)
    for one in view.not_run:
        reason = one.reason
        codes[reason][one.code] = None
        if one.path is not None:
            files[reason][one.path] = None
    return [
        t(
            "findings.not-run.line",
            codes=t("punctuation.list").join(
                t("findings.every-rule") if code == "*" else code for code in of
            ),
            reason=reason,
            files=t("findings.not-run.files", count=len(files[reason])) if files[reason] else "",
        )
        for reason, of in codes.items()
    ]
