"""Compose the report: section values, one HTML page, one PDF."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from plan_eval.checks.engine import Validation
from plan_eval.model.assessment import Assessment
from plan_eval.model.plan import Plan
from plan_eval.report.attachments import data_files
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.extract import extract
from plan_eval.report.fonts import FontChoice
from plan_eval.report.html import Templates
from plan_eval.report.pdf import RenderReport, write_pdf
from plan_eval.report.sections import sections_of
from plan_eval.resources import templates_folder


def write_report(
    plan: Plan,
    assessment: Assessment,
    validation: Validation,
    templates: Path,
    destination: Path,
    day: date,
    edition: Edition | None = None,
) -> RenderReport:
    """Write the PDF of an assessment; `templates` may override any template of the program.

    `day` stands on the cover. The assessment is of the whole plan, whatever the edition's part.

    Raises ReportError when a system library or font is missing or the file cannot be written.
    """
    edition = edition or Edition()
    part, judged = extract(plan, assessment, edition)
    context = Context(part, judged, validation, day, edition)
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
    )


def compose(context: Context, templates: Path) -> str:
    """The whole report as one HTML page."""
    # the contents come second but know the headings only when all sections are built
    built = {name: build(context) for name, build in sections_of(context).items()}
    page = Templates(templates).get_template("report.html.j2")
    return page.render(context=context, plan=context.plan, sections=built, outline=context.outline)
