"""Compose the report: section values, one HTML page, one PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from plan_eval.messages import speaking_of
from plan_eval.report import department_report
from plan_eval.report.attachments import data_files
from plan_eval.report.context import Context
from plan_eval.report.decimals import aligned
from plan_eval.report.edition import Parts
from plan_eval.report.fonts import FontChoice
from plan_eval.report.html import Templates
from plan_eval.report.outline import ANNEX_STARTS, Outline, Volume
from plan_eval.report.pdf import Division, RenderReport, write_pdf
from plan_eval.report.sections import cover, sections_of
from plan_eval.report.steps import Watch, unwatched
from plan_eval.resources import templates_folder

BOTH: tuple[Volume, ...] = ("main", "annex")


def volumes_of(parts: Parts) -> tuple[Volume, ...]:
    """The volumes that an option of the command names."""
    return BOTH if parts == "both" else (parts,)


def usual_parts(context: Context) -> Parts:
    """An evaluation rests on its annex; a monitoring report and an extract stand alone."""
    return "both" if context.edition.whole and context.evaluates else "main"


def find_blocks(context: Context, templates: Path) -> None:
    """Let `context.texts` learn the blocks of what the edition usually prints.

    Raises PlanEvalError for a text that stands in none.
    """
    volumes = volumes_of(usual_parts(context))
    compose(replace(context, outline=Outline()), templates, volumes)
    context.texts.refuse_unplaced()


def write_report(
    context: Context,
    templates: Path,
    destination: Path,
    *,
    parts: Parts | None = None,
    watch: Watch = unwatched,
    force: bool = False,
) -> RenderReport:
    """Write the PDF; `templates` may override any template of the program.

    Without `parts` it prints what the edition usually has. Where that is both volumes, both are
    laid out whichever is printed, for each names pages of the other.
    Raises ReportError when a system library or font is missing, PlanEvalError when the file cannot
    be written and for a text of `context.texts` that stands nowhere in the report.
    """
    day = context.day
    watch("compose", 0)
    usual = usual_parts(context)
    parts = parts or usual
    alone = parts == usual == "main"
    html = compose(context, templates, volumes_of("main") if alone else BOTH)
    context.texts.refuse_unplaced()
    shipped = templates_folder()
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return write_pdf(
        html,
        destination,
        fonts=FontChoice(shipped / "fonts"),
        base=shipped,
        roots=(templates,),
        attachments=data_files(context),
        moment=moment,
        division=None if parts == "both" or alone else Division(ANNEX_STARTS, parts == "main"),
        watch=watch,
        force=force,
    )


def compose(context: Context, templates: Path, volumes: tuple[Volume, ...] = BOTH) -> str:
    """The volumes as one HTML page."""
    if context.edition.kind == "department":
        return _own_report(context, templates)
    with speaking_of(context.plan.header.level_words):
        # the contents come second but know the headings only when all sections are built
        built = {volume: _built(context, volume) for volume in volumes}
        page = Templates(templates).get_template("report.html.j2")
        values = {"context": context, "plan": context.plan, "outline": context.outline}
        sections = {name: value for of in built.values() for name, value in of.items()}
        made = page.render(volumes=built, sections=sections, cover=cover.build(context), **values)
        return aligned(made)


def _own_report(context: Context, templates: Path) -> str:
    """A department's yearly report: a letter to the committee office, no extract of the whole."""
    with speaking_of(context.plan.header.level_words):
        report = department_report.build(context)
        page = Templates(templates).get_template("department_report.html.j2")
        return page.render(context=context, plan=context.plan, report=report)


def _built(context: Context, volume: Volume) -> dict[str, object]:
    context.outline.turn_to(volume)
    return {name: build(context) for name, build in sections_of(context, volume).items()}
