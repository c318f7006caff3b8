"""How fast the checks are, as ratios taken in one run on one machine.

Usage: python benches/checks.py [--rows 1000000] [--runs 5] [--peers PYTHON]

Ratios and their limits:
  one file     a file of 1,000 rows against `import polars` plus reading the plan      ≤ 1.5
  thirty       30 such files in one call against one                                   ≤ 2
  long         a long CSV with 1 % faults, all rules, against bare_polars.py           ≤ 3
  memory       peak of the long run                                                    ≤ 800 MiB
  peers        the same six checks in other libraries (peers.py), on 50,000 rows, against all our
               rules; each with the faults it missed
The long run must find every fault at its row, and no error elsewhere. Times are the best of
several runs, each a process of its own. PYTHON names an interpreter that has the other libraries
(pip install frictionless "pandera[polars]" dataframely pointblank great_expectations).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benches import long_table  # noqa: E402
from benches.peers import LIBRARIES  # noqa: E402

from plan_eval.plan_folder.load import load_plan  # noqa: E402

UNITS = ROOT / "sample_data/units.yaml"
PROJECT = f"plan: {ROOT / 'targets'}\nunits: {UNITS}\n"
PLAN_ONLY = (
    "import polars; from pathlib import Path; from plan_eval.plan_folder.load import load_plan; "
    f"load_plan(Path({str(ROOT / 'targets')!r}), Path({str(UNITS)!r}))"
)
SMALL, MANY, COMPARED = 1_000, 30, 50_000


def main() -> None:
    """Run everything, print a table, exit 1 when a limit is not kept."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--peers", metavar="PYTHON")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), given.runs)
        bench.small_files()
        bench.long_file(given.rows)
        if given.peers:
            bench.peers(given.peers)
    sys.exit(0 if bench.kept else 1)


class Bench:
    """The runs; `kept` turns false with the first limit that is not kept."""

    def __init__(self, folder: Path, runs: int) -> None:
        self.folder, self.runs, self.kept = folder, runs, True
        self.plan = load_plan(ROOT / "targets", UNITS)
        (folder / "plan-eval.yaml").write_text(PROJECT, "utf-8")
        self.codes = folder / "codes.txt"
        self.codes.write_text("\n".join(long_table.codes(self.plan)), "utf-8")

    def small_files(self) -> None:
        """One file, and thirty."""
        one = self.folder / "one"
        many = self.folder / "many"
        for folder, number in ((one, 1), (many, MANY)):
            folder.mkdir()
            for at in range(number):
                name = f"{at:02}.csv"
                long_table.write(folder / name, self.plan, SMALL, skip=at * SMALL)
        start, _ = self.timed(sys.executable, "-c", PLAN_ONLY)
        single, _ = self.timed(*self.ours(one))
        several, _ = self.timed(*self.ours(many))
        self.told("one file", single / start, at_most=1.5, detail=f"{single:.2f} s, {start:.2f} s")
        self.told("thirty", several / single, at_most=2, detail=f"{several:.2f} s")

    def long_file(self, rows: int) -> None:
        """The long table: time, memory, and every fault at its row."""
        path = self.folder / "long.csv"
        faults = long_table.write(path, self.plan, rows)
        bare, _ = self.timed(
            sys.executable, str(HERE / "bare_polars.py"), str(path), str(self.codes)
        )
        ours, memory = self.timed(*self.ours(path))
        self.told("long", ours / bare, at_most=3, detail=f"{ours:.2f} s, {bare:.2f} s")
        self.told("memory", memory, at_most=800, detail="MiB")
        self.found(path, faults)

    def found(self, path: Path, faults: long_table.Faults) -> None:
        """Compare the errors found with the faults written, by row."""
        output = subprocess.run(self.ours(path, "json"), capture_output=True, cwd=self.folder)
        errors: dict[str, set[int]] = {}
        for one in json.loads(output.stdout)["findings"]:
            if one["severity"] == "error":
                errors.setdefault(one["code"], set()).add(one["row"])
        missed = {code: len(rows - errors.get(code, set())) for code, rows in faults.rows.items()}
        extra = {code: len(rows - faults.rows.get(code, set())) for code, rows in errors.items()}
        wrong = sum(missed.values()) + sum(extra.values())
        number = sum(map(len, faults.rows.values()))
        self.told("wrong", wrong, at_most=0, detail=f"of {number} faults: {missed} {extra}")

    def peers(self, python: str) -> None:
        """The same checks elsewhere: how many times our time, and what they found."""
        path = self.folder / "compared.csv"
        faults = long_table.write(path, self.plan, COMPARED)
        seeded = set().union(*faults.rows.values())
        ours, memory = self.timed(*self.ours(path))
        self.told("ours", 1, detail=f"{ours:.2f} s, {memory:.0f} MiB")
        for name in LIBRARIES:
            command = (python, str(HERE / "peers.py"), name, str(path), str(self.codes))
            theirs, memory = self.timed(*command, runs=3)
            done = subprocess.run(command, capture_output=True, check=True)
            found = {*json.loads(done.stdout.splitlines()[-1])}
            wrong = (
                f"{len(seeded - found)} of {len(seeded)} rows missed, {len(found - seeded)} false"
            )
            self.told(name, theirs / ours, detail=f"{theirs:.2f} s, {memory:.0f} MiB, {wrong}")

    @staticmethod
    def ours(path: Path, output: str = "text") -> list[str]:
        run = "from plan_eval.cli.main import main; main()"
        return [sys.executable, "-c", run, "validate", str(path), "--format", output]

    def timed(self, *command: str, runs: int | None = None) -> tuple[float, float]:
        """The best wall-clock seconds and the highest peak memory in MiB."""
        seconds, peak = [], 0.0
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        for _ in range(runs or self.runs):
            start = time.perf_counter()
            process = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, cwd=self.folder, env=environment
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            seconds.append(time.perf_counter() - start)
            peak = max(peak, usage.ru_maxrss / 1024)
            if process.returncode not in (0, 1):
                raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
        return min(seconds), peak

    def told(
        self, name: str, value: float, *, at_most: float | None = None, detail: str = ""
    ) -> None:
        """One line of the table."""
        kept = at_most is None or value <= at_most
        limit = "" if at_most is None else f"≤ {at_most} {'ok' if kept else 'NOT KEPT'}"
        self.kept &= kept
        print(f"{name:18} {value:8.2f}  {limit:16} {detail}", flush=True)


if __name__ == "__main__":
    main()
