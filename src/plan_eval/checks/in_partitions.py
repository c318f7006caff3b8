"""Check partition by partition: what does not fit into memory, or sooner on several cores.

Each partition's result lies in a folder named by the digest of all that it hangs on: files, plan,
options, words, version. A run that was killed finds there what was done, and does the rest.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import partial
from hashlib import sha256
from heapq import merge
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from plan_eval.checks.dataset import Collected, Dataset
from plan_eval.checks.engine import Asked, Part, check, check_across, order, told, without_rows
from plan_eval.checks.excerpt import Excerpt, excerpts
from plan_eval.checks.partitions import packed, subjects, together
from plan_eval.checks.registry import all_rules, package_of
from plan_eval.checks.run_view import FindingsAgain, first_shown
from plan_eval.checks.validation import Account
from plan_eval.checks.waivers import Covered
from plan_eval.execution import Executor
from plan_eval.messages import in_use, speaking_of
from plan_eval.model.finding import Finding, NotRun, Severity
from plan_eval.model.plan import Plan
from plan_eval.reading.find import sha256 as digest_of_file
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.submitted import File, Submissions

FINDING = {
    one.name: pl.Int64 if one.name in ("row", "year") else pl.String for one in fields(Finding)
}
"""Findings as a table."""

_FRAMES = ("observations", "self_assessments", "noticed")
_AT_ONCE = 500
"""Findings of each partition that are in memory while those of all are merged."""

Watch = Callable[[Iterator[tuple[int, Path]], int], Iterable[tuple[int, Path]]]


def unwatched(results: Iterator[tuple[int, Path]], number: int) -> Iterable[tuple[int, Path]]:
    """Show nothing of how far the work is."""
    return results


@dataclass(frozen=True)
class Checking:
    """Files to be checked together against a plan."""

    plan: Plan
    files: tuple[Path, ...]
    asked: Asked


@dataclass(frozen=True)
class Outcome:
    """What a validation in partitions says; `findings` come from disk, in order, each time anew.

    `folders` hold, a partition each, `observations.parquet` and `self_assessments.parquet` (what
    was accepted) and `findings.parquet`.
    """

    folders: tuple[Path, ...]
    findings: FindingsAgain
    files: tuple[File, ...]
    account: Account
    not_run: tuple[NotRun, ...]
    excerpts: Mapping[tuple[str, int], Excerpt]

    @property
    def submissions(self) -> Submissions:
        """The tables, without their rows."""
        return without_rows(self.files)


def check_divided(
    checking: Checking,
    executor: Executor,
    work: Path,
    *,
    partitions: int,
    shown: int = 0,
    watch: Watch = unwatched,
) -> Outcome:
    """Check in at most so many partitions; finds what `engine.validate` does, in the same order.

    Where rules of other packages run, files are read apart and checked together.
    `work` is a folder that all workers reach. Rows are kept for an excerpt of the first `shown`
    findings of each rule in a file, of all where it is 0.
    """
    read = [
        _Reading(checking, work, tuple(files)) for files in _batches(checking.files, partitions)
    ]
    stored = _in_order(watch(executor.map(_read, read), len(read)))
    tables = [table for folder in stored for table in _json(folder / "tables.json")]
    files = tuple(_file(one["file"]) for one in tables)
    collected = Collected(files, tuple(sorted({y for one in tables for y in one["years"]})))
    groups = together({one["file"]["path"]: one["subjects"] for one in tables})
    sizes = {file.path: file.rows for file in files}
    if any(map(package_of, all_rules())):
        partitions = 1  # what rules of other packages compare is not known: they see all of it
    tasks = [
        _Task(checking, work, shown, collected, tuple(paths), tuple(stored))
        for paths in packed(groups, sizes, partitions)
    ]
    folders = _in_order(watch(executor.map(_check, tasks), len(tasks)))
    kept = [_Kept.of(folder) for folder in folders]
    parts = [one.part for one in kept]
    with speaking_of(checking.plan.header.level_words):
        across = check_across(checking.plan, collected, parts, checking.asked)
        across = across.and_lapsed(parts, checking.plan, files, checking.asked)
    return _outcome(folders, kept, across, files)


def _outcome(
    folders: Sequence[Path], kept: Sequence[_Kept], across: Part, files: tuple[File, ...]
) -> Outcome:
    parts = [one.part for one in kept]

    def findings() -> Iterator[Finding]:
        return merge(*map(_findings, folders), across.findings, key=order)

    return Outcome(
        folders=tuple(folders),
        findings=FindingsAgain(findings),
        files=files,
        account=sum((one.account for one in parts), Account()),
        not_run=told([*parts, across]),
        excerpts={place: row for one in kept for place, row in one.excerpts.items()},
    )


def _in_order(results: Iterable[tuple[int, Path]]) -> list[Path]:
    return [folder for _, folder in sorted(results)]


def _batches(files: Sequence[Path], most: int) -> Iterator[list[Path]]:
    """The files in their order, in at most so many pieces of about the same number of bytes."""
    sizes = [file.stat().st_size if file.is_file() else 0 for file in files]
    each = max(1, -(-sum(sizes) // max(1, most)))
    batch: list[Path] = []
    filled = 0
    for file, size in zip(files, sizes, strict=True):
        if batch and filled + size > each:
            yield batch
            batch, filled = [], 0
        batch.append(file)
        filled += size
    if batch:
        yield batch


@dataclass(frozen=True)
class _Reading:
    """Files to be read for partitions that are not known yet."""

    checking: Checking
    work: Path
    files: tuple[Path, ...]

    def __str__(self) -> str:
        return f"{self.files[0]} … {self.files[-1]}"


def _read(task: _Reading) -> Path:
    return _kept_in(task.work, _digest(task.checking.plan, task.files), partial(_read_into, task))


def _read_into(task: _Reading, folder: Path) -> None:
    plan = task.checking.plan
    with speaking_of(plan.header.level_words):
        submissions = read_submissions(task.files, plan)
    for name, frame in _frames(submissions).items():
        frame.write_parquet(folder / f"{name}.parquet")
    of = subjects(submissions, plan)
    years = submissions.observations.group_by("path").agg(pl.col("year").drop_nulls().unique())
    in_years = dict(years.iter_rows())
    tables = [
        {
            "file": asdict(file),
            "subjects": sorted(of[file.path]),
            "years": in_years.get(file.path, []),
        }
        for file in submissions.files
    ]
    _write_json(folder / "tables.json", tables)


def _frames(submissions: Submissions) -> dict[str, pl.DataFrame]:
    return {
        name: getattr(submissions, name) for name in ("observations", "self_assessments", "noticed")
    }


def _loaded(folders: Iterable[Path], paths: Collection[str]) -> Submissions:
    """The tables of these paths from what was read."""
    wanted, found = pl.Series([*paths], dtype=pl.String), []
    for folder in folders:
        files = [_file(one["file"]) for one in _json(folder / "tables.json")]
        if any(file.path in paths for file in files):
            frames = {
                name: pl.scan_parquet(folder / f"{name}.parquet")
                .filter(pl.col("path").is_in(wanted.implode()))
                .collect()
                for name in _FRAMES
            }
            found.append(Submissions(tuple(f for f in files if f.path in paths), **frames))
    # rechunk: columns in pieces of different sizes make Polars 2.1 fail in `format` after a filter
    frames = {n: pl.concat([_frames(one)[n] for one in found]).rechunk() for n in _FRAMES}
    return Submissions(tuple(chain.from_iterable(one.files for one in found)), **frames)


@dataclass(frozen=True)
class _Task:
    """A partition to be checked: the tables `paths` of what is `read`."""

    checking: Checking
    work: Path
    shown: int
    collected: Collected
    paths: tuple[str, ...]
    read: tuple[Path, ...]

    def __str__(self) -> str:
        return f"{self.paths[0]} … {self.paths[-1]}"


def _check(task: _Task) -> Path:
    asked = task.checking.asked
    hangs_on = (
        [folder.name for folder in task.read],
        task.paths,
        task.collected,
        task.shown,
        sorted(asked.on_request),
        asked.waivers,
        asked.today,
    )
    digest = _digest(task.checking.plan, (), *hangs_on)
    return _kept_in(task.work, digest, partial(_check_into, task))


def _check_into(task: _Task, folder: Path) -> None:
    plan, asked = task.checking.plan, task.checking.asked
    with speaking_of(plan.header.level_words):
        submissions = _loaded(task.read, {*task.paths})
        part, data = check(Dataset(plan, submissions, whole=task.collected), asked)
        rows = _shown_rows(part, task.shown)
    _write_findings(folder / "findings.parquet", part.findings)
    accepted = submissions.observations.filter(data.accepted & ~data.replaced)
    accepted.sort("path", "row", "value_letter").write_parquet(folder / "observations.parquet")
    items = data.current_assessments.drop("value_letter").collect(engine="in-memory")
    items.sort("path", "row").write_parquet(folder / "self_assessments.parquet")
    for code, summary in part.summaries.items():
        summary.write_parquet(folder / f"summary-{code}.parquet")
    _write_json(
        folder / "part.json",
        {
            "files": [asdict(file) for file in submissions.files],
            "not_run": [asdict(one) for one in told([part])],
            "account": asdict(part.account),
            "summaries": sorted(part.summaries),
            "waived": [[*key, asdict(one)] for key, one in sorted(part.waived.items())],
            "excerpts": [
                [path, row, one.cells] for (path, row), one in excerpts(rows, submissions).items()
            ],
        },
    )


def _shown_rows(part: Part, shown: int) -> set[tuple[str, int]]:
    """The rows that a text may show: of the first findings, and those that rules across name."""
    found = first_shown(part.findings, shown)
    rows = {(one.path, one.row) for one in found if one.row is not None}
    for summary in part.summaries.values():
        if {"path", "row"} <= {*summary.columns}:
            rows |= {*summary.select("path", "row").drop_nulls().iter_rows()}
    return rows


@dataclass(frozen=True)
class _Kept:
    """A partition's result but for its findings and rows, as it lies in its folder."""

    part: Part
    files: tuple[File, ...]
    excerpts: Mapping[tuple[str, int], Excerpt]

    @classmethod
    def of(cls, folder: Path) -> _Kept:
        found = _json(folder / "part.json")
        part = Part(
            findings=(),
            not_run=frozenset(NotRun(**one) for one in found["not_run"]),
            account=Account(**found["account"]),
            summaries={
                code: pl.read_parquet(folder / f"summary-{code}.parquet")
                for code in found["summaries"]
            },
            waived={(path, line): Covered(**one) for path, line, one in found["waived"]},
        )
        shown = {
            (path, row): Excerpt(row, tuple((words, cell) for words, cell in cells))
            for path, row, cells in found["excerpts"]
        }
        return cls(part, tuple(map(_file, found["files"])), shown)


def _file(found: Mapping[str, Any]) -> File:
    return File(**{**found, "notes": tuple(found["notes"])})


def _write_findings(path: Path, findings: Iterable[Finding]) -> None:
    rows = [tuple(getattr(one, name) for name in FINDING) for one in findings]
    frame = pl.DataFrame(rows, schema=FINDING, orient="row")
    frame.write_parquet(path, row_group_size=_AT_ONCE)


def _findings(folder: Path) -> Iterator[Finding]:
    lazy, at = pl.scan_parquet(folder / "findings.parquet"), 0
    while not (rows := lazy.slice(at, _AT_ONCE).collect()).is_empty():
        for row in rows.iter_rows(named=True):
            yield Finding(**{**row, "severity": Severity(row["severity"])})
        at += _AT_ONCE


def _digest(plan: Plan, files: Sequence[Path], *others: object) -> str:
    """What a result hangs on, in short."""
    told = sha256()
    for one in (version("plan-eval"), pl.__version__, in_use(), *others):
        told.update(repr(one).encode() + b"\0")
    told.update(plan.model_dump_json().encode())
    for file in files:
        told.update(f"{file}\0{digest_of_file(file)}\0".encode(errors="surrogateescape"))
    return told.hexdigest()[:32]


def _kept_in(work: Path, digest: str, make: Callable[[Path], None]) -> Path:
    """The folder of a result, made unless it is there; half-made ones are never seen."""
    there = work / digest
    if not there.is_dir():
        part = work / f".{digest}-{secrets.token_hex(4)}"
        part.mkdir(parents=True)
        try:
            make(part)
            if not there.is_dir():
                part.replace(there)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return there


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, default=dict), "utf-8")
