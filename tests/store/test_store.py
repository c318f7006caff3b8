"""The monitoring database: what goes in, what is refused, what was in force, what must hold."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from tests.conftest import Ran
from tests.store.office import PEOPLE, PROJECT, SENT, TINY, TODAY, corrected, given_in, opened

import plan_eval as pe
from plan_eval.errors import PlanEvalError
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan
from plan_eval.plan_folder.project_file import Person
from plan_eval.store import database as store
from plan_eval.store.accepting import Acceptance, accept, candidates
from plan_eval.store.contents import end_of, read_sent
from plan_eval.store.database import open_database
from plan_eval.store.keeping import (
    backup,
    close_year,
    events,
    export,
    has_digest,
    history,
    last_digest,
    verify,
    withdraw,
)


def names(acceptance: Acceptance) -> tuple[list[str], list[str], list[str]]:
    accepted = [one.name for one in acceptance.accepted]
    refused = [one.candidate.name for one in acceptance.refused]
    return accepted, refused, [one.name for one in acceptance.known]


def test_what_is_sound_goes_in_and_is_read_as_from_the_folder(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    with opened(tmp_path, plan) as database:
        done = given_in(database, plan, inbox)
        assert done.refused == ()
        assert len(done.accepted) == len(list(inbox.iterdir()))
        assert verify(database) == []
    from_folder = read_sent([inbox], plan, TINY).submissions
    from_database = read_sent([tmp_path / "monitoring.duckdb"], plan, TINY).submissions
    for name in ("observations", "self_assessments"):
        left, right = getattr(from_folder, name), getattr(from_database, name)
        assert left.drop("path").equals(right.drop("path"))
        assert set(right["path"].str.head(len(str(tmp_path)))) <= {str(tmp_path)}
    assert {Path(file.path).name for file in from_database.files} == {
        path.name for path in inbox.iterdir()
    }


def test_the_same_file_again_changes_nothing(inbox: Path, tmp_path: Path, plan: Plan) -> None:
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
        before = events(database)
        done = given_in(database, plan, inbox, next(inbox.iterdir()))
        assert (done.accepted, done.refused) == ((), ())
        assert events(database) == before


def test_a_faulty_file_is_refused_whole_and_the_sound_one_beside_it_goes_in(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    bad = inbox / "library_2018.csv"
    bad.write_text(bad.read_text("utf-8-sig").replace("2018", "1918", 1), "utf-8")
    with opened(tmp_path, plan) as database:
        accepted, refused, _ = names(given_in(database, plan, inbox))
        assert refused == ["inbox/library_2018.csv"]
        assert len(accepted) == len(list(inbox.iterdir())) - 1
        figures = database.rows("SELECT count(*) FROM figure WHERE path LIKE '%library_2018%'")
        assert figures == [(0,)]


def test_a_correction_needs_a_reason_and_the_file_before_stays_in_the_history(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    path = inbox / "clinic_2018.csv"
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
        corrected(path, path)
        assert names(given_in(database, plan, inbox))[1] == ["inbox/clinic_2018.csv"]
        done = given_in(database, plan, inbox, reason="口径更正")
        assert names(done)[:2] == (["inbox/clinic_2018.csv"], [])
        indicator = database.rows("SELECT indicator FROM figure WHERE path LIKE '%clinic_2018%'")
        old, new = history(database, indicator[0][0], 2018)[:2]
        assert (old.until is None, new.until is None) == (False, True)
        assert (old.reason, new.reason) == (None, "口径更正")
        assert verify(database) == []


def test_a_correction_under_another_name_says_what_it_replaces(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
        again = corrected(inbox / "clinic_2018.csv", tmp_path / "新" / "卫生.csv")
        # every figure of it is there already: without saying so it is a duplicate
        (refused,) = given_in(database, plan, again).refused
        assert refused.candidate.name == "新/卫生.csv"
        # once for each figure, at its row in the new file, not at the one in the database
        assert {(one.code, one.path) for one in refused.findings} == {("PE501", str(again))}
        unknown = given_in(database, plan, again, reason="x", replaces="nothing.csv")
        assert names(unknown)[1] == ["新/卫生.csv"]
        done = given_in(database, plan, again, reason="x", replaces="inbox/clinic_2018.csv")
        assert names(done)[0] == ["新/卫生.csv"]


def test_a_file_is_called_alike_alone_and_with_its_folder(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    alone = inbox / "clinic_2018.csv"
    with opened(tmp_path, plan) as database:
        assert len(given_in(database, plan, alone, inbox).accepted) == len(list(inbox.iterdir()))
        corrected(alone, alone)
        done = given_in(database, plan, alone, reason="x")
        assert names(done) == (["inbox/clinic_2018.csv"], [], [])
        assert verify(database) == []


def test_the_file_of_another_year_is_no_correction(inbox: Path, tmp_path: Path, plan: Plan) -> None:
    (inbox / "clinic_2018.csv").rename(inbox / "收件.csv")
    (inbox / "clinic_2017.csv").unlink()
    with opened(tmp_path, plan) as database:
        assert given_in(database, plan, inbox).refused == ()
        shutil.copy(SENT / "clinic_2017.csv", inbox / "收件.csv")
        (fault,) = given_in(database, plan, inbox / "收件.csv", reason="x").refused
        assert "2018" in fault.reason


def test_a_file_that_is_withdrawn_is_out_of_force_and_in_the_history(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    how: dict[str, object] = {"by": "甲", "people": PEOPLE}
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
        for name, reason in (("inbox/clinic_2081.csv", "x"), ("inbox/clinic_2018.csv", " ")):
            with pytest.raises(PlanEvalError) as raised:
                withdraw(database, name, reason=reason, **how)  # type: ignore[arg-type]
            assert raised.value.hint
        withdraw(database, "inbox/clinic_2018.csv", reason="报错单位", **how)  # type: ignore[arg-type]
        assert verify(database) == []
        name = database.rows("SELECT indicator FROM figure WHERE path LIKE '%clinic_2018%'")[0][0]
        assert all(one.until for one in history(database, name, 2018))
    sent = read_sent([tmp_path / "monitoring.duckdb"], plan, TINY).submissions
    assert not any("clinic_2018" in file.path for file in sent.files)
    with opened(tmp_path, plan) as database:
        assert names(given_in(database, plan, inbox))[0] == ["inbox/clinic_2018.csv"]


def test_only_people_named_may_accept_waive_and_close(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    with opened(tmp_path, plan) as database:
        for people in ((), (Person(name="甲", roles=("close",)),)):
            with pytest.raises(PlanEvalError) as raised:
                accept(
                    *(database, candidates([inbox]), plan, TINY),
                    by="甲",
                    people=people,
                    today=TODAY,
                )
            assert raised.value.hint
        with pytest.raises(PlanEvalError):
            close_year(database, 2018, closed=True, by="乙", reason="x", people=PEOPLE)
        assert events(database) == []


WAIVER = """
  - code: {code}
    department: {department}
    indicator: {indicator}
    reason: 试点口径
    approver: {approver}
    date: 2019-01-02
    expires: 2030-01-01
"""


@pytest.mark.parametrize(("approver", "taken"), [("乙", True), ("甲", False)])
def test_a_waiver_lets_a_file_in_where_its_approver_may_waive(
    approver: str, taken: bool, inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    path = inbox / "clinic_2018.csv"
    header, row, *rest = path.read_text("utf-8-sig").splitlines()
    columns, cells = header.split(","), row.split(",")
    name = cells[columns.index("indicator" if "indicator" in columns else "指标编码")]
    cells[columns.index("value" if "value" in columns else "数值")] = "99999"
    path.write_text("\n".join([header, ",".join(cells), *rest]) + "\n", "utf-8")
    department = plan.indicators[name].department
    with opened(tmp_path, plan) as database:
        codes: set[str] = set()
        # a figure that is let in meets the rules across rows as well
        for _ in range(3):
            codes |= {
                one.code
                for fault in given_in(database, plan, inbox).refused
                for one in fault.findings
            }
            (inbox / "waivers.yaml").write_text(
                "waivers:\n"
                + "".join(
                    WAIVER.format(
                        code=code, department=department, indicator=name, approver=approver
                    )
                    for code in sorted(codes)
                ),
                "utf-8",
            )
        done = given_in(database, plan, inbox)
        assert (not done.refused) is taken
        if not taken:
            assert approver in done.refused[0].reason
            return
    (inbox / "waivers.yaml").unlink()
    sent = read_sent([tmp_path / "monitoring.duckdb"], plan, TINY)
    assert [one.approver for file in sent.waivers for _, one in file.waivers] == ["乙"] * len(codes)


def test_waivers_of_strangers_in_the_temporary_folder_are_not_read(
    inbox: Path, tmp_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
    shared = tmp_path / "tmp"
    shared.mkdir()
    (shared / "waivers.yaml").write_text("no waivers at all", "utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(shared))
    assert read_sent([tmp_path / "monitoring.duckdb"], plan, TINY).waivers == ()


def test_a_closed_year_takes_nothing_until_it_is_opened_again(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    path = inbox / "clinic_2018.csv"
    how: dict[str, object] = {"by": "甲", "reason": "审定", "people": PEOPLE}
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
        close_year(database, 2018, closed=True, **how)  # type: ignore[arg-type]
        with pytest.raises(PlanEvalError):
            close_year(database, 2018, closed=True, **how)  # type: ignore[arg-type]
        corrected(path, path)
        assert names(given_in(database, plan, inbox, reason="x"))[1] == ["inbox/clinic_2018.csv"]
        close_year(database, 2018, closed=False, **how)  # type: ignore[arg-type]
        assert names(given_in(database, plan, inbox, reason="x"))[1] == []
        said = [(one.what, one.detail.get("reason")) for one in events(database)]
        assert said[-3:] == [("close", "审定"), ("reopen", "审定"), ("accept", "x")]


def test_a_report_of_a_past_day_is_the_same_after_a_correction(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    project = pe.open(tmp_path, plan=TINY)
    where, day = tmp_path / "monitoring.duckdb", date(2021, 1, 4)

    def page(name: str, on: date | None) -> bytes:
        judged = project.validate(where, on=on, today=day).assess("midterm")
        return judged.report(tmp_path / name, day=day).read_bytes()

    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
    then = page("then.html", None)
    path = inbox / "clinic_2018.csv"
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace("16.50,33", "17.00,34"), "utf-8")
    with opened(tmp_path, plan) as database:
        yesterday = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=1)
        database.connection.execute("UPDATE file SET accepted = ?", [yesterday])
        assert names(given_in(database, plan, inbox, reason="漏计一例"))[1] == []
    assert page("now.html", None) != then
    assert page("past.html", date.today() - timedelta(days=1)) == then


def test_days_are_those_of_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert end_of(date(2021, 1, 4)) == datetime(2021, 1, 4, 16)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE file SET content = encode('改') WHERE id = 1", "内容与接收时不同"),
        ("DELETE FROM figure WHERE file = (SELECT min(file) FROM figure)", "应有"),
        ("UPDATE event SET \"by\" = '丙' WHERE id = 2", "操作记录第 2 行"),
        ("DELETE FROM event WHERE id = 3", "操作记录第 4 行"),
        ("DELETE FROM file WHERE id = 2", "不属于任何文件"),
        ('UPDATE figure SET "value" = "value" + 1 WHERE file = 3 AND "row" = 2', "第 3 行所写"),
        ("UPDATE file SET accepted_by = '丙' WHERE id = 3", "第 3 行所写"),
        ("UPDATE file SET years = [2011] WHERE id = 3", "第 3 行所写"),
        ("UPDATE self_assessment SET status = 'done'", "self_assessment"),
        ("INSERT INTO closing VALUES (2018, true, TIMESTAMP '2020-01-01', '丙', 'x')", "closing"),
    ],
)
def test_what_was_changed_by_hand_is_found(
    statement: str, problem: str, accepted: Path, tmp_path: Path, plan: Plan
) -> None:
    shutil.copy(accepted, tmp_path)
    with opened(tmp_path, plan) as database:
        assert verify(database) == []
        database.connection.execute(statement)
        assert any(problem in one for one in verify(database))


def test_a_log_that_was_forged_does_not_have_the_digest_written_down_before(
    accepted: Path, tmp_path: Path, plan: Plan, plan_eval: Callable[..., Ran]
) -> None:
    shutil.copy(accepted, tmp_path)
    with opened(tmp_path, plan) as database:
        before = last_digest(database)
        assert has_digest(database, before)
        (number, moment, by, what, detail) = database.rows(
            'SELECT id, "at", "by", what, detail FROM event ORDER BY id DESC LIMIT 1'
        )[0]
        above = database.rows("SELECT digest FROM event WHERE id = ?", [number - 1])[0][0]
        name = "somebody else"
        database.connection.execute("UPDATE file SET accepted_by = ? WHERE id = ?", [name, number])
        rows = store.digests(database, moment)[moment]
        forged = json.dumps({**json.loads(detail), "rows": rows}, ensure_ascii=False)
        database.connection.execute(
            'UPDATE event SET "by" = ?, detail = ?, digest = ? WHERE id = ?',
            [name, forged, store.chained(above, moment, name, what, forged), number],
        )
        assert by != name
        assert verify(database) == []
        assert not has_digest(database, before[:12])
        with pytest.raises(PlanEvalError):
            has_digest(database, before[:3])
    path = ("--database", tmp_path / "monitoring.duckdb", "--plan", TINY)
    assert plan_eval("database", "verify", *path).code == 0
    ran = plan_eval("database", "verify", "--digest", before, *path)
    assert (ran.code, "没有以前记下的摘要" in ran.out) == (1, True)


def test_a_copy_is_whole_and_replaces_nothing(inbox: Path, tmp_path: Path, plan: Plan) -> None:
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
        backup(database, tmp_path / "o'copy.duckdb", plan.header.id)
        with pytest.raises(PlanEvalError):
            backup(database, tmp_path / "o'copy.duckdb", plan.header.id)
        before = events(database)
    with open_database(tmp_path / "o'copy.duckdb", plan.header.id) as copy:
        assert events(copy) == before


def test_the_files_come_out_as_they_were_sent(inbox: Path, tmp_path: Path, plan: Plan) -> None:
    path = inbox / "clinic_2018.csv"
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
        first = path.read_bytes()
        corrected(path, path)
        given_in(database, plan, inbox, reason="=1+1")
        export(database, tmp_path / "out", plan.header.id)
    for one in inbox.iterdir():
        assert (tmp_path / "out" / "files" / "inbox" / one.name).read_bytes() == one.read_bytes()
    (old,) = (tmp_path / "out" / "replaced").rglob("clinic_2018.csv")
    assert old.read_bytes() == first
    log = (tmp_path / "out" / "event.csv").read_text("utf-8-sig")
    assert "\n=" not in log
    assert ",=" not in log


def test_another_plans_a_later_and_a_foreign_database_are_refused(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
    path = tmp_path / "monitoring.duckdb"
    with pytest.raises(PlanEvalError, match="另一个规划"), open_database(path, "other"):
        pass
    with duckdb.connect(path) as connection:
        connection.execute("UPDATE setting SET value = '99' WHERE name = 'version'")
    with pytest.raises(PlanEvalError, match="更新版本"), open_database(path, plan.header.id):
        pass
    foreign = tmp_path / "foreign.duckdb"
    with duckdb.connect(foreign) as connection:
        connection.execute("CREATE TABLE mine (x INTEGER)")
    with pytest.raises(PlanEvalError, match="不是监测数据库"):  # noqa: SIM117
        with open_database(foreign, plan.header.id, create=True):
            pass
    with pytest.raises(PlanEvalError, match="没有这个数据库"):  # noqa: SIM117
        with open_database(tmp_path / "none.duckdb", plan.header.id):
            pass


def test_an_older_database_is_upgraded_and_a_copy_of_it_kept(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    path = tmp_path / "monitoring.duckdb"
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
        before = events(database)
    as_of_version_1(path)
    old = path.read_bytes()
    # also when it is opened to be read
    with open_database(path, plan.header.id) as database:
        assert database.rows("SELECT value FROM setting WHERE name = 'version'") == [("2",)]
        assert [one.what for one in events(database)[len(before) :]] == ["upgrade"]
        assert verify(database) == []
    with duckdb.connect(tmp_path / "monitoring.v1.duckdb", read_only=True) as copy:
        assert copy.sql("SELECT value FROM setting WHERE name = 'version'").fetchall() == [("1",)]
    # a copy made by an upgrade that did not end is in nobody's way
    path.write_bytes(old)
    with open_database(path, plan.header.id) as database:
        assert verify(database) == []
    assert (tmp_path / "monitoring.v1-2.duckdb").exists()


def as_of_version_1(path: Path) -> None:
    """Take the tables back to what they were before the second version."""
    with duckdb.connect(path) as connection:
        connection.execute("DROP TABLE report")
        connection.execute("DROP TABLE publication")
        connection.execute("ALTER TABLE file DROP COLUMN received")
        connection.execute("UPDATE setting SET value = '1' WHERE name = 'version'")


def test_the_commands(
    inbox: Path, tmp_path: Path, plan_eval: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan-eval.yaml").write_text(PROJECT, "utf-8")
    assert plan_eval("accept", "inbox", "--by", "丙").code == 2
    assert plan_eval("database", "verify").code == 2
    ran = plan_eval("accept", "inbox", "--by", "甲")
    assert (ran.code, "退回 0 个" in ran.out) == (0, True)
    assert plan_eval("accept", "inbox", "--by", "甲").code == 0
    assert plan_eval("validate").code == 0
    assert plan_eval("assess", "--stage", "midterm").code == 0
    assert plan_eval("assess", "--stage", "midterm", "--on", date.today()).code == 0
    assert plan_eval("validate", "--on", "2001-01-01").code == 2  # nothing was in force then
    assert plan_eval("validate", "inbox", "--on", "2020-01-01").code == 2
    assert plan_eval("database", "verify").code == 0
    assert plan_eval("database", "log", "--format", "json").out.startswith("[")
    assert json.loads(plan_eval("database", "log", "--format", "json").out)[0]["by"] == "甲"
    name = next(iter(load_plan(TINY).indicators.values())).id
    assert "甲" in plan_eval("database", "history", name).out
    assert json.loads(plan_eval("database", "history", name, "--format", "json").out)
    assert plan_eval("database", "close", 2018, "--by", "甲", "--reason", "审定").code == 0
    corrected(inbox / "clinic_2018.csv", inbox / "clinic_2018.csv")
    ran = plan_eval("accept", "inbox", "--by", "甲", "--reason", "x")
    assert (ran.code, "已封账" in ran.out) == (1, True)
    assert plan_eval("database", "reopen", 2018, "--by", "甲", "--reason", "x").code == 0
    assert plan_eval("database", "backup", "copy.duckdb").code == 0
    assert plan_eval("database", "backup", "nowhere/copy.duckdb").code == 2
    close = ("database", "close", 2016, "--by", "甲", "--reason", " ")
    assert plan_eval(*close).code == 2
    assert plan_eval("database", "export", "out").code == 0
    assert list(Path("out/files/inbox").iterdir())
    (tmp_path / "monitoring.duckdb").write_bytes(b"not a database" * 999)
    assert plan_eval("validate").code == 2
    assert plan_eval("accept", "inbox", "--by", "甲").code == 2
