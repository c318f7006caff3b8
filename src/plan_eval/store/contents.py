"""What a database holds on a day: the files in force, read as if they lay in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory

import polars as pl
import yaml

from plan_eval.checks.waivers import FILE_NAME as WAIVERS
from plan_eval.checks.waivers import WaiverFile, find_waivers, read_waivers
from plan_eval.errors import NothingSent, PlanEvalError
from plan_eval.messages import listed, t
from plan_eval.model.plan import Plan
from plan_eval.model.waiver import Waiver
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.submitted import File, Submissions
from plan_eval.store.database import Database, is_database, open_database

Watch = Callable[[Sequence[Path]], Iterable[Path]]

IN_FORCE = """
    coalesce(received, accepted) < $until AND id NOT IN (
        SELECT replaces FROM file
        WHERE replaces IS NOT NULL AND coalesce(received, accepted) < $until)
    AND id NOT IN (SELECT file FROM withdrawal WHERE "at" < $until)"""


@dataclass(frozen=True)
class Sent:
    """What was sent, from files and databases together, and the waivers found beside it."""

    submissions: Submissions
    waivers: tuple[WaiverFile, ...]


def read_sent(
    paths: Sequence[Path],
    plan: Plan,
    plan_folder: Path,
    *,
    on: date | None = None,
    waivers: Sequence[Path] = (),
    watch: Watch = iter,
) -> Sent:
    """Read files, folders and databases; of a database what was in force at the end of day `on`.

    The waiver files `waivers` stand in for those that lie beside what was sent. Paths of files
    from a database begin with the database's. Raises NothingSent when no path is given or there is
    nothing to read, SubmissionError for a path that is not there, PlanEvalError for a database that
    cannot be read and for a day without a database.
    """
    if not paths:
        raise NothingSent(t("file.nothing-named"), hint=t("file.nothing-named-hint"))
    if on is not None and not any(map(is_database, paths)):
        raise PlanEvalError(t("store.on-needs-one"), hint=t("store.none-named-hint"))
    plain = [path for path in paths if not is_database(path)]
    with ExitStack() as stack:
        shown: dict[Path, Path] = {}
        for path in paths:
            if is_database(path):
                # closed again before anything is read: others may write meanwhile
                with open_database(path, plan.header.id) as database:
                    shown[stack.enter_context(unpacked(database, on))] = path
        if not plain and not any(any(folder.iterdir()) for folder in shown):
            names = listed(map(str, shown.values()))
            if on is None:
                raise NothingSent(t("store.empty", path=names), hint=t("store.empty-hint"))
            message = t("store.empty-on", path=names, day=on)
            raise NothingSent(message, hint=t("store.empty-on-hint"))
        return read_together(plain, shown, plan, plan_folder, waivers=waivers, watch=watch)


def read_together(
    plain: Sequence[Path],
    unpacked_from: Mapping[Path, Path],
    plan: Plan,
    plan_folder: Path,
    *,
    waivers: Sequence[Path] = (),
    watch: Watch = iter,
) -> Sent:
    """Read files and folders, some of which stand for a database, whose path is then shown."""
    submissions = read_submissions([*plain, *unpacked_from], plan, watch=watch)
    named = waivers or find_waivers(plan_folder, [*plain, *unpacked_from])
    for folder, database in unpacked_from.items():
        submissions = relabelled(submissions, str(folder), str(database))
    return Sent(submissions, tuple(_placed(read_waivers(path), unpacked_from) for path in named))


def first_accepted(paths: Iterable[Path], plan: str, on: date | None = None) -> dict[str, date]:
    """The day each file in force was first accepted, by the path that `read_sent` shows for it.

    A correction does not make a department late: the file it took the place of counts. Of paths
    that are no database nothing is known.
    """
    found: dict[str, date] = {}
    query = f"SELECT id, name, accepted, replaces, {IN_FORCE} FROM file ORDER BY id"
    for path in filter(is_database, paths):
        with open_database(path, plan) as database:
            first: dict[int, datetime] = {}
            for number, name, accepted, replaces, in_force in database.rows(
                query, {"until": end_of(on)}
            ):
                first[number] = first.get(replaces, accepted)
                if in_force:
                    found[str(path / name)] = local(first[number]).date()
    return found


@contextmanager
def unpacked(
    database: Database, on: date | None = None, without: Iterable[int] = ()
) -> Iterator[Path]:
    """A folder with the files in force at the end of a day, gone after the block."""
    left_out = set(without)
    query = f"SELECT id, name, content FROM file WHERE {IN_FORCE} ORDER BY name, id"
    with TemporaryDirectory(prefix="plan-eval-") as private:
        # one folder further down: waivers are looked for in the parent as well
        folder = Path(private, "files")
        folder.mkdir()
        for number, name, content in database.rows(query, {"until": end_of(on)}):
            if number not in left_out:
                path = below(folder, name, database)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        if waivers := _waivers(database, on, left_out):
            (folder / WAIVERS).write_text(yaml.safe_dump({"waivers": waivers}), "utf-8")
        yield folder


def below(folder: Path, name: str, database: Database) -> Path:
    """Where a file of the database goes in a folder.

    Raises PlanEvalError for a name that leads out of it: `accept` gives none such, but a database
    may come from anywhere.
    """
    parts = PureWindowsPath(name).parts  # of both kinds of slashes, and drives
    rooted = not parts or bool(PureWindowsPath(name).anchor)
    if rooted or ".." in parts or "\0" in name:
        raise PlanEvalError(
            t("store.bad-name", name=name), path=database.path, hint=t("store.damaged-hint")
        )
    return folder / name


def _waivers(database: Database, on: date | None, left_out: set[int]) -> list[dict[str, object]]:
    """The waivers that files in force needed, each once."""
    query = f"""SELECT file, entry FROM waiver
        WHERE file IN (SELECT id FROM file WHERE {IN_FORCE}) ORDER BY file, entry"""
    rows = database.rows(query, {"until": end_of(on)})
    entries = dict.fromkeys(entry for file, entry in rows if file not in left_out)
    return [Waiver.model_validate_json(one).model_dump(exclude_none=True) for one in entries]


def end_of(day: date | None) -> datetime:
    """The first moment (UTC) that no longer belongs to the day; without one, after all that was.

    A day is one where the program runs: an office's day does not end at midnight in London.
    """
    return datetime.max if day is None else start_of(day + timedelta(days=1))


def start_of(day: date) -> datetime:
    """The first moment (UTC) of a day."""
    return datetime.combine(day, time()).astimezone().astimezone(UTC).replace(tzinfo=None)


def local(moment: datetime) -> datetime:
    """A moment of the database (UTC) in the time of where the program runs."""
    return moment.replace(tzinfo=UTC).astimezone()


def relabelled(submissions: Submissions, before: str, after: str) -> Submissions:
    """The same with paths that begin with `after` where they began with `before`."""

    def named(path: str | None) -> str | None:
        return after + path.removeprefix(before) if path and path.startswith(before) else path

    def in_frame(frame: pl.DataFrame) -> pl.DataFrame:
        rest = pl.col("path").str.strip_prefix(before)
        return frame.with_columns(
            pl.when(pl.col("path").str.starts_with(before))
            .then(pl.lit(after) + rest)
            .otherwise(pl.col("path"))
            .alias("path")
        )

    def of_file(file: File) -> File:
        return replace(file, path=named(file.path) or "", source=named(file.source))

    return Submissions(
        files=tuple(of_file(file) for file in submissions.files),
        observations=in_frame(submissions.observations),
        self_assessments=in_frame(submissions.self_assessments),
        noticed=in_frame(submissions.noticed),
    )


def _placed(file: WaiverFile, unpacked_from: Mapping[Path, Path]) -> WaiverFile:
    for folder, database in unpacked_from.items():
        if file.path.is_relative_to(folder):
            return replace(file, path=database / file.path.relative_to(folder))
    return file
