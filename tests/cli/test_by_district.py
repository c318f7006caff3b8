"""`--by district`: each district with its result, what is missing said, whoever does the work."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.conftest import Ran
from tests.plans.districts import TINY, city, write_district

from plan_eval.model.parameters import Parameters

Command = Callable[..., Ran]
ASSESS = ("assess", "--by", "district", "--stage", "midterm")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = city(tmp_path, ["东区", "南区", "西区"])
    monkeypatch.chdir(folder)
    return folder


def rows(ran: Ran) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_each_has_its_result_and_all_are_compared(plan_eval: Command, project: Path) -> None:
    ran = plan_eval(*ASSESS)
    assert ran.code == 0, ran.err
    for word in ("各地区总体情况", "各项指标对比", "东区", "西区", "第1", "中位"):
        assert word in ran.out

    document = json.loads(plan_eval(*ASSESS, "--format", "json").out)
    assert [one["district"] for one in document["districts"]] == ["东区", "南区", "西区"]
    assert all(len(one["results"]) == 3 for one in document["districts"])
    (rate,) = [one for one in document["indicators"] if one["indicator"] == "growth-01-1"]
    assert (rate["compared"], rate["year"]) == (3, 2018)
    assert len(rows(plan_eval(*ASSESS, "--format", "csv", "--area", "growth"))) == 6


def test_a_districts_result_is_what_it_has_alone(plan_eval: Command, project: Path) -> None:
    alone = plan_eval("assess", "--stage", "midterm", "inbox/西区", "--format", "csv")
    both = rows(plan_eval(*ASSESS, "--format", "csv"))
    own = {one["indicator"]: one for one in both if one["district"] == "西区"}
    for row in rows(alone):
        for name in ("value", "year", "state", "pace", "evidence", "achieved"):
            assert own[row["indicator"]][name] == row[name]


@pytest.mark.parametrize("order", [("processes", "--workers", "2"), ("dask", "--workers", "2")])
def test_it_is_the_same_whoever_does_it(
    order: tuple[str, ...], plan_eval: Command, project: Path
) -> None:
    for form in ("csv", "json"):
        serial = plan_eval(*ASSESS, "--format", form).out
        assert plan_eval(*ASSESS, "--format", form, "--executor", *order).out == serial
    checked = ("validate", "--by", "district")
    assert plan_eval(*checked, "--executor", *order).out == plan_eval(*checked).out


def test_who_sent_nothing_is_named_and_not_judged(plan_eval: Command, project: Path) -> None:
    (project / "inbox/北区").mkdir()
    ran = plan_eval(*ASSESS)
    assert ran.code == 1
    assert "北区：没有报送，不作评判" in ran.err
    assert "没有报送" in ran.out
    north = [
        one for one in rows(plan_eval(*ASSESS, "--format", "csv")) if one["district"] == "北区"
    ]
    assert {(one["status"], one["rank"], one["state"]) for one in north} == {
        ("nothing_sent", "", "")
    }
    # a blank form is nothing either
    blank = (project / "inbox/东区/clinic_2018.csv").read_text("utf-8").splitlines()[0]
    (project / "inbox/北区/clinic_2018.csv").write_text(blank + "\n", "utf-8")
    assert "北区：没有报送" in plan_eval(*ASSESS).err


def test_refused_rows_are_told_by_district(plan_eval: Command, project: Path) -> None:
    path = project / "inbox/南区/clinic_2018.csv"
    path.write_text(
        path.read_text("utf-8").replace("growth-01-1,2018,,合计", "growth-09-1,2018,,合计")
    )
    ran = plan_eval(*ASSESS)
    assert ran.code == 1
    assert "南区：有 1 行未被采用" in ran.err
    assert "东区：" not in ran.err
    ran = plan_eval("validate", "--by", "district")
    assert ran.code == 1
    assert plan_eval("validate", "--by", "district", "--fail-on", "never").code == 0
    found = json.loads(plan_eval("validate", "--by", "district", "--format", "json").out)
    assert [one["failed"] for one in found["districts"]] == [False, True, False]
    listed = list(
        csv.reader(io.StringIO(plan_eval("validate", "--by", "district", "--format", "csv").out))
    )
    assert {row[0] for row in listed[1:]} == {"东区", "南区", "西区"}
    assert {len(row) for row in listed} == {len(listed[0])}


def test_a_district_that_cannot_be_judged_does_not_end_the_others(
    plan_eval: Command, project: Path
) -> None:
    (project / "inbox/南区/units.yaml").write_text("note: 1\n", "utf-8")
    ran = plan_eval(*ASSESS)
    assert ran.code == 2
    assert "南区：未能评判" in ran.err
    assert "units.yaml" in ran.err
    assert "未能评判" in ran.out
    assert "东区" in ran.out


def test_a_file_of_several_districts_is_asked_about(plan_eval: Command, project: Path) -> None:
    assert "内容完全相同" not in plan_eval(*ASSESS).err
    shutil.copy(project / "inbox/东区/clinic_2018.csv", project / "inbox/西区/再报.csv")
    ran = plan_eval(*ASSESS)
    assert "东区、西区：有 1 个文件内容完全相同" in ran.err
    assert "再报.csv" in ran.err


def other_order(folder: Path) -> None:
    """A plan that asks less, and has the two goals the other way round, with other ids."""
    shutil.copytree(TINY, folder)
    for path in folder.rglob("*.yaml"):
        text = path.read_text("utf-8").replace("growth-01", "growth-00")
        text = text.replace("growth-02", "growth-01").replace("growth-00", "growth-02")
        path.write_text(
            text.replace("90%以上", "80%以上").replace("value: 90", "value: 80"), "utf-8"
        )
    path = folder / "areas/01-growth.yaml"
    area = yaml.safe_load(path.read_text("utf-8"))
    area["goals"].reverse()
    for number, goal in enumerate(area["goals"], 1):
        goal["printed"] = str(number)
    area["indicators"].reverse()
    path.write_text(yaml.safe_dump(area, allow_unicode=True), "utf-8")


def test_a_district_with_its_own_plan_is_compared_where_both_count_the_same(
    plan_eval: Command, project: Path
) -> None:
    other_order(project / "own")
    for file in (project / "inbox/西区").glob("*.csv"):
        text = file.read_text("utf-8").replace("growth-01", "growth-00")
        file.write_text(
            text.replace("growth-02", "growth-01").replace("growth-00", "growth-02"), "utf-8"
        )
    settings, east = project / "plan-eval.yaml", "{id: 东, name: 东区, submissions: inbox/东区}"
    west = "{id: 西, name: 西区, submissions: inbox/西区, plan: own}"
    settings.write_text(f"plan: {TINY}\ndistricts: [{east}, {west}]\n", "utf-8")

    ran = plan_eval(*ASSESS, "--format", "csv")
    assert ran.code == 0, ran.err
    found = {(one["district"], one["indicator"]): one for one in rows(ran)}
    # the same ids count other things there
    assert found["西", "growth-01-1"]["status"] == "other_measure"
    assert found["西", "project-1-1"]["status"] == "judged"

    west = west.replace("own", "own, links: {growth-01-1: growth-02-1, growth-02-1: growth-01-1}")
    settings.write_text(f"plan: {TINY}\ndistricts: [{east}, {west}]\n", "utf-8")
    ran = plan_eval(*ASSESS, "--format", "csv")
    found = {(one["district"], one["indicator"]): one for one in rows(ran)}
    targets = [found[name, "growth-01-1"]["target"] for name in ("东", "西")]
    assert targets == ["≥90", "≥80"]
    assert {found["西", name]["status"] for name in ("growth-01-1", "growth-02-1")} == {"judged"}


def test_a_late_district_is_marked(plan_eval: Command, project: Path) -> None:
    shutil.rmtree(project / "inbox/南区")
    write_district(project / "inbox/南区", 2, years=range(2015, 2018))
    ran = plan_eval(*ASSESS)
    assert "（2017年）" in ran.out
    south = {
        one["indicator"]: one
        for one in rows(plan_eval(*ASSESS, "--format", "csv"))
        if one["district"] == "南区"
    }
    assert (south["growth-01-1"]["other_year"], south["growth-01-1"]["rank"]) == ("true", "")


def test_english(plan_eval: Command, project: Path) -> None:
    ran = plan_eval(*ASSESS, "--lang", "en")
    assert "Indicators compared" in ran.out
    assert "Coverage" in ran.out


@pytest.mark.parametrize(
    "words",
    [
        (*ASSESS, "inbox/东区"),
        (*ASSESS, "--method", "linear"),
        ("validate", "--by", "district", "--format", "sarif"),
        ("validate", "--by", "district", "--since", "x.json"),
        ("assess", "--stage", "midterm", "--workers", "2"),
        (*ASSESS, "--scheduler", "tcp://127.0.0.1:1"),
        (*ASSESS, "--executor", "serial", "--workers", "2"),
        (*ASSESS, "--format", "csv", "-o", "inbox/东区/a.csv"),
        (*ASSESS, "--indicator", "nothing"),
        ("assess", "--by", "town", "--stage", "midterm"),
    ],
)
def test_misuse(words: tuple[str, ...], plan_eval: Command, project: Path) -> None:
    ran = plan_eval(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_a_project_without_districts_says_how_to_name_them(
    plan_eval: Command, tiny_project: Path
) -> None:
    ran = plan_eval(*ASSESS)
    assert ran.code == 2
    assert "districts: inbox/*" in ran.err


PAGE = (Path(__file__).resolve().parents[2] / "docs/districts.md").read_text("utf-8")
EXAMPLE = Path(__file__).resolve().parents[2] / "examples/city"


def test_the_commands_of_the_page_run(
    plan_eval: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "city")
    monkeypatch.chdir(folder)
    lines = re.findall(r"`plan-eval ([^`]+)`", PAGE)
    assert len(lines) > 4
    for line in lines:
        words = line.replace("--parts main", "--format xlsx").split()
        assert plan_eval(*words).code == 0, line
    assert len(list((folder / "output").glob("*_districts.*"))) == 2
    assert (folder / "compared.csv").is_file()


def test_the_page_and_the_example_name_the_settings_there_are() -> None:
    from plan_eval.plan_folder.districts import DistrictEntry

    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
    settings = yaml.safe_load(block)
    for entry in settings["districts"]:
        assert DistrictEntry.model_validate(entry).submissions
    assert f"p 小于 {Parameters(version='1').apart_p}" in PAGE
    for line in (EXAMPLE / "README.md").read_text("utf-8").splitlines():
        assert "/tmp" not in line


@pytest.mark.parametrize("words", [("validate",), ("assess", "--stage", "midterm")], ids=" ".join)
def test_without_submissions_of_its_own_the_hint_is_by_district(
    words: tuple[str, ...], plan_eval: Command, project: Path
) -> None:
    ran = plan_eval(*words)

    assert ran.code == 2
    assert "--by district" in ran.err
