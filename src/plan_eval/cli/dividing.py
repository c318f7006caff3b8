"""`validate` in partitions: on several cores, on a cluster, or because it is a lot."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

if TYPE_CHECKING:
    from plan_eval.checks.earlier_run import Earlier
    from plan_eval.checks.excerpt import Excerpt
    from plan_eval.checks.in_partitions import Outcome
    from plan_eval.checks.run_view import Run as Checked
    from plan_eval.checks.run_view import View
    from plan_eval.checks.select import Selection
    from plan_eval.cli.by_district import Run
    from plan_eval.model.finding import FailOn
    from plan_eval.model.plan import Plan
    from plan_eval.plan_folder.project_file import Project
    from plan_eval.reading.submitted import Submissions

Done = TypeVar("Done")

OBSERVATIONS = "observations-{}.parquet"
_LARGE = 256 * 2**20
"""Bytes that are checked in partitions unasked."""
_EACH = 64 * 2**20
"""Bytes of a partition where nobody says how many there are to be."""
_WORK = ".plan-eval-partitions"


@dataclass(frozen=True)
class Checks:
    """What `validate` was asked for."""

    project: Project
    plan: Plan
    paths: tuple[Path, ...]
    waivers: tuple[Path, ...]
    on: date | None
    today: date
    chosen: Selection
    earlier: Earlier | None
    fail_on: FailOn
    limit: int
    run: Run
    partitions: int | None
    observations: Path | None
    force: bool

    @contextmanager
    def shown(self, *, divided: bool) -> Iterator[View]:
        """The findings as they are shown, of a run in partitions where that is asked for or due.

        Raises PlanEvalError where a run in partitions is asked for of what has no files to divide:
        a database, standard input.
        """
        if not divided and not self._is_large():
            yield self._at_once()
            return
        if self.on is not None or not self._has_files():
            hint = t("cli.partitions.no-files-hint")
            raise PlanEvalError(t("cli.partitions.no-files"), hint=hint)
        with self._in_partitions() as outcome:
            if self.observations is not None:
                _keep(outcome, self.observations, force=self.force)
            yield self._viewed(outcome, outcome.submissions, outcome.excerpts)

    def _at_once(self) -> View:
        from plan_eval.checks.engine import validate
        from plan_eval.cli.console import beside, working
        from plan_eval.cli.session import sent

        found = sent(self.project, self.plan, [*self.paths], waivers=[*self.waivers], on=self.on)
        with working(beside("cli.working.checking")):
            validation = validate(
                found.submissions,
                self.plan,
                on_request=self.chosen.on_request,
                waivers=found.waivers,
                today=self.today,
            )
        return self._viewed(validation, found.submissions)

    def _viewed(
        self,
        run: Checked,
        submissions: Submissions,
        excerpts: Mapping[tuple[str, int], Excerpt] | None = None,
    ) -> View:
        from plan_eval.checks.run_view import view

        return view(
            run,
            submissions,
            self.plan,
            selection=self.chosen,
            earlier=self.earlier,
            fail_on=self.fail_on,
            limit=self.limit,
            rows=excerpts,
        )

    @contextmanager
    def _in_partitions(self) -> Iterator[Outcome]:
        """What the checks say, while results lie on disk.

        They lie beside the project file, where all workers reach them, and where the same call
        goes on when it was killed; another run at the same time has a folder of its own.
        """
        from plan_eval.checks.engine import Asked
        from plan_eval.checks.in_partitions import Checking, check_divided
        from plan_eval.checks.waivers import find_waivers, read_waivers
        from plan_eval.execution import open_executor
        from plan_eval.reading.find import find_files

        files = tuple(find_files(self.paths))
        named = self.waivers or find_waivers(self.project.plan, self.paths)
        asked = Asked(self.chosen.on_request, tuple(map(read_waivers, named)), self.today)
        run = self.run
        at_once = 1 if run.executor == "serial" else run.workers or os.cpu_count() or 1
        number = self.partitions or max(at_once, -(-sum(map(_size, files)) // _EACH))
        with (
            _work_folder(self.project.file.parent / _WORK) as work,
            open_executor(run.executor, workers=run.workers, scheduler=run.scheduler) as executor,
        ):
            yield check_divided(
                Checking(self.plan, files, asked),
                executor,
                work,
                partitions=number,
                shown=0 if self.earlier else self.limit,
                watch=_watched,
            )

    def _is_large(self) -> bool:
        from plan_eval.reading.find import find_files

        if self.on is not None or not self._has_files():
            return False
        return sum(map(_size, find_files(self.paths))) > _LARGE

    def _has_files(self) -> bool:
        return bool(self.paths) and all(map(_is_plain, self.paths))


def _keep(outcome: Outcome, folder: Path, *, force: bool) -> None:
    """The accepted figures of each partition as a file of the folder.

    Raises PlanEvalError where other files lie there: they would be taken for partitions.
    """
    from plan_eval.writing.saving import REGISTER, save

    paths = [folder / OBSERVATIONS.format(number) for number in range(1, len(outcome.folders) + 1)]
    there = {*folder.iterdir()} - {folder / REGISTER, *paths} if folder.is_dir() else set()
    if there:
        hint = t("cli.partitions.not-empty-hint")
        raise PlanEvalError(t("cli.partitions.not-empty", path=min(there)), hint=hint)
    for path, one in zip(paths, outcome.folders, strict=True):
        save(path, (one / "observations.parquet").read_bytes(), force=force)


def _is_plain(path: Path) -> bool:
    from plan_eval.reading.find import STANDARD_INPUT
    from plan_eval.store.database import is_database

    return path != STANDARD_INPUT and not is_database(path)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


@contextmanager
def _work_folder(folder: Path) -> Iterator[Path]:
    """The folder for results, gone when all is done, and left where the run is ended before."""
    from plan_eval.writing.saving import lock

    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("ab") as held:
        if not lock(held):
            with TemporaryDirectory(prefix=f"{folder.name}-", dir=folder.parent) as own:
                yield Path(own)
            return
        yield folder
        shutil.rmtree(folder, ignore_errors=True)


def _watched(done: Iterator[Done], number: int) -> Iterable[Done]:
    from plan_eval.cli.by_district import counted

    return counted(done, number, t("cli.partitions.at-work"))
