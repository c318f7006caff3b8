"""Workflow commands of GitHub Actions: one annotation a line."""

from __future__ import annotations

import os
from pathlib import Path

from plan_eval.checks.run_view import View
from plan_eval.checks.writers.words import remedy
from plan_eval.messages import t
from plan_eval.model.finding import Finding, Severity
from plan_eval.writing.guard import visible

_COMMANDS = {Severity.ERROR: "error", Severity.VERIFY: "warning", Severity.INFO: "notice"}


def write(view: View) -> str:
    """Settled findings are notices."""
    return "".join(f"{_annotation(finding, view.file_of(finding))}\n" for finding in view.findings)


def _annotation(finding: Finding, file: str) -> str:
    title = f"{finding.code} {t(f'rules.{finding.code}.title')}"
    column = t("findings.column", column=finding.column) if finding.column else ""
    severity = Severity.INFO if finding.settled else finding.severity
    text = f"{column}{finding.message}\n{remedy(finding)}"
    return annotation(severity, file, finding.row, title, text)


def annotation(severity: Severity, file: str, line: int | None, title: str, text: str) -> str:
    """One workflow command; GitHub shows it at the line of the file, where there is one."""
    properties = {"file": _in_the_repository(file), "line": line or "", "title": title}
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{_COMMANDS[severity]} {given}::{_data(text)}"


def _in_the_repository(file: str) -> str:
    """The path from the root of the repository, where GitHub looks, whatever folder we work in."""
    root = os.environ.get("GITHUB_WORKSPACE")
    path = Path(os.path.normpath(Path(file).absolute()))
    # links are not followed: the repository knows a file by the name it was sent under, a link too
    within = root is not None and path.is_relative_to(root)
    return path.relative_to(root).as_posix() if root and within else file


def _data(text: str) -> str:
    return visible(text, keep="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
