"""`--by district`: one command for every district of the project, and what they say together."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from plan_eval.errors import PlanEvalError
from plan_eval.messages import for_others, t

if TYPE_CHECKING:
    from plan_eval.assess.districts import Comparison, DistrictResult
    from plan_eval.by_district import DistrictChecked, DistrictReport, Work
    from plan_eval.checks.select import Selection
    from plan_eval.checks.writers import Format as FindingsFormat
    from plan_eval.cli.names import Wanted
    from plan_eval.execution import ExecutorName
    from plan_eval.model.finding import FailOn
    from plan_eval.model.plan import Plan
    from plan_eval.model.verdict import Stage, StageName
    from plan_eval.plan_folder.boundaries import Boundaries
    from plan_eval.plan_folder.project_file import Project
    from plan_eval.report.edition import Edition, Format, Kind, Parts
    from plan_eval.report.pdf import Written
    from plan_eval.report.side_by_side.values import SideBySide

Done = TypeVar("Done")
CheckedFormat = Literal["text", "json", "csv"]
_SIDE_BY_SIDE = 6
"""So many districts stand as columns beside each other on a terminal."""
_NAMED = 6
"""So many districts are named in a cell; the data formats have all."""


@dataclass(frozen=True)
class Run:
    """How the work on districts or partitions is run."""

    executor: ExecutorName = "serial"
    workers: int | None = None
    scheduler: str | None = None

    def over(self, function: Callable[[Any], Done], items: Sequence[Any]) -> list[Done]:
        """What the function makes of each item, in the order of the items."""
        return list(self.each(function, items))

    def each(self, function: Callable[[Any], Done], items: Sequence[Any]) -> Iterator[Done]:
        """The same one by one, as soon as it is known."""
        from plan_eval.by_district import in_order
        from plan_eval.execution import open_executor

        with open_executor(
            self.executor, workers=self.workers, scheduler=self.scheduler
        ) as executor:
            done = in_order(executor, function, items)
            yield from counted(done, len(items), t("cli.by.at-work"))


def run_of(
    by: str | None, executor: ExecutorName | None, workers: int | None, scheduler: str | None
) -> Run | None:
    """How the districts are worked on; None where they are not asked for.

    Raises PlanEvalError for an option that would do nothing.
    """
    if by is None:
        given = {"--executor": executor, "--workers": workers, "--scheduler": scheduler}
        for option, value in given.items():
            if value is not None:
                raise PlanEvalError(t("cli.by.only-with", option=option))
        return None
    return run_on(executor, workers, scheduler)


def run_on(executor: ExecutorName | None, workers: int | None, scheduler: str | None) -> Run:
    """How work is run; with `workers` alone processes are meant.

    Raises PlanEvalError for an option that would do nothing.
    """
    name: ExecutorName = executor or ("processes" if workers else "serial")
    if scheduler is not None and name != "dask":
        raise PlanEvalError(t("cli.by.scheduler-dask"))
    if name == "serial" and workers:
        raise PlanEvalError(t("cli.by.serial-alone"))
    return Run(name, workers, scheduler)


def refuse_beside(**given: object) -> None:
    """Raise PlanEvalError for an option that says what `--by district` says otherwise."""
    for name, value in given.items():
        if value:
            option = name if name.isupper() else f"--{name.replace('_', '-')}"
            hint = t("cli.by.not-with-hint")
            raise PlanEvalError(t("cli.by.not-with", option=option), hint=hint)


def counted(done: Iterable[Done], total: int, words: str) -> Iterator[Done]:
    """The same, with a count of `words` on stderr while it runs on a terminal."""
    from plan_eval.cli.console import working

    with working(words) as show:
        for number, one in enumerate(done, 1):
            show(t("cli.by.progress", words=words, done=number, total=total))
            yield one


def assess_each(
    stage: StageName,
    year: int | None,
    plan_path: Path | None,
    wanted: Wanted,
    run: Run,
    *,
    as_of: int | None,
    on: date | None,
    form: Literal["table", "json", "csv", "parquet"],
    output: Path | None,
    force: bool,
) -> int:
    """Judge each district and compare them; gives the exit code."""
    from plan_eval.assess.districts import cells_frame, compare
    from plan_eval.by_district import ToJudge, judge
    from plan_eval.cli.console import print_document, say
    from plan_eval.cli.judging import as_of_within
    from plan_eval.writing.guard import csv_text, parquet_bytes
    from plan_eval.writing.records import json_text
    from plan_eval.writing.saving import save

    project, plan = _project(plan_path, output, force=force)
    as_of_within(as_of, plan)
    when = plan.stage(stage, year, as_of)
    names = wanted.indicators(plan)
    with for_others(form != "table"):
        items = [ToJudge(one, stage, year) for one in _works(project, on=on, as_of=as_of)]
        found = run.over(judge, items)
        compared = compare(found, plan, names)
        if form == "json":
            document = _document(compared, found, plan) | {"stage": when.name, "year": when.year}
            content = json_text(document).encode()
        elif form != "table":
            frame = cells_frame(compared, found, plan)
            content = parquet_bytes(frame) if form == "parquet" else csv_text(frame).encode()
    if form == "table":
        _print_districts(found)
        _print_comparison(compared, found)
    elif output is None:
        print_document(content.decode())
    else:
        path = save(output, content, force=force)
        values = {"districts": len(found), "indicators": len(names)}
        say(t("cli.by.written", path=path, **values), beside=True)
    return note_districts(found)


def _project(plan_path: Path | None, output: Path | None, *, force: bool) -> tuple[Project, Plan]:
    """The project and its plan, when a result may be written where it should be."""
    from plan_eval.cli.session import kept_apart, project_and_plan

    project, plan = project_and_plan(plan_path)
    if output is not None:
        sent = [path for one in project.districts for path in one.submissions]
        read = [one.units for one in project.districts] + [project.boundaries]
        kept_apart(output, project, [*project.submissions, *sent], others=read, force=force)
    return project, plan


def _works(project: Project, **common: Any) -> list[Work]:
    from plan_eval.by_district import works

    return works(project, common.pop("today", None) or date.today(), **common)


def note_districts(found: Sequence[DistrictResult]) -> int:
    """Say on stderr what is not in the comparison and why; gives the exit code.

    2 when a district could not be judged for what a person has to fix; 1 when one sent nothing,
    rows were refused or a file could not be read; else 0. Files that several districts sent alike
    are asked about: small ones may be the same by chance.
    """
    from plan_eval.assess.districts import same_files
    from plan_eval.cli.console import note

    comma, code = t("punctuation.list"), 0
    called = {one.id: one.name for one in found}
    for one in found:
        if one.stood == "failed":
            note(t("cli.by.failed", name=one.name, reason=one.reason))
        elif one.stood == "nothing_sent":
            note(t("cli.by.nothing", name=one.name, paths=comma.join(one.absent) or "—"))
        elif one.absent:
            note(t("cli.by.absent", name=one.name, paths=comma.join(one.absent)))
        if one.refused:
            reasons = comma.join(
                t("cli.refused.reason", code=code, title=t(f"rules.{code}.title"), count=count)
                for code, count in one.refused_by_rule
            )
            reasons = reasons or t("cli.refused.with-file")
            note(t("cli.by.refused", name=one.name, count=one.refused, reasons=reasons))
        if one.unread:
            note(t("cli.by.unread", name=one.name, names=comma.join(one.unread)))
        code = max(code, 2 if one.stood == "failed" else 0 if one.whole else 1)
    for whose, files in same_files(found).items():
        names = comma.join(called[district] for district in whose)
        first = comma.join(files[0])
        note(t("cli.by.same", names=names, count=len(files), paths=first))
    return code


def _document(
    compared: Sequence[Comparison], found: Sequence[DistrictResult], plan: Plan
) -> dict[str, object]:
    """The districts, each with its own verdicts; then the indicators over all of them."""
    from plan_eval.assess.districts import (
        cells_frame,
        districts_frame,
        same_files,
        spread_frame,
    )

    cells = cells_frame(compared, found, plan)
    own = {of: rows.drop("district", "district_name") for (of,), rows in cells.group_by("district")}
    districts = [
        {
            **row,
            "refused_by_rule": dict(one.refused_by_rule),
            "unread": one.unread,
            "absent": one.absent,
            "areas": {area: asdict(tallies["quantified"]) for area, tallies in one.by_area.items()},
            "results": own[one.id].to_dicts() if one.id in own else [],
        }
        for row, one in zip(districts_frame(found).iter_rows(named=True), found, strict=True)
    ]
    listed = ("behind", "above", "below")
    indicators = [
        {name: value.split() if name in listed else value for name, value in row.items()}
        for row in spread_frame(compared, plan).iter_rows(named=True)
    ]
    same = [{"districts": whose, "files": files} for whose, files in same_files(found).items()]
    return {"plan": plan.header.id, "districts": districts, "indicators": indicators, "same": same}


def _print_districts(found: Sequence[DistrictResult]) -> None:
    from plan_eval.cli.console import out, table
    from plan_eval.model.wording import number

    heads = (
        "district",
        "accepted",
        "refused",
        "met",
        "nearly",
        "not-met",
        "undetermined",
        "total",
        "rate",
    )
    made = table(*(t(f"cli.by.head.{name}") for name in heads), title=t("cli.by.districts"))
    for one in found:
        if one.stood != "judged":
            made.add_row(one.name, t(f"districts.stood.{one.stood}"), *["—"] * (len(heads) - 2))
            continue
        of, rate = one.tallies["quantified"], one.tallies["quantified"].rate_of_judged
        counts = (of.met, of.nearly, of.not_met - of.nearly, of.undetermined, of.total)
        share = "—" if rate is None else f"{number(rate * 100, 1)}%"
        made.add_row(one.name, *map(str, (one.accepted, one.refused, *counts)), share)
    out().print(made)


def _print_comparison(compared: Sequence[Comparison], found: Sequence[DistrictResult]) -> None:
    from plan_eval.cli.console import out, table

    wanted = [one for one in compared if one.indicator.group in ("quantified", "directional")]
    called = {one.id: one.name for one in found}
    beside = len(found) <= _SIDE_BY_SIDE
    heads = ("id", "name", "target", "year", "figures")
    own = tuple(called.values()) if beside else ()
    spread = ("least", "middle", "most")
    last = ("behind",) if beside else ("met", "behind", "apart")
    made = table(
        *(t(f"cli.by.head.{name}") for name in heads),
        *own,
        *(t(f"cli.by.head.{name}") for name in (*spread, *last)),
        title=t("cli.by.compared"),
    )
    for one in wanted:
        made.add_row(*_row(one, called, beside=beside))
    out().print(made)
    for reason in dict.fromkeys(one.unranked for one in wanted if one.unranked):
        names = [one.indicator.id for one in wanted if one.unranked == reason]
        print(t(f"districts.unranked.{reason}", names=_few(names)))


def _row(one: Comparison, names: dict[str, str], *, beside: bool) -> tuple[str, ...]:
    from plan_eval.assess.districts import middle_words
    from plan_eval.model.wording import called

    behind = _few([names[name] for name in one.behind])
    head = (
        *(one.indicator.id, called(one.indicator), one.target),
        *(str(one.year or "—"), t("cli.by.of-all", count=one.compared, total=len(one.cells))),
    )
    spread = (str(one.least or "—"), middle_words(one), str(one.most or "—"))
    if beside:
        return (*head, *(cell_words(cell) for cell in one.cells), *spread, behind)
    apart = [names[cell.district] for cell in one.cells if cell.apart]
    return (*head, *spread, str(one.states["met"]), behind, _few(apart))


def _few(names: Sequence[str]) -> str:
    shown = t("punctuation.list").join(names[:_NAMED])
    more = len(names) - _NAMED
    return (shown or "—") if more <= 0 else t("cli.by.and-more", names=shown, count=len(names))


def validate_each(
    plan_path: Path | None,
    run: Run,
    *,
    form: FindingsFormat,
    selection: Selection,
    fail_on: FailOn,
    limit: int,
    today: date,
    on: date | None,
    output: Path | None,
    force: bool,
) -> int:
    """Check what each district sent; gives the exit code."""
    from plan_eval.by_district import ToCheck, check
    from plan_eval.cli.console import print_document, say
    from plan_eval.writing.saving import save

    if form not in ("text", "json", "csv"):
        raise PlanEvalError(t("cli.by.format", form=form), hint=t("cli.by.format-hint"))
    project, _ = _project(plan_path, output, force=force)
    common = {"today": today, "on": on, "on_request": selection.on_request}
    items = [ToCheck(one, form, selection, fail_on, limit) for one in _works(project, **common)]
    found: list[DistrictChecked] = []

    def checked() -> Iterator[DistrictChecked]:
        for one in run.each(check, items):
            found.append(replace(one, text=""))  # a province's findings are too many to keep
            yield one

    text = ""
    with for_others(output is not None or form != "text"):
        pieces = {"text": _as_text, "json": _as_json, "csv": _as_csv}[form](checked())
        if output is None:
            for piece in pieces:
                print_document(piece)
        else:
            text = "".join(pieces)
    if output is not None:
        save(output, text.encode("utf-8-sig" if form == "csv" else "utf-8"), force=force)
        say(t("cli.validate.written", path=output), beside=True)
    # what was refused is in the findings themselves: with --fail-on never it is nothing to fail on
    told = note_districts([replace(one.result, refused=0, unread=()) for one in found])
    if fail_on == "never" and told == 1:
        told = 0
    return max(told, 1 if any(one.failed for one in found) else 0)


def _as_text(found: Iterable[DistrictChecked]) -> Iterator[str]:
    for number, one in enumerate(found):
        of, apart = one.result, "\n" if number else ""
        said = one.text if of.stood == "judged" else f"{t(f'districts.stood.{of.stood}')}\n"
        yield f"{apart}{t('cli.by.title', name=of.name, id=of.id)}\n{said}"


def _as_json(found: Iterable[DistrictChecked]) -> Iterator[str]:
    document = [
        {
            "district": one.result.id,
            "district_name": one.result.name,
            "stood": one.result.stood,
            "reason": one.result.reason or None,
            "failed": one.failed,
            **(json.loads(one.text) if one.text else {}),
        }
        for one in found
    ]
    yield json.dumps({"districts": document}, ensure_ascii=False, indent=2) + "\n"


def _as_csv(found: Iterable[DistrictChecked]) -> Iterator[str]:
    """The tables one below the other, with the district before each row."""
    with_rows = (one for one in found if one.text)
    for number, one in enumerate(with_rows):
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        head, *rows = csv.reader(io.StringIO(one.text, newline=""))
        if not number:
            writer.writerow([t("cli.by.head.district"), *head])
        writer.writerows([one.result.id, *row] for row in rows)
        yield text.getvalue()


def report_each(
    stage: StageName,
    year: int | None,
    plan_path: Path | None,
    run: Run,
    *,
    form: Format,
    kind: Kind | None,
    parts: Parts | None,
    area: str | None,
    department: str | None,
    draft: bool,
    day: date,
    on: date | None,
    output: Path | None,
    force: bool,
) -> int:
    """Write each district's report and the volume that compares them; gives the exit code."""
    from plan_eval.by_district import ToJudge, ToReport, report
    from plan_eval.cli.commands.report import edition_of
    from plan_eval.cli.console import note, say, working
    from plan_eval.cli.names import Wanted
    from plan_eval.writing.saving import refuse

    project, plan = _project(plan_path, None, force=force)
    if output is not None:
        if output.suffix.lower() in (".pdf", ".html", ".docx", ".xlsx") or output.is_file():
            raise PlanEvalError(t("cli.by.output"))
        project = project.model_copy(update={"output": output})
    when = plan.stage(stage, year)
    paged = form in ("pdf", "docx")
    asked = edition_of(kind, when, area, department, draft, project, plan, paged=paged)
    names = Wanted(area=area, department=department).indicators(plan)
    volume = _volume_path(project, plan, when, form, asked)
    _apart(volume, project, force=force)
    refuse(volume, force=force)
    shapes = _shapes(project)
    options = (form, kind, parts, asked.area, asked.department, draft, force)
    works = _works(project, today=day, on=on)
    items = [ToReport(ToJudge(one, stage, year), *options) for one in works]
    with for_others():
        found = run.over(report, items)
    code = note_districts([one.result for one in found])
    for one in found:
        code = max(code, _told(one))
    with working(t("cli.by.volume")), for_others():
        of = _side_by_side(plan, when, day, [one.result for one in found], names, shapes)
        of = replace(of, draft=draft, part=_part_words(plan, asked))
        done = _write_volume(of, form, project, volume, force=force)
    say(t("cli.report.written", path=done.path))
    for problem in done.problems:
        note(t("cli.report.problem", problem=problem))
    return max(code, 1 if done.problems else 0)


def _volume_path(project: Project, plan: Plan, when: Stage, form: Format, of: Edition) -> Path:
    ending = "pdf" if form == "docx" else form
    parts = (plan.header.id, when.name, str(when.year), of.area, of.department, "districts")
    draft = "draft" if of.draft else None
    return project.output / f"{'_'.join(filter(None, (*parts, draft)))}.{ending}"


def _apart(path: Path, project: Project, *, force: bool) -> None:
    """The results go where nothing is read from: a report among submissions would be one itself."""
    from plan_eval.cli.session import kept_apart

    kept_apart(path, project, list(project.submissions), force=force)
    sent = {one.resolve() for district in project.districts for one in district.submissions}
    for folder in (path.parent, *(project.output / one.id for one in project.districts)):
        target = folder.resolve()
        if not sent.isdisjoint((target, *target.parents)):
            message = t("file.among-submissions", path=folder)
            raise PlanEvalError(message, hint=t("file.apart-hint"))


def _shapes(project: Project) -> Boundaries | None:
    """The boundaries, where a file is named; what is of no district, and who is not in it, said."""
    from plan_eval.cli.console import note
    from plan_eval.plan_folder.boundaries import read_boundaries

    if project.boundaries is None:
        return None
    found = read_boundaries(project.boundaries, project.districts)
    if found.strangers:
        names = _few(found.strangers)
        note(t("cli.by.strangers", count=len(found.strangers), names=names))
    if found.without:
        called = {one.id: one.name for one in project.districts}
        note(t("cli.by.no-shape", names=_few([called[name] for name in found.without])))
    return found


def _told(one: DistrictReport) -> int:
    """Say where a district's report is and what is wrong with it; gives its exit code."""
    from plan_eval.cli.console import note, say

    if one.path is not None:
        say(t("cli.by.reported", name=one.result.name, path=one.path))
    for problem in one.problems:
        note(t("cli.by.problem", name=one.result.name, problem=problem))
    for path in one.changed:
        note(t("cli.by.text-changed", name=one.result.name, path=path))
    if one.unwritten:
        note(t("cli.by.problem", name=one.result.name, problem=one.unwritten))
        return 2
    return 1 if one.problems or one.changed else 0


def _side_by_side(
    plan: Plan,
    when: Stage,
    day: date,
    found: Sequence[DistrictResult],
    names: Sequence[str],
    shapes: Boundaries | None,
) -> SideBySide:
    from plan_eval.assess.districts import compare
    from plan_eval.report.side_by_side.values import SideBySide

    compared = tuple(compare(found, plan, names))
    return SideBySide(plan, when, day, tuple(found), compared, shapes)


def _part_words(plan: Plan, of: Edition) -> str:
    """What the comparison is an extract of, or nothing."""
    from plan_eval.model.wording import called

    words = []
    if of.area:
        title = next(called(area) for area in plan.areas if area.id == of.area)
        words.append(t("report.extract.area", title=title))
    if of.department:
        name = called(plan.department[of.department])
        words.append(t("report.extract.department", name=name))
    return " ".join(words)


def _write_volume(
    of: SideBySide, form: Format, project: Project, path: Path, *, force: bool
) -> Written:
    from plan_eval.cli.console import note
    from plan_eval.report.side_by_side.write import write

    if form == "docx":
        note(t("cli.by.no-docx"))
    return write("pdf" if form == "docx" else form, of, project.templates, path, force=force)


def cell_words(cell: Any) -> str:
    """A district's cell: the figure, its state and rank, or why there is none."""
    if cell.status != "judged":
        return t(f"districts.cell.{cell.status}")
    words = [cell.shown, t(f"state.{cell.standing.stands}")]
    if cell.other_year:
        words.append(t("districts.of-year", year=cell.standing.year))
    if cell.rank:
        words.append(t("districts.rank-tied" if cell.tied else "districts.rank", rank=cell.rank))
    if cell.apart:
        words.append(t(f"districts.apart.{cell.apart}"))
    return " ".join(filter(None, words))
