"""Feed the reader whatever bytes atheris thinks of: it never raises, and both of its ways agree.

Usage: pip install atheris; python fuzz/reading.py [CORPUS] [-max_total_time=300]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

with atheris.instrument_imports(
    include=["plan_eval.reading", "csv", "zipfile", "openpyxl", "xlrd"]
):
    from plan_eval.plan_folder.load import load_plan
    from plan_eval.reading.submissions import read_submissions
    from plan_eval.reading.submitted import Submissions

PLAN = load_plan(ROOT / "targets", ROOT / "sample_data/units.yaml")
NAMES = ("区卫生健康局_2025.csv", "x.xlsx", "x.xls")
STARTS = (
    b"",
    "指标编码,年份,性别,数值,说明\nhealth-04-4,2025,女,".encode(),
    "指标编码;年份;数值;;\n;;合计;女;男\n".encode(),
    "填报单位：区教育局\n指标,2025年,2024年\nhealth-04-4,".encode("gb18030"),
    b"\xff\xfe" + "条目编码\t年份\t自评状态\n".encode("utf-16-le"),
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)
FOLDER = Path(tempfile.mkdtemp())


def read(data: bytes, name: str, small: int) -> Submissions:
    """One file read one of the two ways."""
    path = FOLDER / name
    path.write_bytes(data)
    return read_submissions([path], PLAN, small=small)


def try_bytes(data: bytes) -> None:
    """The first two bytes choose a name and a beginning."""
    if len(data) < 2:
        return
    name, start = NAMES[data[0] % len(NAMES)], STARTS[data[1] % len(STARTS)]
    first = read(start + data[2:], name, 2**30)
    other = read(start + data[2:], name, 0)
    assert first.files == other.files
    assert first.observations.equals(other.observations)
    assert first.self_assessments.equals(other.self_assessments)
    assert first.noticed.equals(other.noticed)


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_bytes)
    atheris.Fuzz()
