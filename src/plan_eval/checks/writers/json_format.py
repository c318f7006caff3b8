"""One JSON document: every finding with all its fields, the account, and what did not run."""

from __future__ import annotations

import json
from dataclasses import asdict

from plan_eval.checks.run_view import View
from plan_eval.checks.writers.words import status
from plan_eval.model.finding import Severity


def write(view: View) -> str:
    """The document that `--since` reads again."""
    document = {
        "account": asdict(view.account),
        "totals": {
            "error": view.count(Severity.ERROR),
            "verify": view.count(Severity.VERIFY),
            "info": view.count(Severity.INFO),
            "settled": sum(finding.settled for finding in view.findings),
        },
        "findings": [{**asdict(finding), "status": status(finding)} for finding in view.findings],
        "not_run": [asdict(one) for one in view.not_run],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
