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
from plan_eval.model.finding import Finding, Severity
from plan_eval.words import t

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
        "results": [_result(one, codes.index(one.code), view) for one in view.findings],
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


def _result(one: Finding, index: int, view: View) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": {"text": f"{one.message}\n{remedy(one)}"},
        "partialFingerprints": {"planEval/v1": one.fingerprint},
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
            if (value := getattr(one, name)) is not None
        },
    }
    if one.path:
        result["locations"] = [{"physicalLocation": _place(one, view.file_of(one))}]
    if one.settled:
        justification = one.waiver or one.explanation
        result["suppressions"] = [{"kind": _KINDS[status(one)], "justification": justification}]
    return result


def _place(one: Finding, file: str) -> dict[str, object]:
    path = PurePath(file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    place: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if one.row:
        place["region"] = {"startLine": one.row}
    return place
