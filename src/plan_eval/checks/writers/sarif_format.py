"""SARIF 2.1.0 (OASIS), for tools that show findings beside the file.

A region's startLine is the spreadsheet's row: the two differ only below a line break in quotes.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import PurePath
from urllib.parse import quote

from plan_eval.checks.registry import all_rules
from plan_eval.checks.rule import Rule
from plan_eval.checks.run_view import View
from plan_eval.checks.writers.words import not_run, remedy, status
from plan_eval.messages import t
from plan_eval.model.finding import Finding, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.VERIFY: "warning", Severity.INFO: "note"}
_KINDS = {"explained": "inSource", "waived": "external"}


def write(view: View) -> str:
    """One run with all rules, every finding, and a notice for each check that did not run."""
    codes = list(all_rules())
    run = {
        "tool": {
            "driver": {
                "name": "plan-eval",
                "version": version("plan-eval"),
                "rules": [_rule(rule) for rule in all_rules().values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "note", "message": {"text": line}} for line in not_run(view)
                ],
            }
        ],
        "results": [_result(finding, codes.index(finding.code), view) for finding in view.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    words = {name: t(f"rules.{rule.code}.{name}") for name in ("title", "what", "why")}
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": words["title"]},
        "fullDescription": {"text": words["what"]},
        "help": {"text": words["why"]},
        "defaultConfiguration": {
            "level": _LEVELS[rule.severity],
            "enabled": not rule.on_request,
        },
    }


def _result(finding: Finding, index: int, view: View) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}\n{remedy(finding)}"},
        "partialFingerprints": {"planEval/v1": finding.fingerprint},
        "properties": {
            name: value
            for name in (
                "column",
                "cell",
                "department",
                "indicator",
                "item",
                "year",
                "value",
                "expected",
            )
            if (value := getattr(finding, name)) is not None
        },
    }
    if finding.path:
        result["locations"] = [{"physicalLocation": _place(finding, view.file_of(finding))}]
    if finding.settled:
        justification = finding.waiver or finding.explanation
        result["suppressions"] = [{"kind": _KINDS[status(finding)], "justification": justification}]
    return result


def _place(finding: Finding, file: str) -> dict[str, object]:
    path = PurePath(file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    place: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if finding.row:
        place["region"] = {"startLine": finding.row}
    return place
