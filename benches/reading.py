"""How fast files become frames, as ratios to a bare `polars.read_csv` of the same rows.

Usage: python benches/reading.py [--rows 1000000] [--runs 3]

Shapes: plain UTF-8; one row in a hundred quoted; GB18030; every row quoted; a workbook (20,000 rows
of its own, against the same rows as CSV read by us). Times are the best of several runs, each a
process of its own; the first column is CPU seconds, since reading uses several cores.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benches import long_table  # noqa: E402

from plan_eval.plan_folder.load import load_plan  # noqa: E402

UNITS = ROOT / "sample_data/units.yaml"
BARE = "import sys, polars; polars.read_csv(sys.argv[1], infer_schema=False)"
OURS = (
    "import sys; from pathlib import Path; from plan_eval.plan_folder.load import load_plan; "
    "from plan_eval.reading.submissions import read_submissions; "
    f"plan = load_plan(Path({str(ROOT / 'targets')!r}), Path({str(UNITS)!r})); "
    "read_submissions([Path(sys.argv[1])], plan)"
)
WORKBOOK_ROWS = 20_000


def main() -> None:
    """Write the files, time them, print a table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = folder / "plain_2030.csv"
        long_table.write(plain, load_plan(ROOT / "targets", UNITS), given.rows)
        bare, _ = timed(BARE, plain, given.runs)
        for shape, make in SHAPES.items():
            path = make(plain, folder)
            seconds, peak = timed(OURS, path, given.runs)
            print(f"{shape:12} {seconds:6.2f} s  {seconds / bare:5.1f} × bare  {peak:5.0f} MiB")


def quoted(every: int) -> Callable[[Path, Path], Path]:
    """The same rows, one in so many with every cell in quotes."""

    def make(plain: Path, folder: Path) -> Path:
        path = folder / f"quoted{every}_2030.csv"
        with plain.open(encoding="utf-8") as lines, path.open("w", encoding="utf-8") as out:
            for at, line in enumerate(lines):
                cells = line.rstrip("\n").split(",")
                text = ",".join(f'"{cell}"' for cell in cells) + "\n"
                out.write(line if at % every else text)
        return path

    return make


def in_gb18030(plain: Path, folder: Path) -> Path:
    """The same bytes as Excel in China saves them."""
    path = folder / "gb18030_2030.csv"
    path.write_bytes(plain.read_text("utf-8").replace("\n", "\r\n").encode("gb18030"))
    return path


def as_workbook(plain: Path, folder: Path) -> Path:
    """The first rows as .xlsx."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    with plain.open(encoding="utf-8", newline="") as lines:
        for _, row in zip(range(WORKBOOK_ROWS), csv.reader(lines), strict=False):
            sheet.append(row)
    path = folder / "book_2030.xlsx"
    book.save(path)
    return path


SHAPES: dict[str, Callable[[Path, Path], Path]] = {
    "plain": lambda plain, _: plain,
    "1 % quoted": quoted(100),
    "all quoted": quoted(1),
    "gb18030": in_gb18030,
    "xlsx, 20,000": as_workbook,
}


def timed(code: str, path: Path, runs: int) -> tuple[float, float]:
    """The least CPU seconds and the highest peak memory in MiB."""
    seconds, peak = [], 0.0
    for _ in range(runs):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(path)],
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"reading {path.name} ended with {process.returncode}")
        seconds.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss / 1024)
    return min(seconds), peak


if __name__ == "__main__":
    main()
