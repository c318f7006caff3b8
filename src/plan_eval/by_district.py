"""Each district of a project checked, judged or reported on: one piece of work for an executor.

A piece of work goes to another process and its result comes back: both are plain values, paths in
and what a comparison needs out. What is wrong with one district is said of that district; the
others are judged all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, TypeVar

from plan_eval.assess.districts import DistrictResult, standings
from plan_eval.assess.engine import assess
from plan_eval.checks.as_of import sent_by
from plan_eval.checks.engine import validate
from plan_eval.checks.validation import Validation
from plan_eval.errors import PlanEvalError, SubmissionError
from plan_eval.messages import language, speaking_of, t
from plan_eval.model.assessment import Assessment
from plan_eval.model.plan import Plan
from plan_eval.model.verdict import Stage, StageName
from plan_eval.plan_folder.districts import District
from plan_eval.plan_folder.load import load_plan, plan_for
from plan_eval.plan_folder.messages_file import read_messages
from plan_eval.plan_folder.project_file import Project
from plan_eval.reading.find import find_files, sha256
from plan_eval.reading.submitted import Submissions
from plan_eval.store.contents import read_sent
from plan_eval.store.database import is_database

if TYPE_CHECKING:
    from plan_eval.checks.select import Selection
    from plan_eval.checks.writers import Format as FindingsFormat
    from plan_eval.execution import Executor
    from plan_eval.model.finding import FailOn
    from plan_eval.report.edition import Format, Kind, Parts
    from plan_eval.report.pdf import Written

Done = TypeVar("Done")


@dataclass(frozen=True)
class Work:
    """One district of a project; `settings` are the project's own.

    `on` is the day a database is asked for, `today` the one that waivers are held against and that
    stands on a report. `run` is the same for all the work of one call: a plan is read once in it
    by each process, and anew in the next call.
    """

    settings: Project
    district: District
    run: str
    today: date
    on: date | None = None
    as_of: int | None = None
    on_request: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.district.id


@dataclass(frozen=True)
class ToJudge:
    """A district to be judged at a stage."""

    work: Work
    stage: StageName
    year: int | None = None

    def __str__(self) -> str:
        return str(self.work)


@dataclass(frozen=True)
class ToReport:
    """A district to be judged and reported on."""

    judging: ToJudge
    form: Format = "pdf"
    kind: Kind | None = None
    parts: Parts | None = None
    area: str | None = None
    department: str | None = None
    draft: bool = False
    force: bool = False

    def __str__(self) -> str:
        return str(self.judging)


@dataclass(frozen=True)
class ToCheck:
    """A district whose submissions are to be checked, and how the findings are wanted."""

    work: Work
    form: FindingsFormat = "text"
    selection: Selection | None = None
    fail_on: FailOn = "error"
    limit: int = 20

    def __str__(self) -> str:
        return str(self.work)


@dataclass(frozen=True)
class DistrictChecked:
    """The findings on what one district sent, as written in a format, and whether they fail."""

    result: DistrictResult
    text: str = ""
    errors: int = 0
    questions: int = 0
    failed: bool = False


@dataclass(frozen=True)
class DistrictReport:
    """One district's report: where it is, its pages, and what is wrong with it.

    `changed` are the texts that people wrote on figures that are others now; `unwritten` says why
    there is no file though the district could be judged.
    """

    result: DistrictResult
    path: Path | None = None
    pages: int | None = None
    problems: tuple[str, ...] = ()
    changed: tuple[Path, ...] = ()
    unwritten: str = ""


@dataclass(frozen=True)
class Sent:
    """What one district sent, and what the checks say of it."""

    plan: Plan
    submissions: Submissions
    validation: Validation
    result: DistrictResult


def works(
    settings: Project,
    today: date,
    *,
    on: date | None = None,
    as_of: int | None = None,
    on_request: Iterable[str] = (),
) -> list[Work]:
    """A piece of work for each district; `on_request` has rules to run that otherwise do not.

    Raises PlanEvalError when the project names no district.
    """
    if not settings.districts:
        path = settings.file if settings.file.is_file() else None
        raise PlanEvalError(t("districts.none"), path=path, hint=t("districts.none-hint"))
    run, rules = token_hex(8), frozenset(on_request)
    return [Work(settings, one, run, today, on, as_of, rules) for one in settings.districts]


def in_order(
    executor: Executor, function: Callable[[Any], Done], items: Sequence[Any]
) -> Iterator[Done]:
    """What the function makes of each item, in the order of the items, as soon as it is known."""
    waiting: dict[int, Done] = {}
    next_ = 0
    for at, done in executor.map(function, items):
        waiting[at] = done
        while next_ in waiting:
            yield waiting.pop(next_)
            next_ += 1


def judge(item: ToJudge) -> DistrictResult:
    """One district's verdicts, as much of them as a comparison needs."""
    return _of_sent(item.work, lambda sent: _judged(item, sent)[1], lambda result: result)


def check(item: ToCheck) -> DistrictChecked:
    """One district's findings in the format asked for."""
    return _of_sent(item.work, lambda sent: _checked(item, sent), DistrictChecked)


def report(item: ToReport) -> DistrictReport:
    """Judge one district and write its report into its folder of the results."""

    def made(sent: Sent) -> DistrictReport:
        assessment, result = _judged(item.judging, sent)
        try:
            return _reported(item, sent, assessment, result)
        except PlanEvalError as error:
            return DistrictReport(result, unwritten=_said(error))

    return _of_sent(item.judging.work, made, DistrictReport)


def _of_sent(
    work: Work, made: Callable[[Sent], Done], without: Callable[[DistrictResult], Done]
) -> Done:
    """What is made of what a district sent, or `without` it of a result that says why not.

    What a person has to fix in one district is said of it and is not the end of all.
    """
    nothing = _nothing(work.district)
    try:
        sent = _sent(work, nothing)
        return without(sent) if isinstance(sent, DistrictResult) else made(sent)
    except PlanEvalError as error:
        return without(replace(nothing, stood="failed", reason=_said(error)))


def _said(error: PlanEvalError) -> str:
    if error.hint is None:
        return str(error)
    return t("districts.with-hint", said=error, hint=error.hint)


def _nothing(district: District) -> DistrictResult:
    return DistrictResult(district.id, district.called, stood="nothing_sent")


@lru_cache(maxsize=8)
def _plan_in(folder: Path, run: str) -> Plan:
    return load_plan(folder)


def plan_of(work: Work) -> Plan:
    """The plan that a district is judged by, with its own register. Raises PlanError."""
    own = work.settings.of(work.district)
    return plan_for(_plan_in(own.plan, work.run), work.district.name, own.units)


@contextmanager
def _speaking(plan: Plan, work: Work) -> Iterator[None]:
    own = read_messages(work.settings.templates, language())
    with speaking_of(plan.header.level_words, own):
        yield


def _sent(work: Work, nothing: DistrictResult) -> Sent | DistrictResult:
    """What one district sent, read and checked; `nothing` filled in where there is nothing."""
    plan = plan_of(work)
    there, absent = _there(work.district.submissions)
    nothing = replace(nothing, absent=absent, plan=plan.header.id)
    with _speaking(plan, work):
        try:
            sent = read_sent(there, plan, work.settings.of(work.district).plan, on=work.on)
        except SubmissionError:  # no path is left, or in a database nothing was in force
            return nothing
        known = sent.submissions
        known = known if work.as_of is None else sent_by(known, work.as_of)
        found = validate(
            known, plan, waivers=sent.waivers, today=work.today, on_request=work.on_request
        )
    account, unread = found.account, found.unread_files
    if not account.accepted and not account.refused and not unread:  # but for blank forms
        return nothing
    result = replace(
        nothing,
        stood="judged",
        accepted=account.accepted,
        refused=account.refused,
        refused_by_rule=tuple(found.refused_by_rule.items()),
        unread=unread,
        digests=tuple(_digests(known)),
        synthetic=_synthetic(plan, found),
    )
    return Sent(plan, known, found, result)


def _checked(item: ToCheck, sent: Sent) -> DistrictChecked:
    from plan_eval.checks.run_view import view
    from plan_eval.checks.writers import write
    from plan_eval.model.finding import Severity

    shown = view(
        sent.validation,
        sent.submissions,
        sent.plan,
        selection=item.selection,
        fail_on=item.fail_on,
        limit=item.limit,
    )
    with _speaking(sent.plan, item.work):
        text = write(shown, item.form)
    counts = (shown.count(Severity.ERROR), shown.count(Severity.VERIFY))
    return DistrictChecked(sent.result, text, *counts, shown.failed)


def _there(paths: Iterable[Path]) -> tuple[list[Path], tuple[str, ...]]:
    """The paths behind which there is anything, and the others.

    A district that has sent its figures and no self-assessments yet is judged by its figures.
    """
    there, absent = [], []
    for path in paths:
        try:
            if not is_database(path) or not path.exists():
                find_files([path])
            there.append(path)
        except SubmissionError:
            absent.append(str(path))
    return there, tuple(absent)


def _digests(submissions: Submissions) -> Iterator[tuple[str, str]]:
    """The files that hold rows, by content: a blank form is the same wherever it comes from."""
    filled = dict.fromkeys(f.source or f.path for f in submissions.files if f.rows)
    for path in filled:
        if (digest := sha256(Path(path))) is not None:
            yield path, digest


def _synthetic(plan: Plan, found: Validation) -> bool:
    from plan_eval.report.context import SYNTHETIC

    # not `found.observations`: a copy of all rows, of a large district a quarter of a gigabyte
    sources = found.data.submissions.observations["source"]
    kept = sources.filter(found.data.accepted & ~found.data.replaced)
    said = kept.str.contains(SYNTHETIC, literal=True)
    return plan.units.synthetic or bool(said.any())


def _judged(item: ToJudge, sent: Sent) -> tuple[Assessment, DistrictResult]:
    stage, found = _stage(item, sent.plan), sent.validation
    with _speaking(sent.plan, item.work):
        made = assess(sent.plan, found.observations, found.self_assessments, stage)
        stood = standings(made, sent.plan, item.work.district.links)
    result = replace(sent.result, standings=stood, tallies=made.tallies, by_area=made.by_area)
    return made, result


def _stage(item: ToJudge, plan: Plan) -> Stage:
    return plan.stage(item.stage, item.year, item.work.as_of)


def _reported(
    item: ToReport, sent: Sent, assessment: Assessment, result: DistrictResult
) -> DistrictReport:
    from plan_eval.plan_folder.reports_folder import ENDING, past_report_file
    from plan_eval.plan_folder.texts_folder import read_texts
    from plan_eval.report.edition import edition_for
    from plan_eval.report.extract import context_of
    from plan_eval.report.formats import write
    from plan_eval.report.past_reports import past_report
    from plan_eval.report.texts import Texts
    from plan_eval.writing.saving import save

    work, stage = item.judging.work, assessment.stage
    own = work.settings.of(work.district)
    with _speaking(sent.plan, work):
        edition = edition_for(
            own,
            sent.plan,
            stage,
            kind=item.kind,
            area=item.area,
            department=item.department,
            draft=item.draft,
            paged=item.form in ("pdf", "docx"),
        )
        texts = Texts(read_texts(own.texts, edition.name(stage)))
        context = context_of(sent.plan, assessment, sent.validation, work.today, edition, texts)
        done: Written = write(
            item.form,
            context,
            own.templates,
            report_path(item, sent.plan, stage),
            parts=item.parts,
            force=item.force,
        )
        if own.reports is not None and own.reports.is_dir() and edition.registered:
            entry = own.reports / f"{edition.name(stage)}{ENDING}"
            save(entry, past_report_file(past_report(context)), force=item.force)
    changed = tuple(texts.written[block.id].path for block in texts.changed)
    return DistrictReport(result, done.path, done.pages, done.problems, changed)


def report_path(item: ToReport, plan: Plan, stage: Stage) -> Path:
    """Where a district's report goes: its folder of the results, named as the whole's is."""
    own = item.judging.work.settings.of(item.judging.work.district)
    named = (plan.header.id, stage.name, str(stage.year), item.kind, item.area, item.department)
    parts = (*named, item.parts, "draft" if item.draft else None)
    return own.output / f"{'_'.join(filter(None, parts))}.{item.form}"
