"""What lint remarks on in a sound plan: told with file and line, and no fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plan_eval.plan_folder.load import read_plan

TINY = Path(__file__).parent / "tiny"
DOCUMENT = "  - {id: city-2020, level: city, title: 某市儿童发展规划}\n"
DEPARTMENT = "  - {id: market, name: 市场局, name_en: Market office}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "plan"))


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "line", "says"),
    [
        ("references.yaml", "documents:\n", f"documents:\n{DOCUMENT}", "PL101", 3, "某市儿童"),
        (
            "departments.yaml",
            "departments:\n",
            f"departments:\n{DEPARTMENT}",
            "PL102",
            3,
            "市场局",
        ),
        (
            "footnotes.yaml",
            "    documents: [province-children-2020]\n    benchmarks:\n"
            "      - indicator: growth-01-1\n        document: province-children-2020\n"
            "        comparator: at_least\n        value: 85\n"
            "        printed: 视力检查覆盖率达到85%\n",
            "",
            "PL103",
            4,
            "脚注 1 提到书名号",
        ),
        (
            "areas/01-growth.yaml",
            "measures: [growth-m01]",
            "measures: []",
            "PL104",
            18,
            "growth-m01 不服务于任何目标",
        ),
        (
            "areas/01-growth.yaml",
            "measures: [growth-m01]",
            "measures: []",
            "PL105",
            11,
            "growth-01 没有列出策略措施",
        ),
        (
            "projects.yaml",
            "{kind: each_unit, minimum: 2, printed: 每个镇建成至少2间}",
            "{kind: addition, count: 2, printed: 至少2间}",
            "PL107",
            5,
            "3 个乡镇",
        ),
        (
            "areas/01-growth.yaml",
            "yearly_change: 20",
            "yearly_change: 91",
            "PL109",
            35,
            "yearly_change 为 91，比基期值或目标值 90 还大",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("PL1") else "",
)
def test_remarks_have_a_place_and_words(
    folder: Path, file: str, old: str, new: str, code: str, line: int, says: str
) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    # both goals lose their measure, and the indicator of the project its split by town
    path.write_text(text.replace(old, new).replace("    splits: [town]\n", ""), "utf-8")

    found = read_plan(folder)

    assert found.faults == []
    (remark,) = [note for note in found.notes() if note.code == code][:1]
    assert remark.path == (folder / "units.yaml" if code == "PL107" else path)
    assert remark.line == line
    assert says in remark.message
    assert remark.hint


def test_guesses_are_counted(folder: Path) -> None:
    (remark,) = read_plan(folder).notes()
    assert remark.code == "PL106"
    assert "3 项指标含推定内容" in remark.message
    assert "department 3" in remark.message


def test_a_plan_without_guesses_has_no_remark(folder: Path) -> None:
    for path in (folder / "projects.yaml", folder / "areas/01-growth.yaml"):
        lines = path.read_text("utf-8").splitlines()
        kept = [line for line in lines if not line.strip().startswith("inferred:")]
        path.write_text("\n".join(kept), "utf-8")

    assert read_plan(folder).notes() == []


@pytest.mark.parametrize("name", ["areas/02-school.yml", "area.yaml", "old/plan.yaml"])
def test_a_file_that_nobody_reads_is_remarked_on(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("id: school\n", "utf-8")

    notes = read_plan(folder).notes()

    assert [note.path for note in notes if note.code == "PL108"] == [folder / name]


def test_another_register_does_not_make_its_own_a_lost_file(folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(folder / "units.yaml", tmp_path / "towns.yaml"))
    assert [note.code for note in read_plan(folder, other).notes()] == ["PL106"]


def test_the_shipped_plan_is_clean_but_for_its_guesses() -> None:
    found = read_plan(Path(__file__).resolve().parents[2] / "targets")
    assert found.faults == []
    assert [note.code for note in found.notes()] == ["PL106"]
