"""Write the sample data anew: `python -m sample_data.generate` in the project's folder.

Everything is invented. The same plan, stories and phrases give the same bytes every time: chance
comes from seeds by indicator and item, never from a clock, so that one more indicator in the plan
changes nothing for the others.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from plan_eval.plan_folder.load import load_plan
from plan_eval.plan_folder.strict_yaml import read_yaml
from sample_data.assessments import assessments_of
from sample_data.faults import faulty_files
from sample_data.figures import District
from sample_data.forms import INDICATORS, SELF_ASSESSMENT, encode, reporting, rows_of, table

HERE = Path(__file__).parent
WRITTEN = ("submissions", "self_assessments", "faulty")
"""The folders that are written anew."""


def invented_district() -> District:
    """The district of the sample, from the plan and the stories."""
    plan = load_plan(HERE.parent / "targets", units=HERE / "units.yaml")
    return District(plan, read_yaml(HERE / "stories.yaml").data)


def sample_files() -> Iterator[tuple[str, bytes]]:
    """Path below the sample's folder and content of every generated file."""
    district = invented_district()
    phrases = read_yaml(HERE / "phrases.yaml").data
    wishes = read_yaml(HERE / "stories.yaml").data["self_assessment"]
    yield from _submissions(district)
    for year, department, rows in assessments_of(district, phrases, wishes):
        content = encode(table(rows, SELF_ASSESSMENT))
        yield f"self_assessments/{year}/{department}_{year}.csv", content
    for name, content in faulty_files(district):
        yield f"faulty/{name}", content


def _submissions(district: District) -> Iterator[tuple[str, bytes]]:
    for year in district.years:
        for department in reporting(district.plan):
            rows = rows_of(district, department, year)
            yield f"submissions/{year}/{department}_{year}.csv", encode(table(rows, INDICATORS))


def write(folder: Path) -> None:
    """Write all generated files below `folder`; what an earlier run left there goes."""
    files = list(sample_files())
    for name in WRITTEN:
        shutil.rmtree(folder / name, ignore_errors=True)
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    write(HERE)
