"""`districts` in plan-eval.yaml: a list or folders, ids that every system takes, own plans."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_eval.errors import PlanError, PlanEvalError
from plan_eval.plan_folder.load import load_plan, plan_for, read_plan
from plan_eval.plan_folder.project_file import NAME, Project, read_project

TINY = Path(__file__).resolve().parents[1] / "plans/tiny"


def project(folder: Path, text: str) -> Project:
    (folder / NAME).write_text(f"plan: {TINY}\n{text}", "utf-8")
    return read_project(folder)


def test_a_list_names_each_with_its_paths(tmp_path: Path) -> None:
    found = project(
        tmp_path,
        """units: units.yaml
texts: texts
districts:
  - {id: east, name: '东区"甲"', name_en: East, submissions: inbox/east}
  - {id: 西区, name: 西区, submissions: [a, b], units: west.yaml, plan: own, links: {a-1: b-1}}
""",
    )
    east, west = found.districts
    assert (east.name, east.submissions) == ('东区"甲"', (tmp_path / "inbox/east",))
    assert (west.plan, west.links) == (tmp_path / "own", {"a-1": "b-1"})

    of = found.of(east)
    assert (of.plan, of.units) == (TINY, tmp_path / "units.yaml")
    assert (of.output, of.texts) == (tmp_path / "output/east", tmp_path / "texts/east")
    assert (of.approval, of.publications, of.districts) == (None, None, ())
    of = found.of(west)
    assert (of.plan, of.units) == (tmp_path / "own", tmp_path / "west.yaml")


def test_a_plan_that_is_asked_for_comes_before_a_districts_own(tmp_path: Path) -> None:
    text = "districts: [{id: a, name: A, submissions: a, plan: own, units: u.yaml}]\n"
    project(tmp_path, text)
    found = read_project(tmp_path, tmp_path / "asked")
    of = found.of(found.districts[0])
    assert (of.plan, of.units) == (tmp_path / "asked", None)


def test_folders_are_districts_called_as_they_are(tmp_path: Path) -> None:
    for name in ("西区", "东区", ".git", "b"):
        (tmp_path / "inbox" / name).mkdir(parents=True)
    (tmp_path / "inbox/readme.txt").write_text("")
    (tmp_path / "inbox/b/units.yaml").write_text("note: x\n")
    found = project(tmp_path, "districts: inbox/*\n").districts
    assert [one.id for one in found] == ["b", "东区", "西区"]
    assert [one.units for one in found] == [tmp_path / "inbox/b/units.yaml", None, None]
    assert found[1].submissions == (tmp_path / "inbox/东区",)


@pytest.mark.parametrize("pattern", ["inbox/*", "/tmp/*", '""', "nothing"])
def test_a_pattern_that_no_folder_matches_is_a_mistake(pattern: str, tmp_path: Path) -> None:
    if pattern == '""':
        assert project(tmp_path, f"districts: {pattern}\n").districts == ()
        return
    with pytest.raises(PlanEvalError, match="没有对上任何文件夹") as raised:
        project(tmp_path, f"# a line\ndistricts: {pattern}\n")
    assert (raised.value.path, raised.value.line) == (tmp_path / NAME, 3)


@pytest.mark.parametrize(
    "name",
    ["..", ".", "a/b", "a\\b", "a:b", "", " a", "a ", "a.", "nul", "COM1.x", "x" * 81, "-r", "a*"],
)
def test_an_id_is_a_folders_name_on_any_system(name: str, tmp_path: Path) -> None:
    with pytest.raises(PlanEvalError, match="应能作文件夹名") as raised:
        project(tmp_path, f"districts:\n  - {{id: '{name}', name: A, submissions: a}}\n")
    assert raised.value.line == 3


def test_a_folder_with_such_a_name_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "inbox/a:b").mkdir(parents=True)
    with pytest.raises(PlanEvalError, match="应能作文件夹名") as raised:
        project(tmp_path, "districts: inbox/*\n")
    assert "另起 id" in str(raised.value.hint)


@pytest.mark.parametrize("second", ["east", "East", "EAST"])
def test_two_of_one_id_are_a_mistake(second: str, tmp_path: Path) -> None:
    entries = "".join(f"  - {{id: {one}, name: A, submissions: a}}\n" for one in ("east", second))
    with pytest.raises(PlanEvalError, match="重复") as raised:
        project(tmp_path, f"districts:\n{entries}")
    assert raised.value.line == 4


def test_an_unknown_key_of_a_district_has_its_line(tmp_path: Path) -> None:
    with pytest.raises(PlanEvalError) as raised:
        project(tmp_path, "districts:\n  - {id: a, name: A, submissions: a, unit: u}\n")
    assert raised.value.line == 3


def test_a_register_says_what_its_place_is_called(tmp_path: Path) -> None:
    plan, units = load_plan(TINY), tmp_path / "units.yaml"
    units.write_text(
        "note: 名录\nlevel: {own: 本镇, whole: 全镇, short: 镇, unit: 村}\n"
        "units: [{id: v1, name: 甲村}]\n",
        "utf-8",
    )
    made = plan_for(plan, "东岭镇", units)
    assert (made.header.district, made.header.level_words["zh"]["level.unit"]) == ("东岭镇", "村")
    assert list(made.towns) == ["v1"]
    assert list(plan.towns) == ["east", "west", "north"]
    assert plan_for(plan, "东岭镇").header.level == plan.header.level
    # an office that uses its city's plan says the same in its own register
    whole = read_plan(TINY, units).plan
    assert whole is not None
    assert whole.header.level == made.header.level


@pytest.mark.parametrize("text", ["note: 名录\nunits: [{id: a, name: A}, {id: a, name: B}]\n", "x"])
def test_a_faulty_register_is_named(text: str, tmp_path: Path) -> None:
    units = tmp_path / "units.yaml"
    units.write_text(text, "utf-8")
    with pytest.raises(PlanError) as raised:
        plan_for(load_plan(TINY), "东区", units)
    assert raised.value.path == units
