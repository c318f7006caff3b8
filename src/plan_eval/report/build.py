"""Compose the report: section values, one HTML page, one PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from plan_eval.report.attachments import data_files
from plan_eval.report.context import Context
from plan_eval.report.fonts import FontChoice
from plan_eval.report.html import Templates
from plan_eval.report.pdf import RenderReport, write_pdf
from plan_eval.report.sections import sections_of
from plan_eval.resources import templates_folder
from plan_eval.words import speaking_of


def write_report(
    context: Context, templates: Path, destination: Path, *, force: bool = False
) -> RenderReport:
    """Write the PDF; `templates` may override any template of the program.

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
        force=force,
    )


def compose(context: Context, templates: Path) -> str:
    """The whole report as one HTML page."""
    with speaking_of(context.plan.header.level_words):
        # the contents come second but know the headings only when all sections are built
        built = {name: build(context) for name, build in sections_of(context).items()}
        page = Templates(templates).get_template("report.html.j2")
        values = {"context": context, "plan": context.plan, "outline": context.outline}
        return page.render(sections=built, **values)
