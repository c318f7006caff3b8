"""What the tests of checks share: the sample's plan, files written and validated."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from plan_eval.checks.engine import validate
from plan_eval.checks.run_view import View, view
from plan_eval.checks.validation import Validation
from plan_eval.checks.waivers import read_waivers
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.submitted import Submissions

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data"
TODAY = date(2025, 6, 1)
HEALTH = "区卫生健康局_2025.csv"


@cache
def plan() -> Plan:
    return load_plan(ROOT / "targets", SAMPLE / "units.yaml")


def written(folder: Path, files: Mapping[str, object]) -> Path:
    """A folder with the files of a case; a file is its text, or {hex: its bytes}."""
    for name, content in files.items():
        if isinstance(content, Mapping):
            (folder / name).write_bytes(bytes.fromhex(content["hex"]))
        else:
            (folder / name).write_text(str(content), "utf-8")
    return folder


def sent(folder: Path, files: Mapping[str, object]) -> Submissions:
    return read_submissions([written(folder, files)], plan())


def checked(
    folder: Path,
    files: Mapping[str, object],
    *,
    on_request: Collection[str] = (),
    waivers: str | None = None,
) -> Validation:
    submissions = sent(folder, files)
    given = []
    if waivers is not None:
        path = folder / "waivers.yaml"
        path.write_text(waivers, "utf-8")
        given = [read_waivers(path)]
    return validate(submissions, plan(), on_request=on_request, waivers=given, today=TODAY)


def viewed(folder: Path, files: Mapping[str, object]) -> View:
    submissions = sent(folder, files)
    return view(validate(submissions, plan()), submissions, plan())
