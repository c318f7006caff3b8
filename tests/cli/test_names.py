"""Departments, areas, indicators and rules are known by code, name and short name everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

from plan_eval.messages import Language, catalogue
from plan_eval.model.likeness import nearest, nearest_few

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Ran]
DEPARTMENT = ["health", "区卫生健康局", "卫健局"]


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize(
    "arguments",
    [
        ["alerts", "--format", "json"],
        ["assess", "--stage", "midterm", "--format", "csv"],
        ["targets", "list"],
        ["template", "--year", "2026", "--output", "{folder}"],
        ["feedback", "--output", "{folder}"],
        ["report", "--stage", "midterm", "--output", "{folder}/report.xlsx"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_department_by_any_of_its_names(
    arguments: list[str], tmp_path: Path, plan_eval: Run
) -> None:
    shown = set()
    for number, name in enumerate(DEPARTMENT):
        folder = tmp_path / str(number)
        folder.mkdir()
        given = [word.format(folder=folder) for word in arguments]

        ran = plan_eval(*given, "--department", name)

        assert ran.code in (0, 1), ran.err
        shown.add(ran.out.replace(str(folder), ""))
    assert len(shown) == 1


@pytest.mark.parametrize(
    "arguments",
    [["status"], ["assess", "--stage", "midterm"], ["targets", "list"]],
    ids=lambda arguments: arguments[0],
)
def test_an_area_by_any_of_its_names(arguments: list[str], plan_eval: Run) -> None:
    shown = {plan_eval(*arguments, "--area", name).out for name in ("health", "妇女与健康")}

    assert len(shown) == 1
    assert "孕产妇死亡率" in shown.pop()


@pytest.mark.parametrize("name", ["health-02-1", "HEALTH-02-1", "孕产妇死亡率"])
def test_an_indicator_by_any_of_its_names(name: str, plan_eval: Run) -> None:
    for arguments in (["trace", name], ["targets", "show", name]):
        assert "health-02-1" in plan_eval(*arguments).out


@pytest.mark.parametrize("name", ["PE301", "pe301", "rate-disagrees", "比率与分子分母不符"])
def test_a_rule_by_any_of_its_names(name: str, plan_eval: Run) -> None:
    assert plan_eval("explain", name).out.startswith("PE301")
    assert plan_eval("validate", "--select", name).code == 0


@pytest.mark.parametrize("name", ["PL013", "pl013", "clause-not-covered", "目标语句没有指标"])
def test_a_check_of_the_plan_by_any_of_its_names(name: str, plan_eval: Run) -> None:
    ran = plan_eval("explain", name)

    assert (ran.code, ran.out.splitlines()[0]) == (
        0,
        "PL013 目标语句没有指标 · clause-not-covered · 强制性",
    )


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["trace", "health-02-9"], ["health-02-1（孕产妇死亡率）", "health-02-2（"]),
        (["targets", "show", "helth-03-3"], ["health-03-3（适龄妇女宫颈癌筛查率）"]),
        (["targets", "show", "health-3"], ["health-03"]),
        (["explain", "PE399"], ["PE310（", "PE311（", "PE312（"]),
        (["explain", "PL099"], ["PL030（", "PL031（", "PL032（"]),
        (["explain", "dublicate_key"], ["PE501（同一数据重复）"]),
        (["explain", "missing indicator"], ["PE601（"]),
        (["explain", "目标语句没指标"], ["PL013（目标语句没有指标）"]),
        (["explain", "rate-disagree"], ["PE301（比率与分子分母不符）"]),
        (["alerts", "--department", "卫生健康"], ["health（区卫生健康局）"]),
        (["trace", "宫颈癌"], ["health-03-3（适龄妇女宫颈癌筛查率）"]),
        (["assess", "--stage", "midterm", "--indicator", "law-06-9"], ["law-06-"]),
        (["database", "history", "health-02-9"], ["health-02-1（孕产妇死亡率）"]),
        (["targets", "confirm", "health-02-9", "rate", "--by", "NAME"], ["health-02-1（"]),
        (["status", "--area", "健康"], ["health（妇女与健康）"]),
        (["status", "--area", "妇女与健"], ["health（妇女与健康）"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_an_unknown_name_lists_the_nearest(
    arguments: list[str], near: list[str], plan_eval: Run
) -> None:
    ran = plan_eval(*arguments)

    assert ran.code == 2
    hint = ran.err.splitlines()[-1]
    assert hint.startswith("  → 最接近的是：")
    assert hint.count("、") < 3
    for name in near:
        assert name in hint


def test_a_name_is_known_to_be_wrong_before_anything_is_read(
    tmp_path: Path, plan_eval: Run
) -> None:
    ran = plan_eval("alerts", tmp_path / "nowhere", "--department", "卫生健康")

    assert "卫生健康" in ran.err
    assert "nowhere" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["validate", "sample_data/submissions/2025/helth_2025.csv"], "health_2025.csv"),
        (["validate", "sample_data/submisions/2025"], "sample_data/submissions"),
        (["validate", "--since", "READM.md"], "README.md"),
        (["validate", "--waivers", "READM.md"], "README.md"),
        (["diff", "sample_data/submisions", "midterm"], "sample_data/submissions"),
        (["status", "--plan", "target"], "targets"),
        (["register", "READM.md"], "README.md"),
        (["targets", "import", "READM.md"], "README.md"),
        (["draft", "READM.md", "--into", "{folder}"], "README.md"),
        (["draft", "README.md", "--into", "{folder}", "--departments", "READM.md"], "README.md"),
        (["feedback", "sample_data/submisions", "--output", "{folder}"], "sample_data/submissions"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_file_that_is_not_there_lists_the_nearest(
    arguments: list[str], near: str, tmp_path: Path, plan_eval: Run
) -> None:
    ran = plan_eval(*(word.format(folder=tmp_path / "new") for word in arguments))

    assert (ran.code, ran.out) == (2, "")
    assert near in ran.err.splitlines()[-1]
    assert "规划文件夹中缺少" not in ran.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hints_on_files_name_no_option_that_a_command_may_lack(language: Language) -> None:
    """They are said of any file: of `draft --into` and `database export` too."""
    hints = {key: words for key, words in catalogue(language).items() if key.startswith("file.")}

    assert [key for key, words in hints.items() if "--output" in words] == []


def test_a_misspelt_id_is_taken_for_its_own_goal_s() -> None:
    known = ["health-01-1", "health-02-9", "health-06-1", "health-06-2"]

    assert nearest("health-06-9", known) == "health-06-1"
    assert nearest_few("health-06-9", known)[:2] == ["health-06-1", "health-06-2"]
