"""One DuckDB file: opening it, its tables, its versions, and what can be wrong with it.

The original files are the truth, kept whole with their digests; figures, self-assessments and
findings beside them are there to be queried, and can be made again from the files. Every change is
one transaction together with its line in `event`, whose lines are chained by their digests: a line
that was changed or taken out later does not fit the next.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.writing.saving import put_new

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SUFFIX = ".duckdb"
VERSION = 2
"""Of the tables. A change of the tables is a step in UPGRADES and the next number."""

_REPORTS = (
    """CREATE TABLE report (
        "at" TIMESTAMP NOT NULL, name VARCHAR NOT NULL, "day" DATE, approval VARCHAR,
        texts VARCHAR, entry VARCHAR)""",
    """CREATE TABLE publication ("at" TIMESTAMP NOT NULL, entry VARCHAR NOT NULL)""",
)
"""Reports that were written or registered, and where they were published; entries are JSON."""

TABLES = (
    "CREATE TABLE setting (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
    """CREATE TABLE file (
        id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
        content BLOB NOT NULL, accepted TIMESTAMP NOT NULL, accepted_by VARCHAR NOT NULL,
        reason VARCHAR, replaces INTEGER, years INTEGER[] NOT NULL, departments VARCHAR[] NOT NULL,
        figures INTEGER NOT NULL, items INTEGER NOT NULL, findings INTEGER NOT NULL,
        received TIMESTAMP)""",
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
    *_REPORTS,
)
UPGRADES: dict[int, tuple[str, ...]] = {
    1: ("ALTER TABLE file ADD COLUMN received TIMESTAMP", *_REPORTS),
}
"""Statements that turn the tables of a version into those of the next."""

_NAME = "store"
"""What DuckDB calls the attached file."""

_WAIT = 5.0
"""Seconds to wait for another process, which as a rule accepts a file and is gone."""


@dataclass(frozen=True)
class Database:
    """An open database. Reads go through `rows`; writes only inside `change`."""

    path: Path
    connection: DuckDBPyConnection

    def rows(self, query: str, values: object = None) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises PlanEvalError for a damaged file."""
        with _faults_reported(self.path):
            return self.connection.execute(query, values).fetchall()

    @contextmanager
    def change(self, what: str, by: str, detail: Mapping[str, object]) -> Iterator[datetime]:
        """One transaction and its line in the log; gives its moment (UTC). All of it or nothing.

        The moment is that of no other line: rows belong to a line by it. Raises PlanEvalError
        when it cannot be written, as on a full disk.
        """
        import duckdb

        moment = datetime.now(UTC).replace(tzinfo=None)
        while self.rows('SELECT 1 FROM event WHERE "at" = ?', [moment]):
            moment += timedelta(microseconds=1)
        with _faults_reported(self.path):
            self.connection.begin()
            try:
                yield moment
                rows = digests(self, moment).get(moment, {})
                self._log(moment, what, by, {**detail, "rows": rows})
                self.connection.commit()
            except BaseException:
                # a commit that failed has ended the transaction itself
                with suppress(duckdb.Error):
                    self.connection.rollback()
                raise

    def _log(self, moment: datetime, what: str, by: str, detail: Mapping[str, object]) -> None:
        last = self.rows("SELECT id, digest FROM event ORDER BY id DESC LIMIT 1")
        number, before = last[0] if last else (0, "")
        text = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)
        digest = chained(before, moment, by, what, text)
        row = (number + 1, moment, by, what, text, digest)
        self.connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", row)


_OF_FILES = ("figure", "self_assessment", "finding", "waiver")
_MOMENTS = {
    "file": "r.accepted",
    **dict.fromkeys(_OF_FILES, "o.accepted"),
    **dict.fromkeys(("withdrawal", "closing", "report", "publication"), 'r."at"'),
}
"""Where each table has the moment of the change that wrote a row: itself, or its file's."""


def digests(database: Database, moment: datetime | None = None) -> dict[datetime, dict[str, str]]:
    """A digest of the rows that each change wrote, by its moment and table; of one, or of all.

    Neither the order of the rows matters nor that of the columns, nor one that is empty: so a
    column that an upgrade adds changes no digest. Of a file its own digest stands for the content.
    """
    found: dict[datetime, dict[str, str]] = {}
    for table, at in _MOMENTS.items():
        columns = sorted(row[1] for row in database.rows(f"PRAGMA table_info('{table}')"))
        cells = ", ".join(
            f"'{one}=' || CAST(r.\"{one}\" AS VARCHAR)" for one in columns if one != "content"
        )
        files = "JOIN file o ON o.id = r.file" if table in _OF_FILES else ""
        query = f"""
            SELECT "moment", sha256(string_agg(line, '' ORDER BY line)) FROM (
                SELECT {at} AS "moment", md5(concat_ws(chr(31), {cells})) AS line
                FROM {table} r {files} WHERE $only IS NULL OR {at} = $only)
            GROUP BY "moment" """
        for when, digest in database.rows(query, {"only": moment}):
            found.setdefault(when, {})[table] = digest
    return found


def chained(before: str, moment: datetime, by: str, what: str, detail: str) -> str:
    """The digest of a line of the log: of its own text and of the line before."""
    text = "\x1f".join((before, moment.isoformat(), by, what, detail))
    return sha256(text.encode()).hexdigest()


def is_database(path: Path) -> bool:
    """Whether a path is named as a database is."""
    return path.suffix.lower() == SUFFIX


def database_among(paths: Iterable[Path]) -> Path | None:
    """The first of the paths that is named as a database; None where none is."""
    return next(filter(is_database, paths), None)


@contextmanager
def open_database(
    path: Path, plan: str, *, write: bool = False, create: bool = False
) -> Iterator[Database]:
    """The database of a plan (its id) while the block runs.

    With `create` one is made where none is, and written. Without `write` it is opened for reading:
    by several processes at once, also from a medium that cannot be written. Raises PlanEvalError
    when it is not there, is another plan's, is in use by another process, is damaged, or was
    written by a later version.
    """
    write = write or create
    _look_at(path, create=create)
    if create and not path.exists():
        _create(path, plan)
    with ExitStack() as stack:
        database = stack.enter_context(_attached(path, write=write))
        version = _version(database, plan)
        if version < VERSION:
            if not write:
                stack.close()
                database = stack.enter_context(_attached(path, write=True))
            _upgrade(database, version)
        _check_tables(database)
        yield database


def _look_at(path: Path, *, create: bool) -> None:
    """Raise PlanEvalError for what can be no database, before anything opens it: a pipe waits."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if os.path.lexists(path):
            hint = t("store.link-hint")
            raise PlanEvalError(t("store.link-to-nothing"), path=path, hint=hint) from None
        if create:
            return
        raise PlanEvalError(
            t("store.not-there", path=path), hint=t("store.not-there-hint")
        ) from None
    except OSError as error:
        reason = error.strerror or error
        hint = t("file.unreadable-hint")
        raise PlanEvalError(t("file.cannot-open", reason=reason), path=path, hint=hint) from None
    if not stat.S_ISREG(mode):
        key = "file.is-folder" if stat.S_ISDIR(mode) else "file.not-regular"
        raise PlanEvalError(t(key), path=path, hint=t("file.not-regular-hint"))


def _create(path: Path, plan: str) -> None:
    """Put an empty database in place, whole: a process killed while DuckDB makes one leaves a file
    that no DuckDB opens again.
    """
    with tempfile.TemporaryDirectory(prefix="plan-eval-") as folder:
        made = Path(folder, "new" + SUFFIX)
        with _attached(made, write=True) as database:
            connection = database.connection
            connection.begin()
            for statement in TABLES:
                connection.execute(statement)
            for pair in (("version", str(VERSION)), ("plan", plan)):
                connection.execute("INSERT INTO setting VALUES (?, ?)", pair)
            connection.commit()
            # closing would keep quiet about a disk that is full, and leave the tables in the .wal
            with _faults_reported(path):
                connection.execute("CHECKPOINT")
        try:
            put_new(path, made)
        except FileExistsError:  # somebody else has made it in the meantime
            return
        except OSError as error:
            reason, hint = error.strerror or error, t("store.not-written-hint")
            raise PlanEvalError(
                t("store.not-written", reason=reason), path=path, hint=hint
            ) from None


@contextmanager
def _attached(path: Path, *, write: bool) -> Iterator[Database]:
    """The file as the only thing that DuckDB can reach, beside the folder for temporary files.

    What a file brings along is not to be trusted: a view in it may read other files, a macro may
    stand in for a function. So DuckDB's own database in memory is the one in use until the file is
    known to hold tables only. No extension is fetched for a file of another kind.
    """
    try:
        import duckdb
    except ImportError:
        raise PlanEvalError(t("store.no-library"), hint=t("store.no-library-hint")) from None
    temporary = tempfile.gettempdir()
    fetch_nothing = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(config={**fetch_nothing, "temp_directory": temporary})
    try:
        _attach(connection, path, write=write)
        connection.execute(f"SET allowed_directories = [{_quoted(temporary)}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        if _own_views_and_macros(connection):
            raise _not_ours(path)
        connection.execute(f"USE {_NAME}")
        yield Database(path, connection)
    finally:
        connection.close()


def _attach(connection: DuckDBPyConnection, path: Path, *, write: bool) -> None:
    """Raises PlanEvalError for what cannot be attached; waits for another process."""
    mode = "READ_WRITE" if write else "READ_ONLY"
    until = time.monotonic() + _WAIT
    while True:
        try:
            with _faults_reported(path):
                connection.execute(f"ATTACH {_quoted(path)} AS {_NAME} ({mode}, TYPE duckdb)")
                return
        except InUse:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


class InUse(PlanEvalError):
    """Another process has the database open."""


@contextmanager
def _faults_reported(path: Path, *, source: Path | None = None) -> Iterator[None]:
    """Turn what DuckDB says of the file and the disk into words on what to do.

    `source` is the file that is read where `path` is only written: it is the one that is damaged.

    Errors of a statement (a column that is not there, a value of another type) go through: they
    are bugs of the program, for `_check_tables` has seen the tables.
    """
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise MemoryError(str(error)) from error
    except duckdb.Error as error:
        text = str(error)
        reason = text.splitlines()[0]
        if fault := _of_the_disk(text, reason, path):
            raise fault from None
        named = (
            *(duckdb.IOException, duckdb.FatalException),
            *(duckdb.SerializationException, duckdb.InternalException),
        )
        # a wrong checksum comes as the class of all errors
        if not isinstance(error, named) and "corrupt" not in text.lower():
            raise
        raise _damaged(reason, source or path) from None


_FULL = ("No space left", "File too large", "Disk quota", "Could not write", "fsync", "truncate")


def _of_the_disk(text: str, reason: str, path: Path) -> PlanEvalError | None:
    """The error for a file that cannot be opened or written; None where the disk is not behind it.

    DuckDB gives such errors several classes: a commit that found the disk full is one of
    transactions.
    """
    if "Could not set lock" in text or "Unique file handle" in text:
        return InUse(t("store.in-use"), path=path, hint=t("store.in-use-hint"))
    if "Permission denied" in text or "Read-only file system" in text:
        return PlanEvalError(t("store.read-only"), path=path, hint=t("store.read-only-hint"))
    if any(one in text for one in _FULL):
        hint = t("store.not-written-hint")
        return PlanEvalError(t("store.not-written", reason=reason), path=path, hint=hint)
    if "not a valid DuckDB" in text:
        return _not_ours(path)
    return None


def _damaged(reason: str, path: Path) -> PlanEvalError:
    return PlanEvalError(t("store.damaged", reason=reason), path=path, hint=t("store.damaged-hint"))


def _not_ours(path: Path) -> PlanEvalError:
    return PlanEvalError(t("store.not-ours"), path=path, hint=t("store.not-ours-hint"))


def _own_views_and_macros(connection: DuckDBPyConnection) -> bool:
    """Whether the attached file brings along anything that stands in for our tables or words."""
    for function in ("duckdb_views()", "duckdb_functions()", "duckdb_types()"):
        query = f"SELECT 1 FROM {function} WHERE database_name = '{_NAME}' AND NOT internal"
        if connection.execute(query).fetchone():
            return True
    return False


def _version(database: Database, plan: str) -> int:
    """The version of the tables. Raises PlanEvalError unless it is a database of the plan."""
    import duckdb

    try:
        settings = dict(database.rows(f"SELECT name, value FROM {_NAME}.main.setting"))
        version = int(settings["version"])
    except (duckdb.Error, KeyError, ValueError):
        raise _not_ours(database.path) from None
    if version > VERSION:
        raise PlanEvalError(t("store.later"), path=database.path, hint=t("store.later-hint"))
    if settings.get("plan") != plan:
        message = t("store.other-plan", plan=settings.get("plan"))
        raise PlanEvalError(message, path=database.path, hint=t("store.other-plan-hint"))
    return version


def _check_tables(database: Database) -> None:
    """Raise PlanEvalError unless the tables are ours, column for column, and nothing else."""
    for statement in TABLES:
        database.connection.execute(statement.replace("CREATE TABLE ", "CREATE TABLE memory.main."))
    query = """SELECT table_name, column_name, data_type FROM duckdb_columns()
        WHERE database_name = ? AND NOT internal ORDER BY ALL"""
    if database.rows(query, [_NAME]) != database.rows(query, ["memory"]):
        raise _not_ours(database.path)


def _upgrade(database: Database, version: int) -> None:
    """Bring the tables up to date in one transaction, after a copy of the file as it was."""
    copy_to(database, _free(database.path.with_suffix(f".v{version}{SUFFIX}")))
    with database.change("upgrade", "plan-eval", {"from": version, "to": VERSION}):
        for step in range(version, VERSION):
            for statement in UPGRADES[step]:
                database.connection.execute(statement)
        database.connection.execute(
            "UPDATE setting SET value = ? WHERE name = 'version'", [str(VERSION)]
        )


def _free(path: Path) -> Path:
    """The path, or one beside it where a file is: that of an upgrade that did not end."""
    names = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000))
    return path if not os.path.lexists(path) else next(n for n in names if not os.path.lexists(n))


def copy_to(database: Database, path: Path, proof: Callable[[Path], None] | None = None) -> Path:
    """A copy of the whole database as of now, put in place whole.

    `proof` may look at the copy before. Raises PlanEvalError where a file is in the way, and when
    the copy cannot be written.
    """
    if os.path.lexists(path):
        raise PlanEvalError(t("store.in-the-way", path=path), hint=t("store.in-the-way-hint"))
    with tempfile.TemporaryDirectory(prefix="plan-eval-") as folder:
        made = Path(folder, "copy" + SUFFIX)
        with _faults_reported(made, source=database.path):
            connection = database.connection
            connection.execute(f"ATTACH {_quoted(made)} AS copy (READ_WRITE)")
            try:
                connection.execute(f"COPY FROM DATABASE {_NAME} TO copy")
                connection.execute("CHECKPOINT copy")
            finally:
                connection.execute("DETACH copy")
        if proof is not None:
            proof(made)
        try:
            put_new(path, made)
        except OSError as error:
            reason, hint = error.strerror or error, t("store.in-the-way-hint")
            raise PlanEvalError(t("store.no-copy", reason=reason), path=path, hint=hint) from None
    return path


def _quoted(path: Path | str) -> str:
    return "'" + str(path).replace("'", "''") + "'"
