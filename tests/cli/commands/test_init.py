"""plan-eval init: a new project that every command can work with."""

from __future__ import annotations

import shlex
import typing
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

from plan_eval.plan_folder.load import load_plan, read_plan
from plan_eval.plan_folder.skeleton import years_in

Run = Callable[..., Ran]
OPTIONS = [
    *("--name", "某县儿童发展规划（2021—2030年）", "--place", "某县"),
    *("--issuer", "某县儿童工作委员会办公室", "--level", "县", "--below", "乡镇"),
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("folder", [".", "county", "a/b"])
def test_a_project_that_lints_clean_in_a_folder(here: Path, plan_eval: Run, folder: str) -> None:
    ran = plan_eval("init", folder, *OPTIONS)

    assert (ran.code, ran.err) == (0, "")
    assert "plan-eval lint" in ran.out
    found = read_plan(here / folder / "targets")
    assert found.faults == []
    assert {note.code for note in found.notes()} == {"PL106"}, "guesses that wait to be confirmed"
    assert found.plan is not None
    header = found.plan.header
    assert (header.short_title, header.id) == ("某县儿童发展规划", "plan-2021-2030")
    assert (header.span.baseline, header.stages.midterm, header.stages.final) == (2020, 2025, 2030)
    assert header.level is not None
    assert (header.level.whole, header.level.unit) == ("全县", "乡镇")
    for name in ("submissions", "output/forms"):
        assert (here / folder / name).is_dir()


def test_the_commands_that_follow_work_in_it(
    here: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert plan_eval("init", "county", *OPTIONS).code == 0
    monkeypatch.chdir(here / "county")

    for line in (
        *("lint", "targets list", "targets inferred", "targets export --format xlsx -o plan.xlsx"),
        *("targets import plan.xlsx", "template --year 2025 --format csv"),
    ):
        ran = plan_eval(*shlex.split(line))
        assert ran.code == 0, ran.err
    (form,) = Path("output/forms").glob("*指标报送表.csv")
    filled = form.read_text("utf-8-sig").replace(",%,,,,", ",%,91.0,910,1000,")
    Path("submissions/2025.csv").write_text(filled, "utf-8")
    for line in (
        "validate",
        "assess --stage midterm",
        "status",
        "report --stage midterm -o a.html",
    ):
        ran = plan_eval(*shlex.split(line))
        assert ran.code == 0, f"{line}: {ran.out}{ran.err}"
    text = Path("a.html").read_text("utf-8")
    assert "某县儿童发展规划" in text


@pytest.mark.parametrize(
    "name",
    ["规划: 甲 #乙", '“规划”"x"', "'规划'", "- 规划", "{规划}", "规划\\n", "2021", "$name", "是",
     "null"],
)  # fmt: skip
def test_any_name_can_be_given(here: Path, plan_eval: Run, name: str) -> None:
    options = [*OPTIONS, "--years", "2021-2030"]
    options[1] = name
    options[5] = name

    ran = plan_eval("init", "county", *options)

    assert ran.code == 0, ran.err
    header = load_plan(here / "county/targets").header
    assert (header.title, header.issuer) == (name, name)


@pytest.mark.parametrize("there", ["plan-eval.yaml", "targets/plan.yaml", "targets/units.yaml"])
def test_nothing_is_written_over(here: Path, plan_eval: Run, there: str) -> None:
    path = here / "county" / there
    path.parent.mkdir(parents=True)
    path.write_text("a day of work", "utf-8")
    before = files(here)

    ran = plan_eval("init", "county", *OPTIONS)

    assert ran.code == 2
    assert there in ran.err
    assert files(here) == before


def test_what_init_itself_wrote_is_not_written_over(here: Path, plan_eval: Run) -> None:
    assert plan_eval("init", *OPTIONS).code == 0
    before = files(here)
    assert plan_eval("init", *OPTIONS).code == 2
    assert files(here) == before


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "--name、--place、--issuer、--level"),
        (OPTIONS[:2], "--place、--issuer、--level"),
        ([*OPTIONS, "--years", "2030-2021"], "--years"),
        (["--name", "某县儿童发展规划", *OPTIONS[2:]], "--years"),
        ([*OPTIONS[:-4], "--level", " "], "--level"),
    ],
)
def test_2_for_what_is_not_said(here: Path, plan_eval: Run, options: list[str], says: str) -> None:
    ran = plan_eval("init", "county", *options)

    assert ran.code == 2
    assert says in ran.err
    assert list(here.iterdir()) == []


def test_on_a_terminal_it_asks(here: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = iter(["某省妇儿规划", "某省", "某省办公室", "省", "2021—2030年", "市"])

    def prompt(text: str, **_: typing.Any) -> str:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", prompt)

    assert plan_eval("init").code == 0

    assert len(asked) == 6
    header = load_plan(here / "targets").header
    assert (header.title, header.span.end) == ("某省妇儿规划", 2030)
    assert header.level is not None
    assert (header.level.whole, header.level.unit) == ("全省", "市")


def test_a_level_may_have_nothing_below(here: Path, plan_eval: Run) -> None:
    assert plan_eval("init", *OPTIONS[:-2]).code == 0

    header = load_plan(here / "targets").header
    assert header.level is not None
    assert header.level.unit is None
    assert (
        "unit"
        not in (here / "targets/plan.yaml")
        .read_text("utf-8")
        .partition("# 基期")[0]
        .split("level:")[1]
    )
    assert plan_eval("lint").code == 0


def test_without_a_plan_the_rest_is_there(here: Path, plan_eval: Run) -> None:
    ran = plan_eval("init", "--no-plan")

    assert ran.code == 0, ran.err
    assert sorted(path.name for path in here.iterdir() if path.name[0] != ".") == [
        *("output", "plan-eval.yaml", "reports", "submissions"),
    ]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("（2021—2030年）", (2021, 2030)),
        ("2021-2030", (2021, 2030)),
        ("2021年至2030年", (2021, 2030)),
        ("2021～2030", (2021, 2030)),
        ("2030-2021", (2030, 2021)),
        ("2021年", None),
        ("", None),
    ],
)
def test_years_are_found_however_they_are_written(text: str, years: object) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("years", "said"),
    [
        (["--years", "2030-2021"], "止年（2021）应晚于起年（2030）"),
        (["--years", "2030-2030"], "止年（2030）应晚于起年（2030）"),
        (["--years", "soon"], "读不出起止年份：soon"),
        ([], "没有起止年份"),
    ],
)
def test_what_is_wrong_with_the_years_is_said(
    years: list[str], said: str, tmp_path: Path, plan_eval: Callable[..., Ran]
) -> None:
    words = ["--name", "某县规划", "--place", "某县", "--issuer", "某办", "--level", "县"]
    ran = plan_eval("init", tmp_path / "new", *words, *years)
    assert (ran.code, said in ran.err, "--years 2021-2030" in ran.err) == (2, True, True)
    assert not (tmp_path / "new").exists()
