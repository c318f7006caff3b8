"""Folders of past years: taken in order, in force from the day they came."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.conftest import Ran
from tests.store.office import PEOPLE, PROJECT, SENT, TINY, given_in, opened

from plan_eval.errors import PlanEvalError
from plan_eval.model.plan import Plan
from plan_eval.store.accepting import accept, candidates
from plan_eval.store.contents import read_sent
from plan_eval.store.database import open_database
from plan_eval.store.keeping import events, history, verify

Command = Callable[..., Ran]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with a folder of what was sent for each year, and no database yet."""
    (tmp_path / "plan-eval.yaml").write_text(PROJECT, "utf-8")
    for path in sorted(SENT.glob("[cl]*_201*.csv")):
        folder = tmp_path / "往年" / path.stem.split("_")[1]
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


IMPORT = ("database", "import", "往年", "--by", "甲")


def test_past_years_go_in_in_their_order_and_are_in_force_from_their_day(
    office: Path, plan: Plan, plan_eval: Command
) -> None:
    days = ("--received", "2015=2016-03-10", "--received", "2016=2017-03-09")
    ran = plan_eval(*IMPORT, *days)
    assert (ran.code, ran.out.count("接收 2 个文件")) == (0, 5), ran.out
    path = office / "monitoring.duckdb"
    with open_database(path, plan.header.id) as database:
        assert verify(database) == []
        names = [str(one.detail["name"]) for one in events(database)]
        assert names == sorted(names)
        assert events(database)[0].detail["received"] == "2016-03-10"
        indicator = next(iter(plan.indicators))
        (first, *_) = history(database, indicator)
        assert first.accepted.year == 2016
    for day, years in ((date(2016, 4, 1), {2015}), (date(2018, 1, 1), {2015, 2016})):
        sent = read_sent([path], plan, TINY, on=day).submissions
        assert {file.year for file in sent.files} == years
    assert len(read_sent([path], plan, TINY).submissions.files) == 10


def test_again_changes_nothing_and_a_closed_year_is_refused(
    office: Path, plan: Plan, plan_eval: Command
) -> None:
    later = (office / "往年" / "2016" / "library_2016.csv").rename(office / "later.csv")
    assert plan_eval(*IMPORT).code == 0
    before = (office / "monitoring.duckdb").read_bytes()
    ran = plan_eval(*IMPORT)
    assert (ran.code, "接收 0 个文件，退回 0 个，已在库中 2 个" in ran.out) == (0, True)
    assert (office / "monitoring.duckdb").read_bytes() == before
    close = ("database", "close", 2016, "--by", "甲", "--reason", "审定")
    assert plan_eval(*close).code == 0
    later.rename(office / "往年" / "2016" / "library_2016.csv")
    ran = plan_eval(*IMPORT)
    assert (ran.code, "已封账" in ran.out) == (1, True)


@pytest.mark.parametrize("given", ["2015", "2099=2016-03-10", "2015=昨天", "=2016-03-10"])
def test_a_day_that_is_not_understood_is_refused_before_anything_is_read(
    given: str, office: Path, plan_eval: Command
) -> None:
    ran = plan_eval(*IMPORT, "--received", given)
    assert (ran.code, "2015=2022-03-10" in ran.err or "2021=2022-03-10" in ran.err) == (2, True)
    assert not (office / "monitoring.duckdb").exists()


def test_what_the_database_said_of_a_day_is_not_changed_afterwards(
    inbox: Path, tmp_path: Path, plan: Plan
) -> None:
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox / "clinic_2015.csv")
        began = date.today() - timedelta(days=9)
        database.connection.execute('UPDATE event SET "at" = "at" - INTERVAL 9 DAY')
        more: dict[str, object] = {"by": "甲", "people": PEOPLE, "today": date.today()}
        late = began + timedelta(days=1)
        with pytest.raises(PlanEvalError, match="已经有了数据库"):
            accept(
                *(database, candidates([inbox]), plan, TINY),
                received=late,
                **more,  # type: ignore[arg-type]
            )
        done = accept(
            *(database, candidates([inbox]), plan, TINY),
            received=began - timedelta(days=1),
            **more,  # type: ignore[arg-type]
        )
        assert len(done.accepted) == len(list(inbox.iterdir())) - 1


def test_files_that_came_before_the_database_can_be_accepted_one_by_one(
    office: Path, plan: Plan, plan_eval: Command
) -> None:
    call = ("accept", "往年/2015", "--by", "甲", "--received", "2016-03-10")
    assert plan_eval(*call).code == 0
    sent = read_sent([office / "monitoring.duckdb"], plan, TINY, on=date(2016, 3, 10))
    assert len(sent.submissions.files) == 2
