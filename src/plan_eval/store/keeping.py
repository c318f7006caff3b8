"""Keep a database: what it holds of a figure, closing a year, proving it whole, copies of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import polars as pl

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.likeness import nearest_few
from plan_eval.plan_folder.project_file import Person
from plan_eval.store.accepting import closed_words, closed_years, entitled
from plan_eval.store.contents import IN_FORCE, below, end_of
from plan_eval.store.database import Database, chained, copy_to, digests, open_database
from plan_eval.writing.datapackage import package
from plan_eval.writing.saving import save_all
from plan_eval.writing.table import Field, Table, in_both
from plan_eval.writing.table import table as table_of_rows

QUERIED = (
    *("figure", "self_assessment", "finding", "waiver", "withdrawal", "closing", "event"),
    *("report", "publication"),
)
"""The tables that are exported; the files themselves go beside them."""


@dataclass(frozen=True)
class Revision:
    """A figure as a file gave it: until when it was in force, None while it is; and why it went."""

    year: int
    group: tuple[str, ...]
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    note: str | None
    path: str
    row: int
    accepted: datetime
    accepted_by: str
    reason: str | None
    until: datetime | None


def history(database: Database, indicator: str, year: int | None = None) -> list[Revision]:
    """Every figure ever accepted of an indicator, by year and group, the oldest first."""
    query = """
        SELECT f."year", f.town, f.sex, f.age, f.residence, f."value", f.numerator, f.denominator,
            f.note, f.path, f."row", coalesce(o.received, o.accepted) AS since, o.accepted_by,
            o.reason, least(min(coalesce(n.received, n.accepted)), min(w."at"))
        FROM figure f JOIN file o ON o.id = f.file LEFT JOIN file n ON n.replaces = o.id
            LEFT JOIN withdrawal w ON w.file = o.id
        WHERE f.indicator = $indicator AND ($year IS NULL OR f."year" = $year)
        GROUP BY ALL ORDER BY f."year", f.town, f.sex, f.age, f.residence, since, f."row" """
    rows = database.rows(query, {"indicator": indicator, "year": year})
    return [Revision(row[0], row[1:5], *row[5:]) for row in rows]


def close_year(
    database: Database, year: int, *, closed: bool, by: str, reason: str, people: Sequence[Person]
) -> None:
    """Close a year's figures or open them again. Raises PlanEvalError when it is so already."""
    entitled(people, by, "close")
    if not reason.strip():
        raise PlanEvalError(t("store.reason-wanted"), hint=t("store.reason-wanted-hint"))
    if (year in closed_years(database)) is closed:
        key = "store.closed-already" if closed else "store.open-already"
        raise PlanEvalError(t(key, year=year))
    what = "close" if closed else "reopen"
    with database.change(what, by, {"year": year, "reason": reason}) as moment:
        row = (year, closed, moment, by, reason)
        database.connection.execute("INSERT INTO closing VALUES (?, ?, ?, ?, ?)", row)


def withdraw(
    database: Database, name: str, *, by: str, reason: str, people: Sequence[Person]
) -> None:
    """Take a file out of force; what it said stays in the history.

    Raises PlanEvalError for a name that is not in force and for a file of a closed year.
    """
    entitled(people, by, "accept")
    if not reason.strip():
        raise PlanEvalError(t("store.reason-wanted"), hint=t("store.reason-wanted-hint"))
    query = f"SELECT id, years FROM file WHERE name = $name AND {IN_FORCE}"
    found = database.rows(query, {"name": name, "until": end_of(None)})
    if not found:
        rows = database.rows(f"SELECT name FROM file WHERE {IN_FORCE}", {"until": end_of(None)})
        near = t("punctuation.list").join(nearest_few(name, [one for (one,) in rows]))
        hint = t("store.nearest", name=near) if near else None
        raise PlanEvalError(t("store.refused.nothing-to-replace", name=name), hint=hint)
    number, years = found[0]
    if words := closed_words(years, closed_years(database)):
        raise PlanEvalError(words)
    with database.change("withdraw", by, {"name": name, "reason": reason}) as moment:
        row = (number, moment, by, reason)
        database.connection.execute("INSERT INTO withdrawal VALUES (?, ?, ?, ?)", row)


@dataclass(frozen=True)
class Event:
    """A line of the log: when (UTC), who, what, and the particulars."""

    at: datetime
    by: str
    what: str
    detail: dict[str, object]


def events(database: Database) -> list[Event]:
    """The log, the oldest first."""
    rows = database.rows('SELECT "at", "by", what, detail FROM event ORDER BY id')
    return [Event(at, by, what, json.loads(detail)) for at, by, what, detail in rows]


def verify(database: Database) -> list[str]:
    """What does not hold, in words: digests of files, tallies, links, the chain of the log."""
    return [
        *_files_changed(database),
        *_tallies_off(database),
        *_rows_changed(database),
        *_log_broken(database),
    ]


def last_digest(database: Database) -> str:
    """The digest of the log's last line, which stands for all before it; empty for an empty log."""
    rows = database.rows("SELECT digest FROM event ORDER BY id DESC LIMIT 1")
    return str(rows[0][0]) if rows else ""


def has_digest(database: Database, digest: str) -> bool:
    """Whether a line of the log has a digest that was written down before, or its beginning.

    Whoever may write the file can make a whole new log that fits together; not one with the digest
    of a line of the old. Raises PlanEvalError for too few characters to tell.
    """
    if len(digest) < _FEWEST:
        raise PlanEvalError(t("store.digest-short", count=_FEWEST))
    rows = database.rows("SELECT 1 FROM event WHERE starts_with(digest, ?)", [digest.lower()])
    return bool(rows)


_FEWEST = 12
"""Characters of a digest that are not met by chance."""


def _files_changed(database: Database) -> Iterator[str]:
    rows = database.rows("SELECT name, sha256, content FROM file ORDER BY id")
    for name, digest, content in rows:
        if sha256(content).hexdigest() != digest:
            yield t("store.verify.digest", name=name)
    lost = """SELECT name, replaces FROM file
        WHERE replaces IS NOT NULL AND replaces NOT IN (SELECT id FROM file)"""
    for name, replaces in database.rows(lost):
        yield t("store.verify.replaced-gone", name=name, number=replaces)


def _tallies_off(database: Database) -> Iterator[str]:
    for table, column in (
        ("figure", "figures"),
        ("self_assessment", "items"),
        ("finding", "findings"),
    ):
        query = f"""
            SELECT o.name, o.{column}, count(r.file) FROM file o
            LEFT JOIN {table} r ON r.file = o.id
            GROUP BY o.id, o.name, o.{column} HAVING o.{column} <> count(r.file) ORDER BY o.id"""
        for name, wanted, found in database.rows(query):
            yield t("store.verify.tally", name=name, table=table, wanted=wanted, found=found)
        orphans = f"SELECT count(*) FROM {table} WHERE file NOT IN (SELECT id FROM file)"
        if count := database.rows(orphans)[0][0]:
            yield t("store.verify.orphans", table=table, count=count)


def _rows_changed(database: Database) -> Iterator[str]:
    """Rows that are not those of the log. The log of version 1 of the tables says nothing of it."""
    there = digests(database)
    for number, at, detail in database.rows('SELECT id, "at", detail FROM event ORDER BY id'):
        found, wanted = there.pop(at, {}), json.loads(detail).get("rows")
        if wanted is not None and wanted != found:
            tables = sorted(n for n in wanted | found if wanted.get(n) != found.get(n))
            listed = t("punctuation.list").join(tables)
            yield t("store.verify.rows", number=number, tables=listed)
    for unknown in there.values():
        yield t("store.verify.unknown-rows", tables=t("punctuation.list").join(sorted(unknown)))


def _log_broken(database: Database) -> Iterator[str]:
    before = ""
    query = 'SELECT id, "at", "by", what, detail, digest FROM event ORDER BY id'
    for expected, (number, at, by, what, detail, digest) in enumerate(database.rows(query), 1):
        if number != expected or chained(before, at, by, what, detail) != digest:
            yield t("store.verify.log", number=number)
        before = digest
    named = database.rows("SELECT detail FROM event WHERE what = 'accept'")
    logged = sorted(json.loads(detail)["sha256"] for (detail,) in named)
    there = sorted(digest for (digest,) in database.rows("SELECT sha256 FROM file"))
    if logged != there:
        yield t("store.verify.unlogged", logged=len(logged), there=len(there))


def backup(database: Database, path: Path, plan: str) -> None:
    """A copy that has been opened and verified. Raises PlanEvalError where it does not hold."""

    def proof(copy: Path) -> None:
        with open_database(copy, plan) as opened:
            if problems := verify(opened):
                raise PlanEvalError(t("store.copy-bad", problem=problems[0]), path=path)

    copy_to(database, path, proof)


def export(database: Database, folder: Path, plan: str, *, force: bool = False) -> list[Path]:
    """The files in force and as sent, and the tables as a data package, into a folder."""
    query = """SELECT name, coalesce(received, accepted), content, id IN (
        SELECT replaces FROM file WHERE replaces IS NOT NULL UNION SELECT file FROM withdrawal)
        FROM file ORDER BY id"""
    made: dict[Path, bytes] = {}
    for name, accepted, content, gone in database.rows(query):
        where = folder / ("replaced" if gone else "files")
        apart = where / (f"{accepted:%Y%m%dT%H%M%S%f}" if gone else "")
        made[below(apart, name, database)] = content
    tables = [_table(database, name) for name in QUERIED]
    about = {"name": f"{plan}-database", "description": in_both("export.database")}
    for name, content in package(about, tables, "csv", bom=True).items():
        made[folder / name] = content
    for parent in {path.parent for path in made}:
        parent.mkdir(parents=True, exist_ok=True)
    return save_all(made, force=force)


def _table(database: Database, name: str) -> Table:
    """A table with the types of the database, its rows in a fixed order."""
    columns = database.rows(f"PRAGMA table_info('{name}')")
    fields = [Field(column[1], _TYPES[column[2].partition("(")[0]]) for column in columns]
    return table_of_rows(name, database.rows(f"SELECT * FROM {name} ORDER BY ALL"), fields)


_TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    "BIGINT": pl.Int64,
    "INTEGER": pl.Int64,
    "DECIMAL": pl.Decimal(38, 10),
    "VARCHAR": pl.String,
    "BOOLEAN": pl.Boolean,
    "TIMESTAMP": pl.Datetime(),
    "DATE": pl.Date,
}
"""What the columns of the database become."""
