"""Kill runs that write, at random moments: nothing lost, nothing half-written, no litter after.

    python benches/kills.py [--kills 200] [--seed 1] [--only accept]

Prints a line per command that writes files: kills, files that were there at the end of a kill and
not whole (must be 0), files of others that changed (0), hidden files left after one more run (0).
And a line per command that writes the database, killed at random and as it writes: what is wrong
after a kill (0), in how many the work was done, begun or not begun, and what was acknowledged.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.store.killing import CASES, Kill, kills  # noqa: E402

COMMAND = [sys.executable, "-c", "from plan_eval.cli.main import main; main()"]
RUNS = {
    "validate": ["validate", "--format", "csv", "-o", "out/findings.csv"],
    "template": ["template", "--year", "2018", "-o", "out/forms"],
    "feedback": ["feedback", "--date", "2019-01-02", "-o", "out/feedback"],
    "report": ["report", "--stage", "midterm", "--date", "2019-01-02", "-o", "out/report.pdf"],
}


def whole(path: Path) -> bool:
    content = path.read_bytes()
    if path.suffix == ".pdf":
        return content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF")
    if path.suffix == ".xlsx":
        return zipfile.is_zipfile(path) and zipfile.ZipFile(path).testzip() is None
    return content.endswith(b"\n")


def run(folder: Path, arguments: list[str], after: float | None = None) -> float:
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, stdout=quiet, stderr=quiet
    ) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
    return time.perf_counter() - start


def of_the_database(only: str | None, count: int, seed: int) -> int:
    """All kills for `accept`, a tenth of them for each of the others. Gives how many went wrong."""
    bad = 0
    for name in CASES:
        if only not in (None, name):
            continue
        found: list[Kill] = []
        wrong = 0
        number = count if name in ("accept", only) else count // 10
        with tempfile.TemporaryDirectory() as made:
            try:
                for kill in kills(Path(made), name, number, random.Random(seed)):
                    found.append(kill)
            except AssertionError as error:
                wrong += 1
                print(f"{name}: {error}")
        stored = [kill.stored for kill in found]
        begun = sum(0 < one < max(stored) for one in stored) if found else 0
        done = sum(kill.done for kill in found)
        said = sum(kill.acknowledged > 0 for kill in found)
        bad += wrong
        counts = f"done {done:4}  some files in {begun:4}  acknowledged {said:4}"
        print(f"{name:10} kills {len(found):4}  wrong {wrong}  {counts}", flush=True)
    return bad


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=[*RUNS, *CASES])
    asked = parser.parse_args()
    bad = of_the_database(asked.only, asked.kills, asked.seed)
    chance = random.Random(asked.seed)
    for name, arguments in RUNS.items():
        if asked.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            shutil.copytree(ROOT / "tests/plans/tiny", folder / "plan")
            shutil.copytree(ROOT / "tests/plans/tiny_submissions", folder / "sent")
            (folder / "plan-eval.yaml").write_text("plan: plan\nsubmissions: [sent]\n", "utf-8")
            (folder / "out").mkdir()
            (folder / "out/mine.txt").write_text("a day of work\n", "utf-8")
            inputs = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
            seconds, torn = run(folder, arguments), 0
            kills = asked.kills // len(RUNS)
            for _ in range(kills):
                # most of the writing is at the end
                run(folder, arguments, seconds * chance.choice((chance.random(), 0.95)))
                visible = (p for p in (folder / "out").rglob("[!.]*") if p.is_file())
                torn += sum(not whole(path) for path in visible)
            run(folder, arguments)
            changed = sum(path.read_bytes() != content for path, content in inputs.items())
            litter = len([p for p in (folder / "out").rglob(".*") if p.name.endswith(".part")])
            bad += torn + changed + litter
            print(f"{name:10} kills {kills:4}  torn {torn}  changed {changed}  litter {litter}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
