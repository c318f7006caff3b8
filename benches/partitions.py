"""How much a province takes: rows in partitions of a county, time and memory.

Usage: python benches/partitions.py [--rows 3000000 6000000 …] [--county 1000000]
       [--how serial processes:2 dask:2] [--folder FOLDER]

Each county is a folder with a file (long_table.py: 1 % faults, all rules run), each county's file
differs from all others. Checked with `validate --by district --format csv`, findings to /dev/null.
Time is by the clock. Memory is taken from /proc every 50 ms: the highest VmHWM of any one process
(peak RSS as the kernel keeps it), and the highest sum of the RSS of all processes at one moment
(pages that they share are counted in each, so it is no less than what they take).
`--divided` checks instead one office's folder of department files in partitions.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benches import long_table  # noqa: E402

from plan_eval.plan_folder.load import load_plan  # noqa: E402

UNITS = ROOT / "sample_data/units.yaml"
RUN = "from plan_eval.cli.main import main; main()"


@dataclass
class Peak:
    """The highest of one process, and of all at one moment, in MiB."""

    one: float = 0
    all: float = 0


def main() -> None:
    """Print a line for each number of rows and way to run; exit 1 over 1 GiB."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, nargs="+", default=[3_000_000])
    options.add_argument("--county", type=int, default=1_000_000)
    options.add_argument("--how", nargs="+", default=["serial"])
    options.add_argument("--folder", type=Path)
    options.add_argument("--divided", action="store_true")
    given = options.parse_args()
    kept = True
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        for rows in sorted(given.rows):
            counties = max(1, rows // given.county)
            make = department_files if given.divided else county_files
            make(folder, counties, given.county)
            for how in given.how:
                kept &= measured(folder, how, counties * given.county, divided=given.divided)
    sys.exit(0 if kept else 1)


def county_files(folder: Path, counties: int, size: int) -> None:
    """A folder for each county; files that are there are kept."""
    (folder / "plan-eval.yaml").write_text(
        f"plan: {ROOT / 'targets'}\nunits: {UNITS}\ndistricts: sent/*\n", "utf-8"
    )
    first = folder / "first.csv"
    if not first.exists():
        long_table.write(first, load_plan(ROOT / "targets", UNITS), size)
    for number in range(counties):
        path = folder / f"sent/county{number:03}/figures.csv"
        if not path.exists():
            path.parent.mkdir(parents=True)
            with path.open("wb") as file, first.open("rb") as rows:
                file.write(f"{number}\n".encode())  # a title line: no two files are the same
                shutil.copyfileobj(rows, file, 2**20)


def department_files(folder: Path, files: int, size: int) -> None:
    """One office; each file has the rows of some indicators, so that all can be apart."""
    (folder / "plan-eval.yaml").write_text(
        f"plan: {ROOT / 'targets'}\nunits: {UNITS}\nsubmissions: sent\n", "utf-8"
    )
    (folder / "sent").mkdir(exist_ok=True)
    whole = folder / "whole.csv"
    plan = load_plan(ROOT / "targets", UNITS)
    long_table.write(whole, plan, files * size)
    owners = {one.id: one.department for one in plan.indicators.values()}
    with whole.open(encoding="utf-8") as rows:
        head = next(rows)
        opened = {}
        for row in rows:
            owner = owners.get(row.partition(",")[0], "other")
            if owner not in opened:
                opened[owner] = (folder / f"sent/{owner}.csv").open("w", encoding="utf-8")
                opened[owner].write(head)
            opened[owner].write(row)
        for file in opened.values():
            file.close()
    whole.unlink()


def measured(folder: Path, how: str, rows: int, *, divided: bool) -> bool:
    """Run it once; whether it stays within 1 GiB."""
    executor, _, workers = how.partition(":")
    command = [sys.executable, "-c", RUN, "validate", "--format", "csv", "--executor", executor]
    command += ["--workers", workers] if workers else []
    command += ["--partitions", str(max(2, rows // 500_000))] if divided else ["--by", "district"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, env=environment
    )
    peak, stop = Peak(), threading.Event()
    watcher = threading.Thread(target=watch, args=(process.pid, peak, stop))
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    stop.set()
    watcher.join()
    if code not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    each = seconds / rows * 1e6
    print(
        f"{rows:>11,} rows  {how:<12} {seconds:8.1f} s  {each:5.2f} µs a row  "
        f"{peak.one:6.0f} MiB the largest process  {peak.all:6.0f} MiB all together",
        flush=True,
    )
    return peak.all <= 1024


def watch(pid: int, peak: Peak, stop: threading.Event) -> None:
    """Look at a process and all below it until told to stop."""
    while not stop.wait(0.05):
        resident = [memory(one) for one in family(pid)]
        peak.one = max([peak.one, *(high for _, high in resident)])
        peak.all = max(peak.all, sum(now for now, _ in resident))


def family(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        below = Path(f"/proc/{pid}/task").glob("*/children")
        children = [int(one) for path in below for one in path.read_text().split()]
    except OSError:
        return []
    return [pid, *(one for child in children for one in family(child))]


def memory(pid: int) -> tuple[float, float]:
    """RSS now and at its highest, in MiB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0, 0
    found = dict(line.split(":", 1) for line in lines if line.startswith("Vm"))
    now, high = (int(found.get(name, "0 kB").split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, high


if __name__ == "__main__":
    main()
