"""How long the commands take to start, as a ratio to importing Polars on the same machine.

    python benches/startup.py [RUNS]

Each figure is the best of RUNS (default 7) fresh processes: the machine's own pace, not its noise.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLAN_EVAL = [sys.executable, "-c", "from plan_eval.cli.main import main; main()"]
MEASURED = {
    "python -c 'import polars'": [sys.executable, "-c", "import polars"],
    "plan-eval --help": [*PLAN_EVAL, "--help"],
    "plan-eval lint": [*PLAN_EVAL, "lint"],
    "plan-eval validate (sample data)": [*PLAN_EVAL, "validate"],
}


def best(command: list[str], runs: int) -> float:
    """Seconds of the fastest run, in the project's folder."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print seconds and ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    seconds = {name: best(command, runs) for name, command in MEASURED.items()}
    unit = next(iter(seconds.values()))
    for name, spent in seconds.items():
        print(f"{spent:6.2f} s  {spent / unit:5.2f} ×  {name}")


if __name__ == "__main__":
    main()
