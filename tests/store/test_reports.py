"""Reports in the database: approved, registered, published; and the same again on a later day."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import Ran
from tests.store.office import PROJECT

import plan_eval as pe
from plan_eval.model.plan import Plan
from plan_eval.store.database import open_database
from plan_eval.store.keeping import events, verify
from plan_eval.store.reports import kept_entries, kept_publications, kept_report

Command = Callable[..., Ran]
YESTERDAY = date.today() - timedelta(days=1)
APPROVAL = """prepared: [{name: 丁}]
approved: [{name: 戊, day: 2021-01-03}]
resolution: 第3次会议
"""


@pytest.fixture
def office(tmp_path: Path, accepted: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office whose submissions are a database, with an approval file."""
    shutil.copy(accepted, tmp_path)
    (tmp_path / "plan-eval.yaml").write_text(PROJECT + "approval: approval.yaml\n", "utf-8")
    (tmp_path / "approval.yaml").write_text(APPROVAL, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def page(plan_eval: Command, name: str, *more: object, stage: str = "midterm") -> str:
    ran = plan_eval(
        *("report", "--stage", stage, "--date", "2021-01-04", "-o", name, "--quiet"), *more
    )
    assert ran.code in (0, 1), ran.err
    return words_of(Path(name))


def words_of(path: Path) -> str:
    """The words of a Word file, which has the pages of the PDF."""
    with zipfile.ZipFile(path) as made:
        text = made.read("word/document.xml").decode()
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", text))


def what_was_done(path: Path, plan: Plan) -> list[str]:
    with open_database(path, plan.header.id) as database:
        assert verify(database) == []
        return [one.what for one in events(database) if one.what != "accept"]


def test_a_report_is_recorded_with_its_approval_once(
    office: Path, plan: Plan, plan_eval: Command
) -> None:
    path = office / "monitoring.duckdb"
    page(plan_eval, "a.docx")
    page(plan_eval, "b.docx")
    page(plan_eval, "draft.docx", "--draft")
    page(plan_eval, "part.docx", "--area", plan.areas[0].id)
    assert what_was_done(path, plan) == ["report"]
    with open_database(path, plan.header.id) as database:
        (event,) = [one for one in events(database) if one.what == "report"]
        assert (event.by, event.detail["approved"]) == ("丁", ["戊"])
        assert event.detail["reason"] == "第3次会议"
        kept = kept_report(database, "midterm_2018")
        assert kept is not None
        assert kept.approval is not None
        assert kept.approval.resolution == "第3次会议"
    # a later signature is another record, and the one before stays
    (office / "approval.yaml").write_text(APPROVAL.replace("戊", "己"), "utf-8")
    page(plan_eval, "a.docx", "--force")
    assert what_was_done(path, plan) == ["report", "report"]


def test_a_later_report_looks_back_on_what_the_database_holds(
    office: Path, plan: Plan, plan_eval: Command
) -> None:
    page(plan_eval, "midterm.docx")
    assert "评估建议落实情况" in page(plan_eval, "final.docx", stage="final")
    assert "评估建议落实情况" not in page(plan_eval, "midterm.docx", "--force")
    assert not (office / "reports").exists()


def test_an_archived_report_is_registered_and_a_publication_recorded(
    office: Path, plan: Plan, plan_eval: Command
) -> None:
    path = office / "monitoring.duckdb"
    judged = pe.open(office).assess("midterm")
    from plan_eval.assess.export import export_assessment

    archived = export_assessment(judged.assessment, judged.plan)
    text = json.dumps(archived, ensure_ascii=False, default=str)
    (office / "assessment.json").write_text(text, "utf-8")
    assert plan_eval("register", "assessment.json", "--by", "甲").code == 0
    assert plan_eval("register", "assessment.json", "--by", "甲").code == 0
    call = ("publish", "--stage", "midterm", "--where", "政府网站", "--by", "常务会议")
    dated = ("--date", "2021-01-03")
    assert plan_eval(*call, *dated).code == 0
    again = plan_eval(*call, *dated)
    assert (again.code, "已有记录" in again.err) == (2, True)
    assert what_was_done(path, plan) == ["register", "publish"]
    with open_database(path, plan.header.id) as database:
        assert [one.name for one in kept_entries(database)] == ["midterm_2018"]
        assert [one.where for one in kept_publications(database)] == ["政府网站"]
        assert kept_publications(database, YESTERDAY) == ()
        (event,) = [one for one in events(database) if one.what == "publish"]
        # who approved it is no proof of who ran the command
        assert (event.by, event.detail["approved"]) == ("plan-eval", ["常务会议"])
    assert not (office / "publications.yaml").exists()
    shown = page(plan_eval, "final.docx", stage="final")
    assert "政府网站" in shown
    assert "评估建议落实情况" in shown
    log = plan_eval("database", "log").out
    assert "登记报告" in log
    assert "发布报告" in log


def test_the_report_of_a_past_day_comes_out_byte_for_byte(
    office: Path, plan: Plan, plan_eval: Command
) -> None:
    """After corrected figures, another text, another approval and a publication."""
    path = office / "monitoring.duckdb"
    assert plan_eval("texts", "--stage", "midterm").code == 0
    text = sorted((office / "texts" / "midterm_2018").glob("*.md"))[0]
    text.write_text(text.read_text("utf-8") + "\n县里补写的一段话。\n", "utf-8")
    then = page(plan_eval, "then.docx")
    assert "县里补写的一段话" in then
    moved = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=1)
    with open_database(path, plan.header.id, write=True) as database:
        for column, table in (("accepted", "file"), ('"at"', "report"), ('"at"', "event")):
            database.connection.execute(f"UPDATE {table} SET {column} = ?", [moved])

    source = Path(str(PROJECT).split("plan: ")[1].split("\n")[0]).parent / "tiny_submissions"
    inbox = office / "tiny_submissions"
    shutil.copytree(source, inbox)
    clinic = inbox / "clinic_2018.csv"
    sent = clinic.read_text("utf-8-sig")
    clinic.write_text(sent.replace("16.50,33", "17.00,34"), "utf-8")
    reason = ("--reason", "漏计一例")
    assert plan_eval("accept", clinic, "--by", "甲", *reason).code == 0
    text.write_text(text.read_text("utf-8") + "\n后来又改了。\n", "utf-8")
    (office / "approval.yaml").write_text(APPROVAL.replace("戊", "己"), "utf-8")
    publish = ("publish", "--stage", "annual", "--year", "2017", "--where", "简报")
    assert plan_eval(*publish).code == 0

    now = page(plan_eval, "now.docx")
    assert "后来又改了" in now
    assert "己" in now
    assert then not in (now, "")
    page(plan_eval, "past.docx", "--on", YESTERDAY.isoformat())
    assert Path("past.docx").read_bytes() == Path("then.docx").read_bytes()
    judged = pe.open(office).validate(on=YESTERDAY, today=date(2021, 1, 4)).assess("midterm")
    of_library = judged.report(office / "library.docx", day=date(2021, 1, 4))
    assert of_library.read_bytes() == Path("then.docx").read_bytes()
