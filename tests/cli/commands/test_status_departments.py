"""status --departments: who has sent what, what is open, how late; ready to paste and to print."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.conftest import Ran

from plan_eval.checks.engine import validate
from plan_eval.feedback.reminders import COLUMNS, content, reminders
from plan_eval.feedback.sheets import feedback_sheets
from plan_eval.plan_folder.load import load_plan
from plan_eval.plan_folder.project_file import Person
from plan_eval.reading.submissions import read_submissions
from plan_eval.store.accepting import accept, candidates
from plan_eval.store.database import open_database

ROOT = Path(__file__).resolve().parents[3]
PLANS = ROOT / "tests/plans"
SENT = PLANS / "tiny_submissions"
Run = Callable[..., Ran]
OF_2018 = ("status", "--departments", "--year", "2018")
NAMES = {"clinic": "县保健院", "library": "县图书馆"}


@pytest.fixture
def folder(tiny_project: Path) -> Path:
    """The submissions of a project of one's own, to be changed."""
    shutil.copytree(SENT, tiny_project / "sent")
    settings(tiny_project)
    return tiny_project / "sent"


def settings(project: Path, *lines: str, plan: Path = PLANS / "tiny") -> None:
    text = "\n".join([f"plan: {plan}", "submissions: sent", *lines, ""])
    (project / "plan-eval.yaml").write_text(text, "utf-8")


def answer(ran: Ran) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.out)
    assert ran.code == (0 if found["complete"] else 1), ran.err
    found["of"] = {one["department"]: one for one in found["departments"]}
    return found


def asked(plan_eval: Run, *arguments: object) -> dict[str, Any]:
    return answer(plan_eval(*OF_2018, "--format", "json", *arguments))


def test_what_a_year_has_brought(folder: Path, plan_eval: Run) -> None:
    found = asked(plan_eval)

    assert (found["year"], found["due"], found["unknown"]) == (2018, None, [])
    clinic, library = found["of"]["clinic"], found["of"]["library"]
    # its four figures and its self-assessment
    assert (clinic["read"], clinic["accepted"], clinic["refused"]) == (5, 5, 0)
    assert (clinic["owed"], clinic["missing"]) == (4, 0)
    assert (clinic["figures"], clinic["self_assessment"]) == ("sent", "sent")
    assert clinic["files"] == ["sent/clinic_2018.csv", "sent/self_2018.csv"]
    assert (clinic["sent_on"], clinic["days_late"]) == (None, None)
    assert library["self_assessment"] == "not_sent"


@pytest.mark.parametrize(
    "where", ["empty folder", "no folder named", "empty database", "no database yet"]
)
def test_nothing_sent_at_all_is_an_answer(where: str, tiny_project: Path, plan_eval: Run) -> None:
    plan = f"plan: {PLANS / 'tiny'}\n"
    sent = {"empty folder": "sent", "no database yet": "later.duckdb", "no folder named": ""}.get(
        where, "m.duckdb"
    )
    named = f"submissions: {sent}\n" if sent else ""
    (tiny_project / "plan-eval.yaml").write_text(plan + named, "utf-8")
    (tiny_project / "sent").mkdir()
    with open_database(tiny_project / "m.duckdb", "yunling-children-2020", create=True):
        pass

    on = ("--on", "2019-04-10") if where == "empty database" else ()
    found = asked(plan_eval, "--due", "2019-03-31", *on)

    assert {one["figures"] for one in found["departments"]} == {"not_sent"}
    assert found["of"]["clinic"]["missing"] == 4
    if on:
        assert found["of"]["clinic"]["days_late"] == 10
    text = plan_eval(*OF_2018, "--format", "text").out
    assert "未报（2）：县保健院、县图书馆。" in text


def test_a_path_that_is_not_there_is_still_a_misuse(tiny_project: Path, plan_eval: Run) -> None:
    ran = plan_eval(*OF_2018, "nowhere")

    assert (ran.code, ran.out) == (2, "")


def test_a_department_that_sent_nothing_and_one_with_faults(folder: Path, plan_eval: Run) -> None:
    (folder / "library_2018.csv").unlink()
    clinic = folder / "clinic_2018.csv"
    wrong = clinic.read_text("utf-8-sig").replace("合计,85.0,850", "合计,185.0,850")
    clinic.write_text(wrong, "utf-8")

    found = asked(plan_eval)["of"]

    assert (found["library"]["figures"], found["library"]["missing"]) == ("not_sent", 3)
    assert found["clinic"]["refused"] == 1
    assert found["clinic"]["errors"] >= 1
    assert not found["clinic"]["complete"]

    text = plan_eval(*OF_2018, "--due", "2019-03-31", "--format", "text").out
    board, *paragraphs = text.strip().split("\n\n")
    assert "应报 2 个单位：未报 1 个，已报尚有事项 1 个，已报齐 0 个。" in board
    assert "未报（1）：县图书馆。" in board
    assert "报送期限：2019年3月31日。" in board
    assert board.endswith("云岭县儿童工作委员会办公室")
    assert [one.partition("：")[0] for one in paragraphs] == ["县保健院", "县图书馆"]
    assert "已收到，谢谢" in paragraphs[0]
    assert f"更正 {found['clinic']['errors']} 处" in paragraphs[0]
    assert "尚未收到，已逾期" in paragraphs[1]
    assert "数据 3 个" in paragraphs[1]


def test_counts_are_those_of_the_feedback_sheets() -> None:
    """Two papers of one day must not tell a department two things."""
    plan = load_plan(ROOT / "targets", ROOT / "sample_data/units.yaml")
    sent = read_submissions([ROOT / "sample_data/faulty"], plan)
    day = date(2026, 4, 1)
    validation = validate(sent, plan, today=day)
    year = max(file.year for file in sent.files if file.year)
    found = {one.name: one for one in reminders(sent, validation, plan, year, day).departments}
    others = {file.department for file in sent.files if file.year != year}

    sheets = [
        sheet
        for sheet in feedback_sheets(sent, validation, plan, day)
        if sheet.department in found and found[sheet.department].department not in others
    ]

    assert sheets
    for sheet in sheets:
        one = found[str(sheet.department)]
        assert (one.errors, one.questions) == (
            len(sheet.parts["error"]),
            len(sheet.parts["verify"]),
        )


def database(folder: Path, *, by: str = "NAME") -> Path:
    path = folder.parent / "m.duckdb"
    plan = load_plan(PLANS / "tiny")
    people = (Person(name=by, roles=("accept",)),)
    with open_database(path, plan.header.id, create=True) as opened:
        files = [one for one in sorted(folder.glob("*.csv")) if one.name != "library_2018.csv"]
        given = candidates(files)
        done = accept(opened, given, plan, PLANS / "tiny", by=by, people=people, today=date.today())
        assert done.refused == ()
    return path


def test_a_database_knows_the_day_and_a_correction_is_not_late(
    folder: Path, plan_eval: Run
) -> None:
    path = database(folder)
    with open_database(path, "yunling-children-2020", write=True) as opened:
        opened.connection.execute("UPDATE file SET accepted = TIMESTAMP '2019-03-20 04:00:00'")
    corrected = folder / "clinic_2018.csv"
    text = corrected.read_text("utf-8-sig").replace("85.0,850,1000", "85.1,851,1000")
    text = text.replace("85.8,429,500", "86.0,430,500")
    corrected.write_text(text, "utf-8")
    people = "people: [{name: NAME, roles: [accept]}]"
    settings(folder.parent, people)
    ran = plan_eval(
        *("accept", corrected, "--by", "NAME", "--reason", "复核", "--database", path),
    )
    assert ran.code == 0, ran.out

    found = asked(plan_eval, path, "--due", "2019-03-15")

    assert found["of"]["clinic"]["sent_on"] == "2019-03-20"
    assert found["of"]["clinic"]["days_late"] == 5
    assert found["of"]["library"]["figures"] == "not_sent"
    in_time = asked(plan_eval, path, "--due", "2019-03-31")
    assert in_time["of"]["clinic"]["days_late"] == 0
    assert in_time["of"]["library"]["days_late"] == (date.today() - date(2019, 3, 31)).days


def test_where_the_due_day_comes_from(folder: Path, plan_eval: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(PLANS / "tiny", plan)
    header = plan / "plan.yaml"
    header.write_text(header.read_text("utf-8") + "due: {day: 02-15}\n", "utf-8")
    settings(tmp_path, plan=plan)
    found = asked(plan_eval)
    assert (found["due"], found["inferred"]) == ("2019-02-15", True)
    assert "2019年2月15日（推定）" in plan_eval(*OF_2018, "--format", "text").out

    settings(tmp_path, "due: 03-31", plan=plan)
    found = asked(plan_eval)
    assert (found["due"], found["inferred"]) == ("2019-03-31", False)

    assert asked(plan_eval, "--due", "2019-04-30")["due"] == "2019-04-30"


@pytest.mark.parametrize("day", ["31", "2019-03-31", "02-29", "13-01", "三月底", "3-31"])
def test_a_due_day_that_is_none_is_told_with_its_line(
    day: str, folder: Path, plan_eval: Run
) -> None:
    settings(folder.parent, f"due: {day}")

    ran = plan_eval(*OF_2018)

    assert ran.code == 2
    assert "plan-eval.yaml:3" in ran.err
    assert "03-31" in ran.err


def test_formats_agree(folder: Path, plan_eval: Run) -> None:
    listed = asked(plan_eval)["departments"]
    table = list(csv.reader(io.StringIO(plan_eval(*OF_2018, "--format", "csv").out)))
    assert table[0] == [*COLUMNS] == list(listed[0])
    assert [row[0] for row in table[1:]] == [one["department"] for one in listed]

    ran = plan_eval(*OF_2018, "-o", "reminders.xlsx")
    assert (ran.code, ran.out) == (1, "")
    book = openpyxl.load_workbook("reminders.xlsx")
    first, second = book.worksheets
    names = [row[0].value for row in first.iter_rows(min_row=4)]
    assert names == [NAMES[one["department"]] for one in listed]
    assert "县图书馆" in "".join(str(row[0].value) for row in second.iter_rows())

    shown = plan_eval(*OF_2018).out
    assert all(name in shown for name in NAMES.values())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--departments", "--area", "growth"),
        ("--departments", "--as-of", "2018"),
        ("--departments", "--format", "xlsx"),
        ("--departments", "--year", "1999"),
        ("--due", "2019-03-31"),
        ("--format", "text"),
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together(
    arguments: tuple[str, ...], folder: Path, plan_eval: Run
) -> None:
    ran = plan_eval("status", *arguments)

    assert (ran.code, ran.out) == (2, "")


def test_one_file_with_the_rows_of_several_departments(folder: Path, plan_eval: Run) -> None:
    both = (folder / "clinic_2018.csv").read_text("utf-8-sig")
    other = folder / "library_2018.csv"
    both += "\n".join(other.read_text("utf-8-sig").splitlines()[1:]) + "\n"
    (folder / "all_2018.csv").write_text(both, "utf-8")
    other.unlink()
    (folder / "clinic_2018.csv").unlink()

    found = asked(plan_eval)["of"]

    assert {one["figures"] for one in found.values()} == {"sent"}
    assert found["library"]["missing"] == 0
    assert found["library"]["read"] == 3


def test_some_items_assessed_are_not_all() -> None:
    plan = load_plan(PLANS / "tiny")
    sent = read_submissions([SENT], plan)
    found = reminders(sent, validate(sent, plan), plan, 2018, date(2019, 4, 1))
    (clinic,) = [one for one in found.departments if one.department == "clinic"]
    whole = replace(clinic, items_owed=clinic.items)
    some = replace(clinic, items_owed=clinic.items + 2)

    assert (whole.complete, some.complete, some.self_assessment) == (True, False, "sent")
    words = content(replace(found, departments=(some,)), "text").decode()
    assert "自评 2 项" in words
