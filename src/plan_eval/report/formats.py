"""One report in the format asked for; PDF first, the others from the same values."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from plan_eval.report.build import (
    BOTH,
    compose,
    find_blocks,
    usual_parts,
    volumes_of,
    write_report,
)
from plan_eval.report.context import Context
from plan_eval.report.edition import Format, Parts
from plan_eval.report.fonts import FontChoice
from plan_eval.report.outline import ANNEX_STARTS
from plan_eval.report.pdf import Written, printed_pages
from plan_eval.report.steps import Watch, unwatched
from plan_eval.resources import templates_folder


def write(
    form: Format,
    context: Context,
    templates: Path,
    destination: Path,
    *,
    parts: Parts | None = None,
    watch: Watch = unwatched,
    force: bool = False,
) -> Written:
    """Write the report; `force` replaces a file that is not the program's own.

    `parts` are the volumes of a PDF or Word file: without it a PDF holds what its edition
    usually has, and a Word file the main report, for the annex is looked up and not edited.

    docx needs the extra `docx`. Raises ReportError when its library is missing, PlanEvalError when
    the file cannot be written.
    """
    if form == "pdf":
        done = write_report(context, templates, destination, parts=parts, watch=watch, force=force)
        return Written(done.path, done.pages, done.problems)
    watch("compose", 0)
    if context.texts.written:
        find_blocks(context, templates)
    if form == "html":
        from plan_eval.report.web.page import write_page

        return Written(write_page(context, templates, destination, force=force))
    if form == "xlsx":
        from plan_eval.report.writers.xlsx import write_xlsx

        return Written(write_xlsx(context, destination, force=force))
    from plan_eval.report.writers.docx import Source, write_docx

    parts = parts or "main"
    # as in print: where there is an annex, the contents and references name its pages too
    alone = parts == usual_parts(context) == "main"
    laid_out = volumes_of("main") if alone else BOTH
    html, day, base = compose(context, templates, laid_out), context.day, templates_folder()
    source = Source(
        html,
        (base, templates),
        datetime(day.year, day.month, day.day, tzinfo=UTC),
        pages=printed_pages(
            html,
            base=base,
            fonts=FontChoice(base / "fonts"),
            roots=(templates,),
            begins_anew=ANNEX_STARTS,
            watch=watch,
        ),
        left_out=",".join(f".volume.{one}" for one in laid_out if one not in volumes_of(parts)),
    )
    return Written(write_docx(source, destination, force=force))
