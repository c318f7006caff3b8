"""How long the mid-term report takes, where the time goes, and its ratio to WeasyPrint alone.

Usage: python benches/report.py [--runs 3]

The peer is WeasyPrint on the finished HTML, with the same remedies. The whole command and its parts
take turns, each in a process of its own, and the least of all runs counts: a busy machine disturbs
both alike, and the processor's time least.
Limits: the whole command ≤ 30 s and ≤ 1.5 GiB; the whole against WeasyPrint ≤ 1.5.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from plan_eval.assess.engine import assess  # noqa: E402
from plan_eval.checks.engine import validate  # noqa: E402
from plan_eval.model.assessment import Stage  # noqa: E402
from plan_eval.plan_folder.load import load_plan  # noqa: E402
from plan_eval.reading.submissions import read_submissions  # noqa: E402
from plan_eval.report.build import compose  # noqa: E402
from plan_eval.report.context import Context  # noqa: E402
from plan_eval.report.fonts import FontChoice  # noqa: E402
from plan_eval.report.pdf import write_pdf  # noqa: E402

SAMPLE = ROOT / "sample_data"
COMMAND = [sys.executable, "-m", "plan_eval", "report", "--stage", "midterm", "--output"]


class Took(NamedTuple):
    """Seconds by the clock on the wall and of all processors together."""

    wall: float
    cpu: float


def main() -> None:
    """Print the parts, the whole and the ratios."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--parts", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.parts:
        print(json.dumps(_parts(chosen.parts)))
        return
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.pdf"
        runs = [{"whole command": _whole(target)} | _alone(target) for _ in range(chosen.runs)]
    least = {name: _least(run[name] for run in runs) for name in runs[0]}
    for name, took in least.items():
        print(f"{name:28} {took.wall:6.2f} s {took.cpu:6.2f} s of processor")
    whole, peer = least["whole command"], least["WeasyPrint"]
    print(f"{'whole / WeasyPrint':28} {whole.wall / peer.wall:6.2f}   {whole.cpu / peer.cpu:6.2f}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'peak memory':28} {peak:6.0f} MiB")


def _least(runs: Iterable[Took]) -> Took:
    walls, cpus = zip(*runs, strict=True)
    return Took(min(walls), min(cpus))


def _alone(target: Path) -> dict[str, Took]:
    """The parts, measured in a process of their own."""
    command = [sys.executable, __file__, "--parts", str(target)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return {name: Took(*took) for name, took in json.loads(done.stdout).items()}


def _whole(target: Path) -> Took:
    start, before = time.perf_counter(), _children()
    subprocess.run([*COMMAND, str(target)], cwd=ROOT, check=True, capture_output=True)
    return Took(time.perf_counter() - start, _children() - before)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _now() -> Took:
    return Took(time.perf_counter(), time.process_time())


def _parts(target: Path) -> dict[str, Took]:
    marks = [_now()]
    plan = load_plan(ROOT / "targets", SAMPLE / "units.yaml")
    folders = [SAMPLE / "submissions", SAMPLE / "self_assessments"]
    checked = validate(read_submissions(folders, plan), plan)
    marks.append(_now())
    stage = Stage("midterm", plan.header.stages.midterm)
    assessment = assess(plan, checked.observations, checked.self_assessments, stage)
    marks.append(_now())
    context = Context(plan, assessment, checked, date(2025, 12, 31))
    html = compose(context, ROOT / "templates")
    marks.append(_now())
    templates = ROOT / "templates"
    write_pdf(html, target, base=templates, fonts=FontChoice(templates / "fonts"))
    marks.append(_now())
    names = ("read and check", "assess", "compose (charts, templates)", "WeasyPrint")
    spans = (
        Took(later.wall - earlier.wall, later.cpu - earlier.cpu)
        for earlier, later in itertools.pairwise(marks)
    )
    return dict(zip(names, spans, strict=True))


if __name__ == "__main__":
    main()
