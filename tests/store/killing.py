"""Kill a command that writes the database, at any moment and as it writes; see what is left.

The moments of writing are seen from outside: a change of the database, its log of changes (.wal) or
a file that comes into being. A process is killed within a fraction of a millisecond after one.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
from tests.store.office import SENT, TINY

from plan_eval.plan_folder.load import load_plan
from plan_eval.store.database import Database, open_database
from plan_eval.store.keeping import verify

COMMAND = [sys.executable, "-c", "from plan_eval.cli.main import main; main()"]
DATABASE, COPY = "monitoring.duckdb", "copy.duckdb"
PLAN = load_plan(TINY)

PROJECT = """plan: plan
submissions: monitoring.duckdb
people:
  - {name: 甲, roles: [accept, close]}
"""


@dataclass(frozen=True)
class Case:
    """A command to be killed, what comes before it, and what may be there afterwards.

    `done` says whether the database shows all that the command does; before that it must show
    nothing of it. `again` are the exit codes of the same command run once more.
    """

    arguments: list[str]
    before: tuple[list[str], ...] = ()
    prepare: Callable[[Path], None] | None = None
    done: Callable[[Path, Database], bool] = lambda _, __: True
    again: tuple[int, ...] = (0,)


def _correct(folder: Path) -> None:
    """Every file of the clinic has changed since it was accepted."""
    for path in (folder / "inbox").glob("clinic_*.csv"):
        path.write_text(path.read_text("utf-8-sig") + "\n", "utf-8")


def _as_of_version_1(folder: Path) -> None:
    with duckdb.connect(folder / DATABASE) as connection:
        connection.execute("DROP TABLE report")
        connection.execute("DROP TABLE publication")
        connection.execute("ALTER TABLE file DROP COLUMN received")
        connection.execute("UPDATE setting SET value = '1' WHERE name = 'version'")


def _logged(what: str) -> Callable[[Path, Database], bool]:
    def done(_: Path, database: Database) -> bool:
        return bool(database.rows("SELECT 1 FROM event WHERE what = ?", [what]))

    return done


def _copied(folder: Path, database: Database) -> bool:
    """A copy is whole where there is one."""
    if not (folder / COPY).exists():
        return False
    query = "SELECT digest FROM event ORDER BY id"
    with open_database(folder / COPY, PLAN.header.id) as copy:
        assert verify(copy) == []
        assert copy.rows(query) == database.rows(query)
    return True


def _exported(folder: Path, _: Database) -> bool:
    """Files that came out are those that went in."""
    found = list((folder / "out" / "files").rglob("*.csv"))
    for path in found:
        assert path.read_bytes() == (folder / "inbox" / path.name).read_bytes()
    return len(found) == len(list((folder / "inbox").iterdir()))


BY = ["--by", "甲"]
ACCEPT = ["accept", "inbox", *BY]
NAME = "inbox/clinic_2018.csv"
CASES = {
    "accept": Case(ACCEPT),
    "correct": Case([*ACCEPT, "--reason", "x"], (ACCEPT,), _correct),
    "withdraw": Case(
        ["database", "withdraw", NAME, *BY, "--reason", "x"],
        *((ACCEPT,), None, _logged("withdraw"), (0, 2)),
    ),
    "close": Case(
        ["database", "close", "2018", *BY, "--reason", "x"],
        *((ACCEPT,), None, _logged("close"), (0, 2)),
    ),
    "upgrade": Case(["database", "verify"], (ACCEPT,), _as_of_version_1, _logged("upgrade")),
    "backup": Case(["database", "backup", COPY], (ACCEPT,), None, _copied, (0, 2)),
    "export": Case(["database", "export", "out"], (ACCEPT,), None, _exported),
}


def office(folder: Path, case: Case) -> None:
    """A folder in which the command of a case can be run, again and again on copies of it."""
    shutil.copytree(TINY, folder / "plan")
    shutil.copytree(SENT, folder / "inbox")
    (folder / "plan-eval.yaml").write_text(PROJECT, "utf-8")
    for arguments in case.before:
        assert run(folder, arguments)[0] == 0
    if case.prepare is not None:
        case.prepare(folder)


def run(folder: Path, arguments: list[str]) -> tuple[int, str]:
    """The exit code of a command, and what it printed."""
    ran = subprocess.run([*COMMAND, *arguments], cwd=folder, capture_output=True, check=False)
    return ran.returncode, (ran.stdout + ran.stderr).decode()


def watched(
    folder: Path, arguments: list[str], *, after: float | None = None, writing: int | None = None
) -> tuple[int, float, str]:
    """Run a command and kill it `after` seconds, or at the change numbered `writing`.

    Gives how many changes were seen, the seconds it ran and what it had printed.
    """
    with (folder / "said").open("wb") as said:
        start, changes, seen = time.perf_counter(), 0, _state(folder)
        process = subprocess.Popen([*COMMAND, *arguments], cwd=folder, stdout=said, stderr=said)
        while process.poll() is None:
            if (now := _state(folder)) != seen:
                changes, seen = changes + 1, now
            late = after is not None and time.perf_counter() - start > after
            if late or (writing is not None and changes >= writing):
                process.kill()
            time.sleep(0.0005 if writing is None else 0.0001)
        seconds = time.perf_counter() - start
    return changes, seconds, (folder / "said").read_text("utf-8", "replace")


def _state(folder: Path) -> list[tuple[str, int, int]]:
    found = []
    for path in (*folder.glob("*.duckdb*"), *folder.glob(".plan-eval-*"), *folder.glob("out/*")):
        try:
            about = path.stat()
        except FileNotFoundError:
            continue
        found.append((path.name, about.st_size, about.st_mtime_ns))
    return sorted(found)


@dataclass(frozen=True)
class Kill:
    """What one kill left: whether the command had done its work, and whether it was killed."""

    acknowledged: int
    stored: int
    done: bool


def kills(folder: Path, name: str, count: int, chance: random.Random) -> Iterator[Kill]:
    """Kill the command of a case `count` times, every second time as it writes.

    Asserts after each that what was acknowledged is there, nothing is half done and the same
    command runs through.
    """
    case, made = CASES[name], folder / "office"
    made.mkdir(parents=True)
    office(made, case)
    whole = shutil.copytree(made, folder / "whole")
    changes, seconds, _ = watched(whole, case.arguments)
    for number in range(count):
        work = shutil.copytree(made, folder / "work")
        if number % 2:
            _, _, said = watched(work, case.arguments, writing=chance.randint(1, max(changes, 1)))
        else:
            _, _, said = watched(work, case.arguments, after=chance.uniform(0.2, 1.0) * seconds)
        yield _left(work, case, said.count("已接收") + said.count("已更正"))
        shutil.rmtree(work)


def _left(work: Path, case: Case, acknowledged: int) -> Kill:
    stored, done = 0, False
    if (work / DATABASE).exists():
        upgrade = case.arguments == ["database", "verify"]
        with duckdb.connect(work / DATABASE) as raw:  # as it is, without an upgrade
            version = raw.sql("SELECT value FROM setting WHERE name = 'version'").fetchall()
            logged = raw.sql("SELECT 1 FROM event WHERE what = 'upgrade'").fetchall()
        assert (version == [("2",)]) is (bool(logged) or not upgrade)
        with open_database(work / DATABASE, PLAN.header.id) as database:
            assert verify(database) == []
            query = "SELECT count(*) FROM event WHERE what = 'accept'"
            stored = int(database.rows(query)[0][0])
            done = case.done(work, database)
    assert stored >= acknowledged
    code, said = run(work, case.arguments)
    assert code in case.again, said
    with open_database(work / DATABASE, PLAN.header.id) as database:
        assert verify(database) == []
        assert case.done(work, database)
        sent = {path.read_bytes() for path in (work / "inbox").iterdir()}
        assert sent <= {bytes(row[0]) for row in database.rows("SELECT content FROM file")}
    assert not list(work.glob(".plan-eval-*.part"))
    return Kill(acknowledged, stored, done)
