"""What lies where the database should be: damaged, another's, no file at all. Never a bug."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from tests.conftest import Ran
from tests.store.office import PROJECT, TINY

from plan_eval.errors import PlanEvalError
from plan_eval.model.plan import Plan
from plan_eval.store.contents import read_sent
from plan_eval.store.database import open_database
from plan_eval.store.keeping import backup, export, verify

FIGURES = "SELECT * FROM figure ORDER BY ALL"


def trouble(path: Path, plan: Plan, sound: list[tuple[object, ...]]) -> bool:
    """Whether damage was reported; where it was not, all must be as it was."""
    try:
        with open_database(path, plan.header.id) as database:
            found = bool(verify(database))
            assert found or database.rows(FIGURES) == sound
            return found
    except PlanEvalError as error:
        return error.hint is not None


def spoilt(whole: bytes, chance: random.Random) -> bytes:
    """A copy with a bit, a byte, a block or its end gone wrong."""
    made = bytearray(whole)
    # the headers, which everything hangs on, as often as the rest
    at = chance.randrange(len(made) if chance.random() < 0.6 else 20_480)
    match chance.choice(("bit", "byte", "block", "zeros", "end")):
        case "bit":
            made[at] ^= 1 << chance.randrange(8)
        case "byte":
            made[at] ^= chance.randrange(1, 256)
        case "block":
            made[at : at + 4096] = bytes(byte ^ 0x5A for byte in made[at : at + 4096])
        case "zeros":
            made[at : at + 512] = bytes(len(made[at : at + 512]))
        case "end":
            del made[at:]
    return bytes(made)


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_file_is_reported_and_never_a_wrong_result(
    seed: int, accepted: Path, tmp_path: Path, plan: Plan
) -> None:
    with open_database(accepted, plan.header.id) as database:
        sound = database.rows(FIGURES)
    whole, path = accepted.read_bytes(), tmp_path / "spoilt.duckdb"
    chance, found = random.Random(seed), 0
    for _ in range(20):
        path.write_bytes(spoilt(whole, chance))
        found += trouble(path, plan, sound)
    assert found > 5


def test_a_copy_of_a_damaged_file_names_the_file(
    accepted: Path, tmp_path: Path, plan: Plan
) -> None:
    """Not the place where the copy is made, which is gone."""
    whole, path, named = accepted.read_bytes(), tmp_path / "spoilt.duckdb", set()
    block, headers = 262_144, 12_288
    for start in range(headers, len(whole), block):
        made = bytearray(whole)
        made[start + 4096 : start + 4112] = bytes(byte ^ 0x5A for byte in made[start + 4096 :][:16])
        path.write_bytes(made)
        try:
            with open_database(path, plan.header.id) as database:
                copy = tmp_path / f"{start}.duckdb"
                with pytest.raises(PlanEvalError) as caught:
                    backup(database, copy, plan.header.id)
                named.add(caught.value.path)
                assert not copy.exists()
        except PlanEvalError:  # the block is read as soon as it is opened
            continue
        except pytest.fail.Exception:  # a block that nothing stands in any more
            continue
    assert named == {path}


def test_a_damaged_log_of_changes_is_reported_or_stops_before_the_damage(
    accepted: Path, tmp_path: Path, plan: Plan
) -> None:
    """What was written and not yet taken into the database proper, as after a kill."""
    path, chance, stopped = tmp_path / "open.duckdb", random.Random(1), 0
    shutil.copy(accepted, path)
    with duckdb.connect(path) as raw:
        raw.execute("INSERT INTO event VALUES (900, now(), 'x', 'close', '{}', 'y')")
        left = Path(f"{path}.wal").read_bytes()
        main = path.read_bytes()
    for _ in range(20):
        path.write_bytes(main)
        made = bytearray(left)
        if chance.random() < 0.5:
            made[chance.randrange(len(made))] ^= chance.randrange(1, 256)
        else:
            del made[chance.randrange(len(made)) :]
        Path(f"{path}.wal").write_bytes(made)
        try:
            with open_database(path, plan.header.id) as database:
                assert database.rows("SELECT count(*) FROM file") == [(13,)]
        except PlanEvalError as error:
            stopped += error.hint is not None
    assert stopped > 3


def _foreign(path: Path) -> None:
    with duckdb.connect(path) as raw:
        raw.execute("CREATE TABLE setting (name VARCHAR, value VARCHAR)")


def _sqlite(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE file (x INTEGER)")
    raw.commit()
    raw.close()


ODD: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_bytes(b"not a database" * 999),
    "folder": lambda path: path.mkdir(),
    "sqlite": _sqlite,
    "another's": _foreign,
    "link to nothing": lambda path: path.symlink_to("nowhere"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "pipe": lambda path: os.mkfifo(path),
    "device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_database_is_refused_by_every_command_and_left_as_it_is(
    kind: str, tmp_path: Path, plan_eval: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan-eval.yaml").write_text(PROJECT, "utf-8")
    (tmp_path / "inbox").mkdir()
    ODD[kind](tmp_path / "monitoring.duckdb")
    before = sorted(tmp_path.iterdir())
    for call in (
        ("database", "verify"),
        ("validate",),
        ("accept", "inbox", "--by", "甲"),
        ("database", "backup", "copy.duckdb"),
    ):
        ran = plan_eval(*call)
        assert (ran.code, "→" in ran.err) == (2, True), (call, ran.err)
        assert "http" not in ran.err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "statement",
    [
        # reads another file; is called in place of DuckDB's own; stands beside the tables
        "CREATE VIEW mine AS SELECT content FROM read_text('/etc/hostname')",
        "CREATE MACRO sha256(x) AS 'the digest that is wanted'",
        "CREATE MACRO duckdb_views() AS TABLE SELECT 1 AS database_name",
        "CREATE TABLE mine (x INTEGER)",
        "ALTER TABLE file ADD COLUMN mine INTEGER",
    ],
)
def test_a_database_that_brings_more_than_its_tables_is_refused(
    statement: str, accepted: Path, tmp_path: Path, plan: Plan
) -> None:
    path = Path(shutil.copy(accepted, tmp_path / "more.duckdb"))
    with duckdb.connect(path) as raw:
        raw.execute(statement)
    with pytest.raises(PlanEvalError, match="不是监测数据库"), open_database(path, plan.header.id):
        pass


def test_a_view_in_place_of_a_table_reads_no_file(
    accepted: Path, tmp_path: Path, plan: Plan
) -> None:
    path = Path(shutil.copy(accepted, tmp_path / "view.duckdb"))
    with duckdb.connect(path) as raw:
        raw.execute("DROP TABLE setting")
        raw.execute(
            "CREATE VIEW setting AS SELECT 'plan' AS name, content AS value FROM "
            "read_text('/etc/hostname')"
        )
    with pytest.raises(PlanEvalError) as raised, open_database(path, plan.header.id):
        pass
    assert raised.value.message == "这个文件不是监测数据库"


def test_statements_reach_no_other_file(accepted: Path, plan: Plan) -> None:
    with open_database(accepted, plan.header.id) as database:
        for query in (
            "SELECT * FROM read_text('/etc/hostname')",
            "SELECT * FROM read_csv('https://example.org/x.csv')",
            "SET enable_external_access = true",
            "ATTACH '/var/tmp/other.duckdb'",
        ):
            with pytest.raises(duckdb.Error):
                database.connection.execute(query)


@pytest.mark.parametrize(
    "name", ["../out.csv", "a/../../out.csv", "/tmp/out.csv", "C:\\out.csv", "..\\out.csv", "a\0b"]
)
def test_a_name_in_a_database_leads_nowhere_else(
    name: str, accepted: Path, tmp_path: Path, plan: Plan
) -> None:
    path = Path(shutil.copy(accepted, tmp_path / "named.duckdb"))
    with duckdb.connect(path) as raw:
        raw.execute("UPDATE file SET name = ? WHERE id = 1", [name])
    with pytest.raises(PlanEvalError, match="通向别处"):
        read_sent([path], plan, TINY)
    with (
        pytest.raises(PlanEvalError, match="通向别处"),
        open_database(path, plan.header.id) as database,
    ):
        export(database, tmp_path / "out", plan.header.id)
    assert not (tmp_path / "out").exists()
