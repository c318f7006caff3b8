"""diff says which figure changed, which verdict came out otherwise and why; exits as diff does."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Ran

from plan_eval.model.changes import COLUMNS
from plan_eval.plan_folder.load import load_plan
from plan_eval.plan_folder.project_file import Person
from plan_eval.store.accepting import accept, candidates
from plan_eval.store.database import open_database

PLANS = Path(__file__).resolve().parents[2] / "plans"
Run = Callable[..., Ran]
CLINIC = "clinic_2018.csv"


@pytest.fixture
def sides(tiny_project: Path) -> tuple[Path, Path]:
    """What was sent, twice."""
    for name in ("old", "new"):
        shutil.copytree(PLANS / "tiny_submissions", tiny_project / name)
    return tiny_project / "old", tiny_project / "new"


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8-sig")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, "utf-8")


def compared(plan_eval: Run, *arguments: object) -> list[dict[str, Any]]:
    ran = plan_eval("diff", *arguments, "--format", "json")
    found: list[dict[str, Any]] = json.loads(ran.out)
    assert ran.code == (1 if found else 0), ran.err
    return found


def of(found: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    return [one for one in found if one["what"] == what]


def test_nothing_changed(sides: tuple[Path, Path], plan_eval: Run) -> None:
    ran = plan_eval("diff", *sides)

    assert (ran.code, ran.out.strip()) == (0, "没有变化")
    assert plan_eval("diff", *sides, "--format", "csv").out.strip() == ",".join(COLUMNS)


def test_a_figure_that_moves_a_verdict(sides: tuple[Path, Path], plan_eval: Run) -> None:
    whole = ("合计,85.0,850,1000", "合计,91.2,912,1000")
    edit(sides[1] / CLINIC, whole, ("85.8,429,500", "91.2,456,500"), ("84.2,421", "91.2,456"))

    found = compared(plan_eval, *sides)

    figures = of(found, "figure")
    assert [one["group"]["sex"] for one in figures] == ["female", "male", "total"]
    last = figures[-1]
    assert last["action"] == "changed"
    assert (last["old"], last["new"]) == (
        {"value": "85", "numerator": "850", "denominator": "1000"},
        {"value": "91.2", "numerator": "912", "denominator": "1000"},
    )
    assert last["old_place"] == f"{sides[0] / CLINIC}:2"
    (state,) = of(found, "state")
    assert (state["id"], state["old"]["state"], state["new"]["state"]) == (
        "growth-01-1",
        "not_met",
        "met",
    )
    cause = next(one for one in state["why"] if one["code"] == "value")
    assert (cause["old"]["value"], cause["new"]["value"]) == (85, 91.2)
    assert cause["place"] == f"{sides[1] / CLINIC}:2"

    text = plan_eval("diff", *sides).out
    assert "85 (850/1000) → 91.2 (912/1000)" in text
    assert "未达标" in text
    assert "最近值由 2018年85.00 变为 2018年91.20" in text


def test_a_figure_that_is_refused_now(sides: tuple[Path, Path], plan_eval: Run) -> None:
    edit(sides[1] / CLINIC, ("合计,85.0,850,1000", "合计,185.0,850,1000"))

    found = compared(plan_eval, *sides)

    (figure,) = of(found, "figure")
    assert figure["action"] == "refused"
    assert {one["code"] for one in figure["why"]} == {"rule"}
    (state,) = of(found, "state")
    (cause,) = [one for one in state["why"] if one["code"] == "refused"]
    assert cause["new"] == [one["new"] for one in figure["why"]]
    back = of(compared(plan_eval, sides[1], sides[0]), "figure")
    assert [one["action"] for one in back] == ["accepted"]


def test_a_file_that_is_gone_and_one_that_is_new(sides: tuple[Path, Path], plan_eval: Run) -> None:
    (sides[1] / CLINIC).unlink()

    found = compared(plan_eval, *sides)
    assert {one["action"] for one in of(found, "figure")} == {"removed"}
    assert len(of(found, "figure")) == 4
    moved = {one["id"]: one for one in of(found, "state")}
    assert "gone" in [one["code"] for one in moved["growth-01-1"]["why"]]

    back = compared(plan_eval, sides[1], sides[0])
    assert {one["action"] for one in of(back, "figure")} == {"added"}


def test_a_row_whose_key_is_not_read_is_not_lost(sides: tuple[Path, Path], plan_eval: Run) -> None:
    with (sides[1] / CLINIC).open("a", encoding="utf-8") as file:
        file.write("nonsense-9,2018,,合计,3,,,%,台账,,县保健院\n")

    (figure,) = of(compared(plan_eval, *sides), "figure")

    assert (figure["action"], figure["id"]) == ("added", "nonsense-9")
    assert figure["why"]


def test_a_self_assessment_with_another_status(sides: tuple[Path, Path], plan_eval: Run) -> None:
    edit(sides[1] / "self_2018.csv", ("基本完成", "推进中"))

    (item,) = of(compared(plan_eval, *sides), "self_assessment")

    assert (item["id"], item["old"], item["new"]) == ("growth-01", "mostly_done", "under_way")


def test_rows_in_another_order_are_no_change(sides: tuple[Path, Path], plan_eval: Run) -> None:
    path = sides[1] / CLINIC
    head, *rows = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join([head, *reversed(rows)]) + "\n", "utf-8")
    (sides[1] / CLINIC).rename(sides[1] / "clinic_2018_corrected.csv")

    assert compared(plan_eval, *sides) == []


def test_two_stages_and_two_years(tiny_project: Path, plan_eval: Run) -> None:
    for pair in (("midterm", "final"), ("2018", "2020"), ("midterm", "2020")):
        states = of(compared(plan_eval, *pair), "state")
        assert states
        for one in states:
            assert one["why"][0] == {"code": "stage", "old": 2018, "new": 2020, "place": None}


def test_two_days_of_a_database(sides: tuple[Path, Path], plan_eval: Run) -> None:
    plan, folder = load_plan(PLANS / "tiny"), PLANS / "tiny"
    by: dict[str, Any] = {"by": "NAME", "people": (Person(name="NAME", roles=("accept",)),)}
    today = date.today()
    path = sides[0].parent / "m.duckdb"
    with open_database(path, plan.header.id, create=True) as database:
        given = candidates(sorted(sides[0].glob("*.csv")))
        accept(database, given, plan, folder, today=today, **by)
        database.connection.execute("UPDATE file SET accepted = TIMESTAMP '2019-03-20 04:00:00'")
        whole = ("合计,85.0,850,1000", "合计,91.2,912,1000")
        edit(sides[0] / CLINIC, whole, ("85.8,429,500", "91.2,456,500"), ("84.2,421", "91.2,456"))
        again = candidates([sides[0] / CLINIC])
        done = accept(database, again, plan, folder, today=today, reason="复核", **by)
        assert done.refused == ()
    in_it = ("--submissions", path)

    before, after = "2019-03-31", today.isoformat()
    found = compared(plan_eval, before, after, *in_it)
    assert {one["action"] for one in of(found, "figure")} == {"changed"}
    assert [one["new"]["state"] for one in of(found, "state")] == ["met"]
    assert of(found, "figure")[0]["old_place"].startswith(f"{path}/")
    assert compared(plan_eval, before, before, *in_it) == []
    # on a day before the first file nothing stood
    first = compared(plan_eval, "2019-01-01", before, *in_it)
    assert {one["action"] for one in of(first, "figure")} == {"added"}


def test_an_empty_folder_is_a_side_on_which_nothing_stands(
    sides: tuple[Path, Path], plan_eval: Run
) -> None:
    (sides[0].parent / "none").mkdir()

    found = compared(plan_eval, sides[0].parent / "none", sides[1])

    assert {one["action"] for one in of(found, "figure")} == {"added"}


@pytest.fixture
def plans(tiny_project: Path) -> tuple[Path, Path]:
    for name in ("plan_a", "plan_b"):
        shutil.copytree(PLANS / "tiny", tiny_project / name)
    return tiny_project / "plan_a", tiny_project / "plan_b"


def area_file(plan: Path) -> Path:
    return next((plan / "areas").glob("*.yaml"))


def test_two_plan_folders_field_by_field(plans: tuple[Path, Path], plan_eval: Run) -> None:
    assert compared(plan_eval, *plans) == []
    edit(
        area_file(plans[1]),
        ("value: 90, printed: 90%以上", "value: 80, printed: 80%以上"),
        ("覆盖率达到90%以上", "覆盖率达到80%以上"),
        ("yearly_change: 20", "yearly_change: 25"),
    )
    edit(plans[1] / "footnotes.yaml", ("覆盖率达到90%以上", "覆盖率达到80%以上"))
    edit(plans[1] / "departments.yaml", ("County library", "The library"))

    found = compared(plan_eval, *plans)

    changed = {(one["id"], one["field"]): (one["old"], one["new"]) for one in found}
    assert changed["growth-01-1", "target.value"] == (90, 80)
    assert changed["growth-01-1", "yearly_change"] == (20, 25)
    assert changed["department library", "name_en"] == ("County library", "The library")
    assert changed["growth-01", "text"][1].endswith("80%以上。")
    assert not of(found, "state")

    judged = compared(plan_eval, *plans, "--submissions", PLANS / "tiny_submissions")
    (state,) = [one for one in of(judged, "state") if one["id"] == "growth-01-1"]
    assert state["why"][0] == {"code": "target", "old": "≥90", "new": "≥80", "place": None}
    assert state["new"]["state"] == "met"


def test_csv_has_the_same_rows(sides: tuple[Path, Path], plan_eval: Run) -> None:
    (sides[1] / CLINIC).unlink()
    rows = compared(plan_eval, *sides)

    table = list(csv.reader(io.StringIO(plan_eval("diff", *sides, "--format", "csv").out)))

    assert table[0] == [*COLUMNS] == list(rows[0])
    assert len(table) == len(rows) + 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("old", "midterm"),
        ("old", "plan"),
        ("old", "nowhere"),
        ("midterm", "2031"),
        ("midterm", "final", "--stage", "midterm"),
        ("old", "new", "--submissions", "old"),
        ("2026-03-01", "2026-03-02"),
        ("old", "new", "--year", "2019"),
    ],
    ids=" ".join,
)
def test_a_misuse_is_2_and_says_what_goes(
    arguments: tuple[str, ...], sides: tuple[Path, Path], tiny_project: Path, plan_eval: Run
) -> None:
    shutil.copytree(PLANS / "tiny", tiny_project / "plan")

    ran = plan_eval("diff", *arguments)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误：")


def test_a_plan_with_faults_is_compared_and_judges_nothing(
    plans: tuple[Path, Path], plan_eval: Run
) -> None:
    edit(area_file(plans[1]), ("value: 90,", "value: 80,"))

    ran = plan_eval("diff", *plans)

    assert (ran.code, ran.out.splitlines()[0]) == (
        1,
        "~ growth-01-1 学龄前儿童视力检查覆盖率 target.value 90 → 80",
    )
    assert "plan-eval lint" in ran.err
    assert plan_eval("diff", *plans, "--submissions", PLANS / "tiny_submissions").code == 2


def test_a_figure_after_the_stage_is_outside_its_years(tiny_project: Path, plan_eval: Run) -> None:
    found = of(
        compared(plan_eval, "2020", "2018", "--submissions", PLANS / "tiny_submissions"), "state"
    )
    codes = {why["code"] for one in found for why in one["why"]}

    assert "outside" in codes
    assert "gone" not in codes


@pytest.mark.parametrize("days", [("1999", "2018"), ("2026-03-31", "2026-04-01")], ids=" ".join)
def test_a_misuse_names_no_option_that_diff_has_not(
    days: tuple[str, str], sides: tuple[Path, Path], plan_eval: Run
) -> None:
    ran = plan_eval("diff", *days, "--submissions", sides[0])

    assert (ran.code, ran.out) == (2, "")
    for option in ("--year", "--on", "--database"):
        assert option not in ran.err
