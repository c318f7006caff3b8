"""Harmful input ends soon, in little memory, with a finding."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from tests.reading.sending import HEALTH, PERCENT, ROOT, codes, one, read

HEADER = "指标编码,年份,数值\n".encode()
ROW = f"{PERCENT},2025,95.2\n".encode()
_CHILD = """
import json, re, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from plan_eval.reading.submissions import read_submissions
from tests.reading.sending import plan
sent = read_submissions([Path(sys.argv[1])], plan())
status = Path("/proc/self/status").read_text()  # ru_maxrss is inherited from the parent
peak = int(re.search(r"VmHWM:\\s*(\\d+)", status)[1]) // 1024
print(json.dumps([sorted({n.event for n in sent.notices}), time.process_time(), peak]))
"""


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"x" * 100_000_000, "not-a-table"),
        (lambda: HEADER + b"," * 100_000_000, "not-a-table"),
        (lambda: HEADER + b'"' + b"x,1\n" * 25_000_000, "not-a-table"),
        (lambda: HEADER + b"\n" * 100_000_000, "not-a-table"),
        (lambda: HEADER[:-1] + b",c" * 1_000_000 + b"\n", "not-a-table"),
        (lambda: HEADER[:-1] + b"," * 1_000_000 + b"\n" + ROW, "not-a-table"),
        (lambda: HEADER[:-1] + b",c" * 50_000 + b"\n" + ROW * 900, "not-a-table"),
        (lambda: HEADER + ROW * 1_000_000 + b"," * 100_000, "not-a-table"),
        (lambda: HEADER + b'"a\nb",2025,x\n' * 400_000, "not-a-number"),
        (lambda: b"\x00" * 100_000_000, "unreadable-file"),
        (lambda: b"\xb0\xa1\n" * 30_000_000 + b"\xff", "not-a-table"),
    ],
    ids=[
        *("one-line", "one-row", "open-quote", "line-feeds", "million-columns", "million-commas"),
        *("wide-header", "one-wide-row", "many-quotes", "nuls", "broken-gb18030"),
    ],
)
def test_harmful_files_end_soon_in_little_memory(
    make: Callable[[], bytes], code: str, tmp_path: Path
) -> None:
    path = tmp_path / HEALTH
    path.write_bytes(make())
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path), str(ROOT)],
        capture_output=True,
        check=True,
        timeout=60,
    )
    met, seconds, mebibytes = json.loads(run.stdout)
    assert code in met
    assert seconds < 10
    assert mebibytes < 1024


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("=cmd|' /C calc'!A0", "formula-not-computed"),
        ("@SUM(1)", "not-a-number"),
        ("<script>alert(1)</script>", "not-a-number"),
        ("../../etc/passwd", "not-a-number"),
    ],
)
def test_harmful_cells_are_words_and_no_numbers(cell: str, code: str) -> None:
    sent = read(one(PERCENT, "2025", "女", cell, "%", cell))
    assert codes(sent) == [(code, 2, "value")]
    assert sent.observations["note"].to_list() == [cell]


@pytest.mark.parametrize(
    "name", ["=cmd.csv", "a\nb.csv", "..csv.csv", "x" * 200 + ".csv", "\udcff.csv"]
)
def test_harmful_names_are_read(name: str) -> None:
    assert read(one(PERCENT, "2025", "女", "95.2"), name).observations.height == 1


_WHOLE = """
import json, re, sys, time
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from plan_eval.checks.engine import validate
from plan_eval.reading.submissions import read_submissions
from tests.reading.sending import plan
validation = validate(read_submissions([Path(sys.argv[1])], plan()), plan(), today=date(2025, 6, 1))
status = Path("/proc/self/status").read_text()  # ru_maxrss is inherited from the parent
peak = int(re.search(r"VmHWM:\\s*(\\d+)", status)[1]) // 1024
print(json.dumps([sorted({f.code for f in validation.findings}), time.process_time(), peak]))
"""
_TOWNS = "指标编码,年份,镇街,数值\n"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((f"health-{at:06d}x,2025,,1\n" for at in range(100_000)), "PE205"),
        ((f"{PERCENT},2025,镇{at:06d},1\n" for at in range(100_000)), "PE207"),
        ((f"{PERCENT},2025,,1\n" for _ in range(100_000)), "PE501"),
    ],
    ids=["unknown-codes", "unknown-towns", "duplicates"],
)
def test_as_many_faults_as_rows_are_checked_soon(
    rows: Iterable[str], code: str, tmp_path: Path
) -> None:
    path = tmp_path / HEALTH
    path.write_text(_TOWNS + "".join(rows), "utf-8")
    run = subprocess.run(
        [sys.executable, "-c", _WHOLE, str(path), str(ROOT)],
        capture_output=True,
        check=True,
        timeout=120,
    )
    met, seconds, mebibytes = json.loads(run.stdout)
    assert code in met
    assert seconds < 6  # 2 of them to start and read the plan
    assert mebibytes < 1024
