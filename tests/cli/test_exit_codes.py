"""0 nothing wrong · 1 findings · 2 misuse · 3 a bug."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

from plan_eval.cli.commands import lint

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests/plans/tiny"
SENT = ROOT / "tests/plans/tiny_submissions"
Run = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own with the tiny plan and its submissions."""
    lines = [f"plan: {TINY}", f"submissions: [{SENT}]", "output: out"]
    (tmp_path / "plan-eval.yaml").write_text("\n".join(lines), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["lint"],
        ["lint", TINY],
        ["validate"],
        ["validate", "--format", "json"],
        ["validate", SENT],
        ["assess", "--stage", "midterm"],
        ["assess", "--stage", "final", "--format", "json"],
        ["assess", "--stage", "annual", "--year", "2017"],
        ["targets", "list"],
        ["targets", "show", "growth-01"],
        ["targets", "footnotes"],
        ["targets", "export"],
    ],
    ids=lambda arguments: " ".join(map(str, arguments[:3])),
)
def test_0_when_nothing_is_wrong(project: Path, plan_eval: Run, arguments: list[object]) -> None:
    ran = plan_eval(*arguments)
    assert ran.code == 0, ran.err
    assert ran.out


def test_1_when_a_figure_is_refused(project: Path, plan_eval: Run) -> None:
    sent = project / "clinic_2018.csv"
    text = (SENT / "clinic_2018.csv").read_text("utf-8")
    sent.write_text(text.replace("85.0,850,1000", "85.0,八百五,1000"), "utf-8")

    ran = plan_eval("validate", sent)

    assert ran.code == 1
    assert "PE201" in ran.out
    assert "第 2 行" in ran.out


def test_1_when_the_plan_has_a_fault(project: Path, plan_eval: Run) -> None:
    broken = Path(shutil.copytree(TINY, project / "broken"))
    path = broken / "projects.yaml"
    path.write_text(path.read_text("utf-8").replace("minimum: 2", "minimum: 3"), "utf-8")

    ran = plan_eval("lint", broken)

    assert ran.code == 1
    assert f"{path}:13: PL016 强制性 " in ran.out
    assert "共 1 处问题" in ran.out


def test_1_when_strict_and_something_is_remarked(project: Path, plan_eval: Run) -> None:
    assert plan_eval("lint", "--strict").code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "nonsense"),
        (["validate", "--nonsense"], "--nonsense"),
        (["validate", "--format", "xml"], "xml"),
        (["validate", "gone.csv"], "找不到 gone.csv"),
        (["validate", "--plan", "gone"], "gone 不是规划文件夹"),
        (["assess"], "--stage"),
        (["assess", "--stage", "midterm", "--year", "2016"], "2018"),
        (["assess", "--stage", "annual"], "2016–2020"),
        (["assess", "--stage", "annual", "--year", "2021"], "2016–2020"),
        (["targets", "show", "growth-99"], "没有“growth-99”"),
        (["targets", "list", "--group", "quantity"], "没有“quantity”"),
        (["targets", "list", "--area", "growt"], "最接近的是：growth（"),
        (["targets", "list", "--department", "clinics"], "最接近的是：clinic（"),
        (["report", "--stage", "midterm", "--format", "xlsx", "--parts", "main"], "--parts"),
        (["report", "--stage", "midterm", "--area", "growth", "--parts", "both"], "--parts"),
        (["targets", "export", "--format", "xml"], "xml"),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else "",
)
def test_2_when_it_is_asked_wrongly(
    project: Path, plan_eval: Run, arguments: list[str], says: str
) -> None:
    ran = plan_eval(*arguments)
    assert ran.code == 2
    assert says in ran.err
    assert "Traceback" not in ran.err


def test_2_when_nobody_says_where_the_submissions_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan_eval: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = plan_eval("validate", "--plan", TINY)
    assert ran.code == 2
    assert "→" in ran.err


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("plan: a\nsubmision: [b]\n", 2, "不认识的键“submision”"),
        ("submissions: 5\n", 1, "“submissions”应为列表"),
        ("plan: a\nplan: b\n", 2, "键“plan”重复"),
        ("plan: gone\n", None, "gone 不是规划文件夹"),
    ],
)
def test_2_when_the_project_file_is_wrong(
    project: Path, plan_eval: Run, text: str, line: int | None, says: str
) -> None:
    (project / "plan-eval.yaml").write_text(text, "utf-8")

    ran = plan_eval("validate", SENT)

    assert ran.code == 2
    assert says in ran.err
    assert "  → " in ran.err
    if line:
        assert f"plan-eval.yaml:{line}: " in ran.err


def test_2_when_the_plan_has_a_fault(project: Path, plan_eval: Run) -> None:
    broken = Path(shutil.copytree(TINY, project / "broken"))
    path = broken / "units.yaml"
    path.write_text(path.read_text("utf-8").replace("id: west", "id: east"), "utf-8")

    ran = plan_eval("validate", SENT, "--plan", broken)

    assert ran.code == 2
    assert f"{path}:6: 编码 east 重复" in ran.err


def test_3_when_there_is_a_bug(
    project: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(lint, "_clean", stumble)

    ran = plan_eval("lint")

    assert ran.code == 3
    assert "ZeroDivisionError" in ran.err
    assert "退出码 3" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe ends otherwise there")
def test_a_reader_that_goes_is_no_finding() -> None:
    command = [sys.executable, "-c", "from plan_eval.cli.main import main; main()"]
    with subprocess.Popen(
        [*command, "targets", "export"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode < 0  # ended by the signal, as `cat | head` is
    assert said == b""


def test_another_plan_brings_its_own_register(project: Path, plan_eval: Run) -> None:
    """The project's register of units goes with the project's plan only."""
    lines = [f"plan: {ROOT / 'targets'}", f"units: {ROOT / 'sample_data/units.yaml'}"]
    (project / "plan-eval.yaml").write_text("\n".join(lines), "utf-8")

    ran = plan_eval("validate", SENT, "--plan", TINY)

    assert ran.code == 0, ran.out
