"""Accept what departments send (入库): checked together with all that is in force, file by file.

A file goes in whole or not at all. An error refuses it, and so does a question that is neither
explained nor waived by somebody entitled. A file of the same name takes the place of the one
before, for a reason; nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from plan_eval.checks.engine import validate
from plan_eval.checks.validation import Validation
from plan_eval.checks.waivers import covers
from plan_eval.errors import PlanEvalError
from plan_eval.messages import listed, t
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.plan import Plan
from plan_eval.model.waiver import Waiver
from plan_eval.plan_folder.project_file import Person, Role
from plan_eval.plan_folder.regular_file import read_regular_file
from plan_eval.reading import limits
from plan_eval.reading.find import find_files
from plan_eval.store.contents import (
    IN_FORCE,
    Sent,
    Watch,
    end_of,
    local,
    read_together,
    start_of,
    unpacked,
)
from plan_eval.store.database import Database


@dataclass(frozen=True)
class Candidate:
    """A file that is to be accepted: where it lies, and its name in the database.

    `years` and `figures` are those of the file it replaces.
    """

    path: Path
    name: str
    content: bytes
    replaces: int | None = None
    years: frozenset[int] | None = None
    figures: int = 0

    @property
    def digest(self) -> str:
        """Of the content, as `sha256sum` prints it."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Refused:
    """A file that was not accepted, and why: its findings, or a reason without a row."""

    candidate: Candidate
    findings: tuple[Finding, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Acceptance:
    """What became of each file; `known` are in force already, with the same content.

    `figures` counts those of each accepted file.
    """

    accepted: tuple[Candidate, ...]
    refused: tuple[Refused, ...]
    known: tuple[Candidate, ...]
    figures: Mapping[str, int] = field(default_factory=dict)


def candidates(paths: Iterable[Path]) -> list[Candidate]:
    """The files behind paths, each named by its folder and its place there.

    Raises SubmissionError for a path that is not there, PlanEvalError for a file that cannot be
    read whole and for two files of one name.
    """
    found: dict[str, Candidate] = {}
    for path in paths:
        for file in find_files([path]):
            base = path.resolve() if path.is_dir() else path.resolve().parent
            # a file is called alike whether it is given alone or with its folder
            name = file.resolve().relative_to(base.parent).as_posix()
            if name in found and found[name].path.resolve() != file.resolve():
                raise PlanEvalError(t("store.same-name", name=name), hint=t("store.same-name-hint"))
            found[name] = Candidate(file, name, read_regular_file(file, limits.FILE_BYTES))
    return list(found.values())


def by_folder(given: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    """The files of a folder by the folder in it that they lie in, in the order of those names.

    Those that lie in none come first, under no name.
    """
    groups: dict[str, list[Candidate]] = {}
    for one in given:
        _, *inner, _ = Path(one.name).parts
        groups.setdefault(inner[0] if inner else "", []).append(one)
    return dict(sorted(groups.items()))


def entitled(people: Sequence[Person], name: str, role: Role) -> None:
    """Raise PlanEvalError unless the project file names the person with this role."""
    if not may(people, name, role):
        able = t("punctuation.list").join(one.name for one in people if role in one.roles)
        hint = (
            t("store.who-may-hint", names=able) if able else t("store.nobody-may-hint", role=role)
        )
        raise PlanEvalError(t("store.may-not", name=name, role=t(f"store.role.{role}")), hint=hint)


def may(people: Sequence[Person], name: str, role: Role) -> bool:
    """Whether the project file names the person with this role."""
    return any(one.name == name and role in one.roles for one in people)


def accept(
    database: Database,
    given: Sequence[Candidate],
    plan: Plan,
    plan_folder: Path,
    *,
    by: str,
    people: Sequence[Person],
    reason: str | None = None,
    replaces: str | None = None,
    received: date | None = None,
    today: date,
    watch: Watch = iter,
) -> Acceptance:
    """Check the files against the plan and all that is in force, and store those without fault.

    `replaces` is the name of the file whose place the one given takes. Files that came before there
    was a database are in force from the day they were `received`, and waivers are held against
    that day. Each file that is stored is one transaction with its figures, findings, waivers and
    line in the log. Raises PlanEvalError when `by` may not accept, and for a day on which the
    database had begun: what it said on that day is not changed afterwards.
    """
    entitled(people, by, "accept")
    _before_the_first(database, received)
    today = received or today
    there = _in_force(database)
    digests = {row["sha256"] for row in there.values()}
    known = tuple(one for one in given if one.digest in digests)
    left, refused = _placed([one for one in given if one not in known], there, reason, replaces)
    closed, counts = closed_years(database), {}
    while left:
        sent, validation = _checked(database, left, plan, plan_folder, today, watch)
        waivers = [waiver for file in sent.waivers for _, waiver in file.waivers]
        of_files = [_Of(one, sent, validation) for one in left]
        disturbed = _disturbed(database, of_files, plan, plan_folder, today)
        faults = [
            Refused(of.candidate, *fault)
            for of in of_files
            if (fault := _fault(of, disturbed, waivers, closed, people))
        ]
        refused += faults
        if not faults:
            for of in of_files:
                _store(database, of, waivers, by, reason, received)
                counts[of.candidate.name] = of.figures.height
            break
        gone = {fault.candidate.name for fault in faults}
        left = [one for one in left if one.name not in gone]
    return Acceptance(tuple(left), tuple(refused), known, counts)


def _before_the_first(database: Database, received: date | None) -> None:
    """Raise PlanEvalError unless the day, where one is given, is not after the database began."""
    first = database.rows('SELECT min("at") FROM event')[0][0]
    began = local(first).date() if first else date.today()
    if received is not None and received > began:
        raise PlanEvalError(
            t("store.received-late", day=received, began=began), hint=t("store.received-late-hint")
        )


def closed_years(database: Database) -> set[int]:
    """The years whose figures are closed (封账)."""
    last = database.rows('SELECT "year", last(closed ORDER BY "at") FROM closing GROUP BY "year"')
    return {year for year, closed in last if closed}


def closed_words(years: Iterable[int], closed: set[int]) -> str | None:
    """Why what speaks of these years is refused, where some of them are closed."""
    shut = sorted({*years} & closed)
    return t("store.refused.closed", years=listed(map(str, shut))) if shut else None


def _in_force(database: Database) -> dict[str, dict[str, Any]]:
    names = ("id", "name", "sha256", "years", "figures", "accepted", "accepted_by")
    query = f"SELECT {', '.join(names)} FROM file WHERE {IN_FORCE}"
    rows = database.rows(query, {"until": end_of(None)})
    return {row[1]: dict(zip(names, row, strict=True)) for row in rows}


def _placed(
    given: Sequence[Candidate],
    there: Mapping[str, Mapping[str, Any]],
    reason: str | None,
    replaces: str | None,
) -> tuple[list[Candidate], list[Refused]]:
    """The files with what each replaces; those that would replace one without a reason are not."""
    left, refused = [], []
    for one in given:
        old = there.get(replaces or one.name)
        if replaces and old is None:
            refused.append(
                Refused(one, reason=t("store.refused.nothing-to-replace", name=replaces))
            )
        elif old and not reason:
            values = {"day": local(old["accepted"]).date(), "by": old["accepted_by"]}
            refused.append(
                Refused(one, reason=t("store.refused.no-reason", name=old["name"], **values))
            )
        else:
            left.append(_replacing(one, old) if old else one)
    return left, refused


def _replacing(one: Candidate, old: Mapping[str, Any]) -> Candidate:
    before = {"replaces": old["id"], "years": frozenset(old["years"]), "figures": old["figures"]}
    return replace(one, **before)


def _checked(
    database: Database,
    given: Sequence[Candidate],
    plan: Plan,
    plan_folder: Path,
    today: date,
    watch: Watch,
) -> tuple[Sent, Validation]:
    """The files together with all that stays in force, and what the rules say of them."""
    gone = [one.replaces for one in given if one.replaces is not None]
    with unpacked(database, without=gone) as folder:
        shown = {folder: database.path} if any(folder.iterdir()) else {}
        sent = read_together([one.path for one in given], shown, plan, plan_folder, watch=watch)
    return sent, validate(sent.submissions, plan, waivers=sent.waivers, today=today)


@dataclass(frozen=True)
class _Of:
    """One file's part of what was read and found; `name` stands for its path."""

    candidate: Candidate
    sent: Sent
    validation: Validation

    @cached_property
    def paths(self) -> set[str]:
        """The names of its tables."""
        source = str(self.candidate.path)
        files = self.sent.submissions.files
        return {file.path for file in files if (file.source or file.path) == source} | {source}

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings of its rows and of the file as a whole."""
        return [one for one in self.validation.findings if one.path in self.paths]

    @cached_property
    def figures(self) -> pl.DataFrame:
        """Its accepted figures, later replaced ones among them."""
        kept = (self.validation.observations, self.validation.history)
        return pl.concat(kept).filter(pl.col("path").is_in(self.paths)).sort("path", "row")

    @cached_property
    def items(self) -> pl.DataFrame:
        """Its accepted self-assessments."""
        return self.validation.self_assessments.filter(pl.col("path").is_in(self.paths))

    def speaks_of(self, finding: Finding) -> bool:
        """Whether it gives the figure or the item that a finding on another file is about."""
        sent, own = self.sent.submissions, pl.col("path").is_in(self.paths)
        same_year = pl.lit(finding.year is None) | (pl.col("year") == finding.year)
        for frame, name in ((sent.observations, "indicator"), (sent.self_assessments, "item")):
            about = getattr(finding, name)
            if about is not None:
                same = own & (pl.col(name) == about) & same_year
                return frame.filter(same).height > 0
        return True

    @cached_property
    def years(self) -> set[int]:
        """The years it reports on."""
        named = {file.year for file in self.sent.submissions.files if file.path in self.paths}
        reported = self.figures.select(pl.coalesce("report_year", "year")).to_series()
        return {year for year in (*named, *reported, *self.items["year"]) if year is not None}

    @cached_property
    def departments(self) -> set[str]:
        """Who it is from."""
        files = self.sent.submissions.files
        return {file.department for file in files if file.path in self.paths and file.department}


def _serious(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that keep a file out: errors, and questions without an answer."""
    severities = (Severity.ERROR, Severity.VERIFY)
    return [one for one in findings if one.severity in severities and not one.settled]


def _disturbed(
    database: Database, of_files: Sequence[_Of], plan: Plan, plan_folder: Path, today: date
) -> list[Finding]:
    """The findings on files in force that were not there without the new ones.

    Of two figures for one thing a rule names the one whose file comes later by name, and that may
    be the one in force.
    """
    own = {path for of in of_files for path in of.paths}
    stored = [one for one in of_files[0].validation.findings if one.path and one.path not in own]
    if not (open_ones := _serious(stored)):
        return []
    with unpacked(database) as folder:
        sent = read_together([], {folder: database.path}, plan, plan_folder)
    before = validate(sent.submissions, plan, waivers=sent.waivers, today=today).findings
    known = {(one.fingerprint, one.path) for one in before}
    return [one for one in open_ones if (one.fingerprint, one.path) not in known]


def _fault(
    of: _Of,
    disturbed: Sequence[Finding],
    waivers: Sequence[Waiver],
    closed: set[int],
    people: Sequence[Person],
) -> tuple[tuple[Finding, ...], str] | None:
    """The findings, or the words, for which a file is refused; None where it may go in."""
    if words := closed_words(of.years, closed):
        return (), words
    before = of.candidate.years
    if before is not None and not before <= of.years:
        years = listed(map(str, sorted(before)))
        return (), t("store.refused.other-years", name=of.candidate.name, years=years)
    own = _serious(of.findings)
    said = {_subject(one) for one in own}
    others = [one for one in disturbed if of.speaks_of(one) and _subject(one) not in said]
    if own or others:
        return (*own, *others), ""
    for waiver in _needed(of, waivers):
        if not may(people, waiver.approver, "waive"):
            return (), t("store.refused.may-not-waive", name=waiver.approver, code=waiver.code)
    if of.figures.is_empty() and of.items.is_empty():
        return tuple(of.findings), t("store.refused.nothing-in-it")
    return None


def _subject(finding: Finding) -> tuple[object, ...]:
    """What a finding says of which figure or item: the same for both rows of a duplicate."""
    group = (finding.town, finding.sex, finding.age, finding.residence)
    return (finding.code, finding.indicator, finding.item, finding.year, *group)


def _needed(of: _Of, waivers: Sequence[Waiver]) -> list[Waiver]:
    """The waivers without which findings of the file would stand."""
    waived = [one for one in of.findings if one.waiver is not None]
    return [waiver for waiver in waivers if any(covers(waiver, one) for one in waived)]


def _store(
    database: Database,
    of: _Of,
    waivers: Sequence[Waiver],
    by: str,
    reason: str | None,
    received: date | None,
) -> None:
    one, figures, items, findings = of.candidate, of.figures, of.items, of.findings
    counts = {"figures": figures.height, "items": items.height, "findings": len(findings)}
    detail: dict[str, object] = {
        "name": one.name,
        "sha256": one.digest,
        "replaces": one.replaces,
        "reason": reason,
    }
    if received is not None:
        detail["received"] = received.isoformat()
    with database.change("accept", by, {**detail, **counts}) as moment:
        last = database.rows("SELECT coalesce(max(id), 0) FROM file")[0][0]
        number = int(last) + 1
        database.connection.execute(
            "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(number, one.name, one.digest, one.content, moment, by, reason, one.replaces),
                *(sorted(of.years), sorted(of.departments), *counts.values()),
                start_of(received) if received else None,
            ],
        )
        source = str(one.path)
        _fill(database, "figure", number, figures, source, one.name)
        _fill(database, "self_assessment", number, items, source, one.name)
        _fill(database, "finding", number, _frame(findings), source, one.name)
        for waiver in _needed(of, waivers):
            row = (number, waiver.model_dump_json(exclude_none=True))
            database.connection.execute("INSERT INTO waiver VALUES (?, ?)", row)


def _frame(findings: Iterable[Finding]) -> pl.DataFrame:
    names = ("path", "row", "code", "severity", "message", "value", "explanation", "waiver")
    schema = {n: pl.Int64 if n == "row" else pl.String for n in (*names, "fingerprint")}
    rows = [tuple(getattr(one, name) for name in schema) for one in findings]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _fill(
    database: Database, table: str, number: int, frame: pl.DataFrame, source: str, name: str
) -> None:
    """Add a frame's rows to a table, under the file's name in the database.

    By way of a Parquet file: row by row DuckDB takes a millisecond each.
    """
    if frame.is_empty():
        return
    columns = [row[1] for row in database.rows(f"PRAGMA table_info('{table}')")][1:]
    path = pl.lit(name) + pl.col("path").str.strip_prefix(source)
    with TemporaryDirectory(prefix="plan-eval-") as folder:
        rows = Path(folder, "rows.parquet")
        frame.with_columns(path.alias("path")).select(columns).write_parquet(rows)
        database.connection.execute(
            f"INSERT INTO {table} SELECT ?, * FROM read_parquet(?)", [number, str(rows)]
        )
