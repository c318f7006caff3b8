"""How long the mid-term report takes, where the time goes, and its ratio to WeasyPrint alone.

Usage: python benches/report.py [--runs 2]

The peer is WeasyPrint on the finished HTML, with the same remedies, in the same process. Limits:
the whole command ≤ 30 s and ≤ 1.5 GiB; the whole against WeasyPrint ≤ 1.5.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from plan_eval.assess.engine import assess  # noqa: E402
from plan_eval.checks.engine import validate  # noqa: E402
from plan_eval.io.plan_files import load_plan  # noqa: E402
from plan_eval.io.submissions import read_submissions  # noqa: E402
from plan_eval.model.assessment import Stage  # noqa: E402
from plan_eval.report.build import compose  # noqa: E402
from plan_eval.report.context import Context  # noqa: E402
from plan_eval.report.fonts import FontChoice  # noqa: E402
from plan_eval.report.pdf import write_pdf  # noqa: E402

SAMPLE = ROOT / "sample_data"
COMMAND = [sys.executable, "-m", "plan_eval", "report", "--stage", "midterm", "--output"]


def main() -> None:
    """Print the parts, the whole and the ratio."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=2)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.pdf"
        whole = min(_timed(target) for _ in range(runs))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        parts = _parts(target)
    for name, seconds in parts.items():
        print(f"{name:28} {seconds:6.2f} s")
    print(f"{'whole command':28} {whole:6.2f} s  {peak:5.0f} MiB")
    print(f"{'whole / WeasyPrint':28} {whole / parts['WeasyPrint']:6.2f}")


def _timed(target: Path) -> float:
    start = time.perf_counter()
    subprocess.run([*COMMAND, str(target)], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def _parts(target: Path) -> dict[str, float]:
    marks = [time.perf_counter()]
    plan = load_plan(ROOT / "targets", SAMPLE / "units.yaml")
    folders = [SAMPLE / "submissions", SAMPLE / "self_assessments"]
    checked = validate(read_submissions(folders, plan), plan)
    marks.append(time.perf_counter())
    stage = Stage("midterm", plan.header.stages.midterm)
    assessment = assess(plan, checked.observations, checked.assessments, stage)
    marks.append(time.perf_counter())
    context = Context(plan, assessment, checked, date(2025, 12, 31))
    html = compose(context, ROOT / "templates")
    marks.append(time.perf_counter())
    templates = ROOT / "templates"
    write_pdf(html, target, base=templates, fonts=FontChoice(templates / "fonts"))
    marks.append(time.perf_counter())
    names = ("read and check", "assess", "compose (charts, templates)", "WeasyPrint")
    spans = (later - earlier for earlier, later in itertools.pairwise(marks))
    return dict(zip(names, spans, strict=True))


if __name__ == "__main__":
    main()
