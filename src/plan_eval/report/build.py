"""Compose the report: section values, one HTML page, one PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from plan_eval.report.attachments import data_files
from plan_eval.report.context import Context
from plan_eval.report.edition import Parts
from plan_eval.report.fonts import FontChoice
from plan_eval.report.html import Templates
from plan_eval.report.outline import ANNEX_STARTS, Volume
from plan_eval.report.pdf import Division, RenderReport, write_pdf
from plan_eval.report.sections import cover, sections_of
from plan_eval.resources import templates_folder
from plan_eval.words import speaking_of

BOTH: tuple[Volume, ...] = ("main", "annex")


def volumes_of(parts: Parts) -> tuple[Volume, ...]:
    """The volumes that an option of the command names."""
    return BOTH if parts == "both" else (parts,)


def write_report(
    context: Context,
    templates: Path,
    destination: Path,
    *,
    parts: Parts = "both",
    force: bool = False,
) -> RenderReport:
    """Write the PDF; `templates` may override any template of the program.

    Both volumes are laid out whichever is printed, for each refers to pages of the other.
    Raises ReportError when a system library or font is missing, PlanEvalError when the file cannot
    be written.
    """
    day = context.day
    html = compose(context, templates)
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
        division=None if parts == "both" else Division(ANNEX_STARTS, first=parts == "main"),
        force=force,
    )


def compose(context: Context, templates: Path, volumes: tuple[Volume, ...] = BOTH) -> str:
    """The volumes as one HTML page."""
    with speaking_of(context.plan.header.level_words):
        # the contents come second but know the headings only when all sections are built
        built = {volume: _built(context, volume) for volume in volumes}
        page = Templates(templates).get_template("report.html.j2")
        values = {"context": context, "plan": context.plan, "outline": context.outline}
        sections = {name: value for of in built.values() for name, value in of.items()}
        return page.render(volumes=built, sections=sections, cover=cover.build(context), **values)


def _built(context: Context, volume: Volume) -> dict[str, object]:
    context.outline.turn_to(volume)
    return {name: build(context) for name, build in sections_of(context, volume).items()}
