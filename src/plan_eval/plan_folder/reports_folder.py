"""`reports/`: the register of past reports, a JSON file each, written by the program.

JSON is YAML: it is read as strictly as the plan, with the line of every fault.
"""

from __future__ import annotations

from pathlib import Path

from plan_eval.messages import t
from plan_eval.model.past_report import PastReport
from plan_eval.plan_folder.faults import read_as
from plan_eval.plan_folder.strict_yaml import read_yaml

ENDING = ".json"


def read_past(folder: Path | None) -> list[PastReport]:
    """The reports of the register; none without a folder.

    Raises PlanEvalError with the line for a file that is not as it should be.
    """
    if folder is None or not folder.is_dir():
        return []
    return [read_past_report(path) for path in sorted(folder.glob(f"*{ENDING}"))]


def read_past_report(path: Path) -> PastReport:
    """One file of the register."""
    return read_as(PastReport, read_yaml(path), t("register.bad-hint"))


def past_report_file(report: PastReport) -> bytes:
    """The file of a report; equal reports give equal bytes."""
    return (report.model_dump_json(indent=1, exclude_none=True) + "\n").encode()
