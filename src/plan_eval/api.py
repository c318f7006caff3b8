"""The library: a project, what was sent checked, and what it says of the plan judged.

    import plan_eval as pe

    project = pe.open("plan-eval.yaml")
    checked = project.validate()
    judged = project.assess("midterm")
    judged.report("midterm.pdf")

These names and their arguments stay as they are from version to version (`docs/library.md`);
whatever else the package holds may move. Results are Polars frames in the codes of the plan.
Faults in submissions are findings, never exceptions; what a caller got wrong raises PlanEvalError.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from html import escape
from os import PathLike
from pathlib import Path
from typing import Literal, TypeVar, get_args

import polars as pl

from plan_eval.assess.districts import (
    Comparison,
    DistrictResult,
    cells_frame,
    compare,
    districts_frame,
    spread_frame,
)
from plan_eval.assess.engine import assess
from plan_eval.assess.frames import results_frame, tallies_frame
from plan_eval.by_district import ToJudge, in_order, judge, works
from plan_eval.checks.as_of import sent_by
from plan_eval.checks.engine import validate
from plan_eval.checks.validation import Account, Validation
from plan_eval.errors import PlanEvalError, ReportError
from plan_eval.execution import ExecutorName, open_executor
from plan_eval.export.contents import Contents
from plan_eval.export.folder import DataFormat, export
from plan_eval.messages import language, speaking_of, t
from plan_eval.model.assessment import Assessment, Stage, StageName
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.likeness import one_of
from plan_eval.model.plan import PROJECTS, Plan
from plan_eval.plan_folder import project_file
from plan_eval.plan_folder.load import load_plan, plan_for
from plan_eval.plan_folder.messages_file import read_messages
from plan_eval.reading.submitted import Submissions
from plan_eval.store.contents import read_sent

Where = str | PathLike[str]
Form = TypeVar("Form", bound=str)

_FINDING = {
    one.name: pl.Int64 if one.name in ("row", "year") else pl.String for one in fields(Finding)
}


def open(path: Where | None = None, *, plan: Where | None = None) -> Project:
    """The project of a `plan-eval.yaml`, or of the nearest one in or above a folder.

    Without `path` that is the working folder. `plan` is a plan folder used in place of the one the
    file names; with it no project file is needed. Raises PlanEvalError when `path` is not there
    or nobody says which plan is meant, PlanError with file and line when the plan is broken.
    """
    where = Path(path) if path is not None else Path()
    if not where.exists():
        raise PlanEvalError(t("file.no-such-path", path=where))
    folder = where.parent if where.is_file() else where
    settings = project_file.read_project(
        folder, project_file.plan_named(str(plan)) if plan is not None else None
    )
    return Project(settings, load_plan(settings.plan, settings.units))


@dataclass(frozen=True, repr=False)
class Project:
    """A plan, and where its submissions, templates and results lie (`settings`)."""

    settings: project_file.Project
    plan: Plan

    def validate(
        self,
        paths: Where | Iterable[Where] | None = None,
        *,
        as_of: int | None = None,
        on: date | None = None,
        today: date | None = None,
    ) -> Checked:
        """Check what was sent: the files, folders and databases of `paths` or the project file.

        With `as_of`, only what had been sent by that year of report; of a database only what was
        in force at the end of day `on`. Waivers are held against `today`.
        Raises SubmissionError when nothing is named or a path is not there, PlanEvalError for a
        day without a database.
        """
        # an empty list is a search that found nothing, not the wish for all there is
        where = self.settings.submissions if paths is None else _paths(paths)
        with self.speaking():
            sent = read_sent(where, self.plan, self.settings.plan, on=on)
            known = sent.submissions if as_of is None else sent_by(sent.submissions, as_of)
            found = validate(known, self.plan, waivers=sent.waivers, today=today or date.today())
        return Checked(self, known, found, on)

    def assess(
        self,
        stage: StageName,
        paths: Where | Iterable[Where] | None = None,
        *,
        year: int | None = None,
        as_of: int | None = None,
    ) -> Judged:
        """Check what was sent and judge every indicator by it at a stage.

        `year` is wanted for the annual stage; the plan fixes the others. Raises PlanEvalError for
        a stage and year that do not go together.
        """
        return self.validate(paths, as_of=as_of).assess(stage, year=year)

    @cached_property
    def districts(self) -> dict[str, Project]:
        """The districts that the project file names, by id: each a project with its own data.

        Raises PlanError for a district whose register or own plan is broken.
        """
        found = {}
        for one in self.settings.districts:
            own = self.settings.of(one)
            plan = self.plan if own.plan == self.settings.plan else load_plan(own.plan)
            found[one.id] = Project(own, plan_for(plan, one.name, own.units))
        return found

    def compare(
        self,
        stage: StageName,
        *,
        year: int | None = None,
        as_of: int | None = None,
        on: date | None = None,
        today: date | None = None,
        executor: ExecutorName = "serial",
        workers: int | None = None,
        scheduler: str | None = None,
    ) -> Compared:
        """Judge every district of the project file at a stage and set them side by side.

        The work is done one by one, by `workers` processes of this machine, or by those of a dask
        cluster; the result is the same. A district that cannot be judged is in the result with the
        reason. Raises PlanEvalError when the project names no districts and as `assess` does.
        """
        when = self.plan.stage(stage, year, as_of)
        each = works(self.settings, today or date.today(), on=on, as_of=as_of)
        items = [ToJudge(one, stage, year) for one in each]
        own = open_executor(executor, workers=workers, scheduler=scheduler)
        with self.speaking(), own as running:
            found = tuple(in_order(running, judge, items))
            return Compared(self, when, found, tuple(compare(found, self.plan)))

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """The plan's words for its level and the office's own wording, while the block runs."""
        own = read_messages(self.settings.templates, language())
        with speaking_of(self.plan.header.level_words, own):
            yield

    def __repr__(self) -> str:
        return f"Project({self.plan.header.title!r}, {str(self.settings.file)!r})"


@dataclass(frozen=True, repr=False)
class Checked:
    """What the rules found in the submissions, and what of them is accepted."""

    project: Project
    submissions: Submissions
    validation: Validation
    on: date | None = None

    @property
    def account(self) -> Account:
        """Rows read = accepted + refused + skipped."""
        return self.validation.account

    @cached_property
    def findings(self) -> pl.DataFrame:
        """One row a finding, by file, row and rule; columns are those of `Finding`."""
        rows = [tuple(getattr(one, name) for name in _FINDING) for one in self.validation.findings]
        return pl.DataFrame(rows, schema=_FINDING, orient="row")

    @property
    def observations(self) -> pl.DataFrame:
        """The accepted figures, the latest report of each, with file and row."""
        return self.validation.observations

    @property
    def self_assessments(self) -> pl.DataFrame:
        """The accepted self-assessments, with file and row."""
        return self.validation.self_assessments

    def ok(self, *, strict: bool = False) -> bool:
        """Whether no error stands; with `strict`, no unexplained question either."""
        failing = (Severity.ERROR, Severity.VERIFY) if strict else (Severity.ERROR,)
        found = self.validation.findings
        return not any(one.severity in failing and not one.settled for one in found)

    def assess(self, stage: StageName, *, year: int | None = None) -> Judged:
        """Judge every indicator by the accepted figures at a stage (see `Project.assess`)."""
        plan = self.project.plan
        with self.project.speaking():
            one_of(stage, get_args(StageName))
            when = plan.stage(stage, year)
            found = assess(plan, self.observations, self.self_assessments, when)
        return Judged(self, found)

    def __repr__(self) -> str:
        one = self.account
        counts = f"read={one.read}, accepted={one.accepted}, refused={one.refused}"
        return f"Checked({counts}, skipped={one.skipped}, findings={self.findings.height})"

    def _repr_html_(self) -> str:
        return _shown(
            repr(self), self.findings.select("severity", "code", "path", "row", "message")
        )


@dataclass(frozen=True, repr=False)
class Judged:
    """What the accepted figures say of every indicator at a stage."""

    checked: Checked
    assessment: Assessment

    @property
    def plan(self) -> Plan:
        """The plan that was judged."""
        return self.checked.project.plan

    @property
    def stage(self) -> Stage:
        """The stage and its year."""
        return self.assessment.stage

    @cached_property
    def results(self) -> pl.DataFrame:
        """One row an indicator in the order of the plan; columns as in `docs/library.md`."""
        with self.checked.project.speaking():
            return results_frame(self.assessment, self.plan)

    @cached_property
    def tallies(self) -> pl.DataFrame:
        """One row a count of states: by plan, area or department, and group of targets."""
        return tallies_frame(self.assessment)

    def report(
        self,
        output: Where,
        *,
        format: Literal["pdf", "html", "docx", "xlsx"] | None = None,
        kind: Literal["evaluation", "monitoring", "department"] | None = None,
        area: str | None = None,
        department: str | None = None,
        draft: bool = False,
        day: date | None = None,
        force: bool = False,
    ) -> Path:
        """Write the report; its `format` is that of the file's ending where none is given.

        `area` and `department` are ids; without a `kind` it is that of the stage. `day` stands on
        the cover. Raises ReportError when a library is missing or the finished PDF does not pass
        its own checks, PlanEvalError for a kind that the stage does not have and when the file
        cannot be written or is somebody else's (see `force`).
        """
        from plan_eval.report.edition import Format, edition_for
        from plan_eval.report.extract import context_of
        from plan_eval.report.formats import write
        from plan_eval.report.texts import Texts

        path, settings = Path(output), self.checked.project.settings
        ending = format or path.suffix.removeprefix(".").lower()
        formats: tuple[Format, ...] = get_args(Format)
        form = _form_of(path, ending, formats)
        if area is not None:
            one_of(area, (*(one.id for one in self.plan.areas), PROJECTS))
        if department is not None:
            one_of(department, self.plan.department)
        edition = edition_for(
            settings,
            self.plan,
            self.stage,
            kind=kind,
            area=area,
            department=department,
            draft=draft,
            paged=form in ("pdf", "docx"),
            on=self.checked.on,
        )
        texts = Texts(edition.texts)
        day, found = day or date.today(), self.checked.validation
        with self.checked.project.speaking():
            context = context_of(self.plan, self.assessment, found, day, edition, texts)
            done = write(form, context, settings.templates, path, force=force)
        if done.problems:
            raise ReportError("\n".join(done.problems), path=done.path)
        return done.path

    def export(
        self, folder: Where, *, format: DataFormat = "datapackage", force: bool = False
    ) -> Path:
        """Write data, verdicts, indicators and code lists into a folder for other programs.

        Gives the folder. Raises PlanEvalError when a file cannot be written or is somebody else's
        (see `force`).
        """
        if format not in get_args(DataFormat):
            hint = t("cli.names.all", all=", ".join(get_args(DataFormat)))
            raise PlanEvalError(t("cli.names.unknown", name=format), hint=hint)
        into = Path(folder)
        with self.checked.project.speaking():
            contents = Contents(self.plan, self.checked.validation, self.assessment)
            export(contents, into, format, force=force)
        return into

    def __repr__(self) -> str:
        return f"Judged({self.stage.name!r}, {self.stage.year}, {self.results.height} indicators)"

    def _repr_html_(self) -> str:
        columns = ("indicator", "name", "target", "year", "value", "state", "pace", "level")
        return _shown(repr(self), self.results.select(columns))


@dataclass(frozen=True, repr=False)
class Compared:
    """The districts of a project side by side."""

    project: Project
    stage: Stage
    judged: tuple[DistrictResult, ...]
    comparisons: tuple[Comparison, ...]

    @cached_property
    def results(self) -> pl.DataFrame:
        """One row an indicator and district, with its rank where there is one."""
        return cells_frame(self.comparisons, self.judged, self.project.plan)

    @cached_property
    def indicators(self) -> pl.DataFrame:
        """One row an indicator: how the districts spread and which are behind."""
        with self.project.speaking():
            return spread_frame(self.comparisons, self.project.plan)

    @cached_property
    def districts(self) -> pl.DataFrame:
        """One row a district: what came of it, and the states of its quantified indicators."""
        return districts_frame(self.judged)

    def report(
        self,
        output: Where,
        *,
        format: Literal["pdf", "html", "xlsx"] | None = None,
        day: date | None = None,
        force: bool = False,
    ) -> Path:
        """Write the volume that compares them, with maps where the project has boundaries.

        Raises as `Judged.report` does.
        """
        from plan_eval.plan_folder.boundaries import read_boundaries
        from plan_eval.report.side_by_side.values import SideBySide
        from plan_eval.report.side_by_side.write import Form as Forms
        from plan_eval.report.side_by_side.write import write

        path, settings = Path(output), self.project.settings
        ending = format or path.suffix.removeprefix(".").lower()
        form = _form_of(path, ending, get_args(Forms))
        bounds, each = settings.boundaries, settings.districts
        shapes = read_boundaries(bounds, each) if bounds is not None else None
        day, plan = day or date.today(), self.project.plan
        with self.project.speaking():
            of = SideBySide(plan, self.stage, day, self.judged, self.comparisons, shapes)
            done = write(form, of, settings.templates, path, force=force)
        if done.problems:
            raise ReportError("\n".join(done.problems), path=done.path)
        return done.path

    def __repr__(self) -> str:
        judged = sum(one.stood == "judged" for one in self.judged)
        return f"Compared({self.stage.name!r}, {self.stage.year}, {judged} of {len(self.judged)})"

    def _repr_html_(self) -> str:
        return _shown(repr(self), self.districts)


def _form_of(path: Path, ending: str, formats: tuple[Form, ...]) -> Form:
    """The format of a file by its ending. Raises PlanEvalError for one that is not written."""
    form = next((one for one in formats if one == ending), None)
    if form is None:
        hint = t("cli.ending-hint", endings=", ".join(f".{one}" for one in formats))
        raise PlanEvalError(t("cli.ending", file=path), hint=hint)
    return form


def _paths(given: Where | Iterable[Where]) -> list[Path]:
    return [Path(given)] if isinstance(given, str | PathLike) else [Path(one) for one in given]


def _shown(title: str, frame: pl.DataFrame) -> str:
    """A frame under its title, as notebooks show it."""
    return f"<p><code>{escape(title)}</code></p>{frame._repr_html_()}"
