"""What the program writes is never read back as a submission, and nothing sent is written over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from tests.conftest import Ran

from plan_eval.cli.app import app
from plan_eval.writing.saving import REGISTER

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests/plans/tiny"
Run = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose submissions lie in its own folder."""
    shutil.copytree(ROOT / "tests/plans/tiny_submissions", tmp_path / "sent")
    (tmp_path / "plan-eval.yaml").write_text(f"plan: {TINY}\nsubmissions: [sent]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "--format", "csv", "--output", "sent/findings.csv"],
        ["validate", "--format", "csv", "--output", "sent/clinic_2018.csv"],
        ["validate", "sent/clinic_2018.csv", "--output", "sent/clinic_2018.csv"],
        ["assess", "--stage", "midterm", "--format", "csv", "--output", "sent/results.csv"],
        ["report", "--stage", "midterm", "--format", "xlsx", "--output", "sent/new/report.xlsx"],
        ["feedback", "--output", "sent/feedback"],
        ["letters", "--stage", "midterm", "--output", "sent/letters"],
        ["export", "--stage", "midterm", "--output", "sent"],
        ["export", "--stage", "midterm", "--output", "sent/data"],
        ["template", "--year", "2018", "--output", "sent"],
        ["template", "--year", "2018", "--submissions", "sent/clinic_2018.csv", "--output", "sent"],
    ],
    ids=" ".join,
)
def test_2_for_output_among_the_submissions(
    project: Path, plan_eval: Run, arguments: list[str]
) -> None:
    before = {path: path.read_bytes() for path in sorted((project / "sent").rglob("*"))}

    ran = plan_eval(*arguments)

    assert ran.code == 2
    assert "sent" in ran.err
    assert {path: path.read_bytes() for path in sorted((project / "sent").rglob("*"))} == before


def test_output_that_nobody_reads_may_lie_beside_the_submissions(
    project: Path, plan_eval: Run
) -> None:
    into = project / "sent/findings.json"

    ran = plan_eval("validate", "--format", "json", "--output", into)

    assert (ran.code, into.is_file()) == (0, True)


WRITES: dict[str, list[str]] = {
    "validate --output": ["validate", "--format", "csv", "--output", "out/made.csv"],
    "assess --output": ["assess", "--stage", "midterm", "--output", "out/made.csv"],
    "status --output": ["status", "--output", "out/made.csv"],
    "export --output": ["export", "--stage", "midterm", "--output", "out"],
    "report --output": ["report", "--stage", "midterm", "--output", "out/made.html"],
    "letters --output": ["letters", "--stage", "midterm", "--date", "2019-01-02", "-o", "out"],
    "feedback --output": ["feedback", "--format", "xlsx", "--date", "2019-01-02", "-o", "out"],
    "template --output": ["template", "--year", "2018", "--output", "out"],
    "targets inferred --output": ["targets", "inferred", "--output", "out/made.csv"],
    "targets export --output": ["targets", "export", "--output", "out/plan.xlsx"],
    "lint --write-schema": ["lint", "--write-schema", "out"],
}
"""How each option that names a place to write is used; with it nothing else is overwritten."""


def test_every_option_that_writes_is_tried() -> None:
    found = set()
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", {})
        for path, one in {name: command, **{f"{name} {n}": c for n, c in below.items()}}.items():
            options = [opt for parameter in one.params for opt in parameter.opts]
            if "--output" in options or any("write" in option for option in options):
                writes = next(o for o in options if o == "--output" or "write" in o)
                found.add(f"{path} {writes}")
                assert "--force" in options
    assert found == set(WRITES)


@pytest.mark.parametrize("arguments", WRITES.values(), ids=WRITES)
def test_own_output_is_replaced_and_a_persons_is_not(
    project: Path, plan_eval: Run, arguments: list[str]
) -> None:
    first, again = plan_eval(*arguments), plan_eval(*arguments)
    assert (first.code, again.code) in ((0, 0), (1, 1)), first.err + again.err
    made = [path for path in (project / "out").rglob("*") if path.name != REGISTER]
    assert made
    for path in made:
        path.write_bytes(b"a day of work")

    refused = plan_eval(*arguments)

    assert refused.code == 2
    assert "--force" in refused.err
    assert {path.read_bytes() for path in made} == {b"a day of work"}
    assert plan_eval(*arguments, "--force").code == first.code
    assert b"a day of work" not in {path.read_bytes() for path in made}


@pytest.mark.parametrize(
    "target",
    [
        "plan/plan.yaml",
        "plan/areas/new.yaml",
        "plan-eval.yaml",
        "waivers.yaml",
        "sent/waivers.yaml",
        "granted.yml",
        "before.json",
        "approval.yaml",
        "towns.yaml",
        "ours/report.html.j2",
        "link.yaml",
    ],
)
def test_2_for_output_over_what_is_read_even_with_force(
    project: Path, plan_eval: Run, target: str
) -> None:
    shutil.copytree(TINY, project / "plan")
    shutil.copy(TINY / "units.yaml", project / "towns.yaml")
    (project / "ours").mkdir()
    (project / "link.yaml").symlink_to("plan/footnotes.yaml")
    for name in ("granted.yml", "waivers.yaml", "approval.yaml", "ours/report.html.j2"):
        (project / name).write_text("{}", "utf-8")
    lines = ["plan: plan", "units: towns.yaml", "templates: ours", "approval: approval.yaml"]
    (project / "plan-eval.yaml").write_text("\n".join([*lines, "submissions: [sent]"]), "utf-8")
    made = plan_eval("validate", "--format", "json", "-o", "before.json")
    assert made.code in (0, 1), made.err
    files = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    inputs = ["--waivers", "granted.yml", "--since", "before.json"]
    ran = plan_eval("validate", *inputs, "-o", target, "--force")

    assert ran.code == 2
    assert "不能写成结果" in ran.err
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == files


def test_what_cannot_be_written_is_said_before_anything_is_read(
    project: Path, plan_eval: Run
) -> None:
    (project / "sent/clinic_2018.csv").write_bytes(b"")
    (project / "a.pdf").mkdir()

    ran = plan_eval("report", "--stage", "midterm", "-o", "a.pdf")

    assert (ran.code, "是文件夹" in ran.err) == (2, True)
