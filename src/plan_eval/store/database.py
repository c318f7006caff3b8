"""One DuckDB file: opening it, its tables, its versions, and what can be wrong with it.

The original files are the truth, kept whole with their digests; figures, self-assessments and
findings beside them are there to be queried, and can be made again from the files. Every change is
one transaction together with its line in `event`, whose lines are chained by their digests: a line
that was changed or taken out later does not fit the next.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SUFFIX = ".duckdb"
VERSION = 1
"""Of the tables. A change of the tables is a step in UPGRADES and the next number."""

TABLES = (
    "CREATE TABLE setting (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
    """CREATE TABLE file (
        id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
        content BLOB NOT NULL, accepted TIMESTAMP NOT NULL, accepted_by VARCHAR NOT NULL,
        reason VARCHAR, replaces INTEGER, years INTEGER[] NOT NULL, departments VARCHAR[] NOT NULL,
        figures INTEGER NOT NULL, items INTEGER NOT NULL, findings INTEGER NOT NULL)""",
    """CREATE TABLE figure (
        file INTEGER NOT NULL, path VARCHAR, "row" BIGINT, indicator VARCHAR, "year" INTEGER,
        report_year INTEGER, town VARCHAR, sex VARCHAR, age VARCHAR, residence VARCHAR,
        "value" DECIMAL(38, 10), numerator DECIMAL(38, 10), denominator DECIMAL(38, 10),
        places INTEGER, unit VARCHAR, department VARCHAR, source VARCHAR, note VARCHAR)""",
    """CREATE TABLE self_assessment (
        file INTEGER NOT NULL, path VARCHAR, "row" BIGINT, item VARCHAR, "year" INTEGER,
        status VARCHAR, evidence VARCHAR, achievements VARCHAR, problems VARCHAR,
        next_steps VARCHAR, department VARCHAR, note VARCHAR)""",
    """CREATE TABLE finding (
        file INTEGER NOT NULL, path VARCHAR, "row" BIGINT, code VARCHAR, severity VARCHAR,
        message VARCHAR, "value" VARCHAR, explanation VARCHAR, waiver VARCHAR,
        fingerprint VARCHAR)""",
    "CREATE TABLE waiver (file INTEGER NOT NULL, entry VARCHAR NOT NULL)",
    """CREATE TABLE withdrawal (
        file INTEGER PRIMARY KEY, "at" TIMESTAMP NOT NULL, "by" VARCHAR NOT NULL,
        reason VARCHAR NOT NULL)""",
    """CREATE TABLE closing (
        "year" INTEGER NOT NULL, closed BOOLEAN NOT NULL, "at" TIMESTAMP NOT NULL,
        "by" VARCHAR NOT NULL, reason VARCHAR NOT NULL)""",
    """CREATE TABLE event (
        id INTEGER PRIMARY KEY, "at" TIMESTAMP NOT NULL, "by" VARCHAR NOT NULL,
        what VARCHAR NOT NULL, detail VARCHAR NOT NULL, digest VARCHAR NOT NULL)""",
)
UPGRADES: dict[int, tuple[str, ...]] = {}
"""Statements that turn the tables of a version into those of the next."""

_WAIT = 5.0
"""Seconds to wait for another process, which as a rule accepts a file and is gone."""


@dataclass(frozen=True)
class Database:
    """An open database. Reads go through `rows`; writes only inside `change`."""

    path: Path
    connection: DuckDBPyConnection

    def rows(self, query: str, values: object = None) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises PlanEvalError for a damaged file."""
        with _damage_reported(self.path):
            return self.connection.execute(query, values).fetchall()

    @contextmanager
    def change(self, what: str, by: str, detail: Mapping[str, object]) -> Iterator[datetime]:
        """One transaction and its line in the log; gives its moment (UTC). All of it or nothing."""
        moment = datetime.now(UTC).replace(tzinfo=None)
        with _damage_reported(self.path):
            self.connection.begin()
            try:
                yield moment
                self._log(moment, what, by, detail)
                self.connection.commit()
            except BaseException:
                self.connection.rollback()
                raise

    def _log(self, moment: datetime, what: str, by: str, detail: Mapping[str, object]) -> None:
        last = self.rows("SELECT id, digest FROM event ORDER BY id DESC LIMIT 1")
        number, before = last[0] if last else (0, "")
        text = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)
        digest = chained(before, moment, by, what, text)
        row = (number + 1, moment, by, what, text, digest)
        self.connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", row)


def chained(before: str, moment: datetime, by: str, what: str, detail: str) -> str:
    """The digest of a line of the log: of its own text and of the line before."""
    text = "\x1f".join((before, moment.isoformat(), by, what, detail))
    return sha256(text.encode()).hexdigest()


def is_database(path: Path) -> bool:
    """Whether a path is named as a database is."""
    return path.suffix.lower() == SUFFIX


@contextmanager
def open_database(path: Path, plan: str, *, create: bool = False) -> Iterator[Database]:
    """The database of a plan (its id) while the block runs; `create` makes one where none is.

    Raises PlanEvalError when it is not there, is another plan's, is in use by another process, is
    damaged, or was written by a later version.
    """
    there = os.path.lexists(path)
    if not there and not create:
        raise PlanEvalError(t("store.not-there", path=path), hint=t("store.not-there-hint"))
    connection = _connected(path)
    try:
        database = Database(path, connection)
        # a process killed while it made the file leaves one without tables
        if create and not database.rows("SELECT table_name FROM information_schema.tables"):
            _set_up(database, plan)
        _check(database, plan)
        yield database
    finally:
        connection.close()


def _connected(path: Path) -> DuckDBPyConnection:
    try:
        import duckdb
    except ImportError:
        raise PlanEvalError(t("store.no-library"), hint=t("store.no-library-hint")) from None
    until = time.monotonic() + _WAIT
    while True:
        try:
            with _damage_reported(path):
                return duckdb.connect(path)
        except duckdb.IOException as error:
            if os.path.lexists(path) and not os.access(path, os.W_OK):
                hint = t("store.read-only-hint")
                raise PlanEvalError(t("store.read-only"), path=path, hint=hint) from None
            if "lock" not in str(error).lower():
                reason = str(error).splitlines()[0]
                hint = t("store.damaged-hint")
                raise PlanEvalError(
                    t("store.cannot-open", reason=reason), path=path, hint=hint
                ) from None
            if time.monotonic() > until:
                raise PlanEvalError(
                    t("store.in-use"), path=path, hint=t("store.in-use-hint")
                ) from None
            time.sleep(0.1)


@contextmanager
def _damage_reported(path: Path) -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        named = (duckdb.FatalException, duckdb.SerializationException, duckdb.InternalException)
        # a wrong checksum comes as the class of all errors
        if not isinstance(error, named) and "corrupt" not in str(error).lower():
            raise
        message = t("store.damaged", reason=str(error).splitlines()[0])
        raise PlanEvalError(message, path=path, hint=t("store.damaged-hint")) from None


def _set_up(database: Database, plan: str) -> None:
    connection = database.connection
    connection.begin()
    for statement in TABLES:
        connection.execute(statement)
    for pair in (("version", str(VERSION)), ("plan", plan)):
        connection.execute("INSERT INTO setting VALUES (?, ?)", pair)
    connection.commit()


def _check(database: Database, plan: str) -> None:
    import duckdb

    try:
        settings = dict(database.rows("SELECT name, value FROM setting"))
    except duckdb.CatalogException:
        hint = t("store.not-ours-hint")
        raise PlanEvalError(t("store.not-ours"), path=database.path, hint=hint) from None
    version = int(settings["version"])
    if version > VERSION:
        raise PlanEvalError(t("store.later"), path=database.path, hint=t("store.later-hint"))
    if settings["plan"] != plan:
        message = t("store.other-plan", plan=settings["plan"])
        raise PlanEvalError(message, path=database.path, hint=t("store.other-plan-hint"))
    if version < VERSION:
        _upgrade(database, version)


def _upgrade(database: Database, version: int) -> None:
    """Bring the tables up to date in one transaction, after a copy of the file as it was."""
    copy_to(database, database.path.with_suffix(f".v{version}{SUFFIX}"))
    with database.change("upgrade", "plan-eval", {"from": version, "to": VERSION}):
        for step in range(version, VERSION):
            for statement in UPGRADES[step]:
                database.connection.execute(statement)
        database.connection.execute(
            "UPDATE setting SET value = ? WHERE name = 'version'", [str(VERSION)]
        )


def copy_to(database: Database, path: Path) -> Path:
    """A copy of the whole database as of now. Raises PlanEvalError where a file is in the way."""
    if os.path.lexists(path):
        raise PlanEvalError(t("store.in-the-way", path=path), hint=t("store.in-the-way-hint"))
    import duckdb

    own = database.rows("SELECT current_database()")[0][0]
    connection = database.connection
    try:
        connection.execute(f"ATTACH {_quoted(path)} AS copy")
    except duckdb.IOException as error:
        reason = str(error).splitlines()[0]
        hint = t("store.in-the-way-hint")
        raise PlanEvalError(t("store.no-copy", reason=reason), path=path, hint=hint) from None
    try:
        connection.execute(f'COPY FROM DATABASE "{own}" TO copy')
    finally:
        connection.execute("DETACH copy")
    return path


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
