"""plan-eval template: the blank form a department fills in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from plan_eval.cli import completing
from plan_eval.cli.options import ForceOption, PlanOption
from plan_eval.messages import for_others, t

if TYPE_CHECKING:
    import polars as pl

    from plan_eval.forms.form import Form
    from plan_eval.model.plan import Plan
    from plan_eval.plan_folder.project_file import Project

Kind = Literal["both", "figures", "items"]


FormFormat = Literal["xlsx", "csv"]
FormChoice = Literal["indicators", "assessment"]
"""The two forms; a CSV file holds one of them."""


def template(
    year: Annotated[int, typer.Option("--year", help=t("cli.template.year"))],
    department: Annotated[
        str | None,
        typer.Option(
            "--department", autocompletion=completing.departments, help=t("cli.template.department")
        ),
    ] = None,
    output_format: Annotated[
        FormFormat, typer.Option("--format", help=t("cli.template.format"))
    ] = "xlsx",
    which: Annotated[
        FormChoice | None, typer.Option("--form", help=t("cli.template.form"), show_default=False)
    ] = None,
    submissions: Annotated[
        list[Path] | None, typer.Option("--submissions", help=t("cli.template.submissions"))
    ] = None,
    plan_path: PlanOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=t("cli.template.output"), show_default=False),
    ] = None,
    force: ForceOption = False,
) -> None:
    """Exit 0 when every form is written."""
    from plan_eval.cli.console import note, say
    from plan_eval.cli.names import department_named
    from plan_eval.cli.session import kept_apart, project_and_plan
    from plan_eval.errors import PlanEvalError
    from plan_eval.forms.blank import blank_form, reporting
    from plan_eval.writing.saving import save

    project, plan = project_and_plan(plan_path)
    _agree(year, output_format, which, plan)
    names = [department_named(department, plan)] if department else reporting(plan)
    sent = _earlier(project, plan, submissions, year - 1)
    if sent is None or sent.is_empty():
        note(t("cli.template.no-last-year", year=year - 1))
    kind = _kind(output_format, which)
    with for_others():
        blank = [blank_form(plan, name, year, sent) for name in names]
    forms = [form for form in blank if _holds(form, kind)]
    if not forms:
        raise PlanEvalError(t("cli.template.nothing", department=plan.department[names[0]].name))
    paths = [
        _destination(form, kind, output_format, output or project.output / "forms", forms)
        for form in forms
    ]
    for path in paths:  # a form in the folder plan submissions would be read as one
        kept_apart(path, project, submissions, force=force)
    for form, path in zip(forms, paths, strict=True):
        with for_others():
            save(path, _content(form, kind), force=force)
        say(t("cli.template.done", path=path, figures=len(form.figures), items=len(form.items)))


def _kind(output_format: FormFormat, which: FormChoice | None) -> Kind:
    if output_format == "xlsx":
        return "both"
    return "items" if which == "assessment" else "figures"


def _holds(form: Form, kind: Kind) -> bool:
    """Whether there is anything to fill in."""
    rows = {"figures": form.figures, "items": form.items, "both": (*form.figures, *form.items)}
    return bool(rows[kind])


def _agree(year: int, output_format: FormFormat, which: FormChoice | None, plan: Plan) -> None:
    from plan_eval.errors import PlanEvalError

    span = plan.header.span
    if not span.baseline <= year <= span.end:
        words = t("cli.template.year-range", year=year, start=span.baseline, end=span.end)
        raise PlanEvalError(words)
    if which and output_format == "xlsx":
        raise PlanEvalError(t("cli.template.form-needs-csv"))
    if which == "assessment" and not span.carried_out(year):
        years = {"year": year, "start": span.start, "end": span.end}
        raise PlanEvalError(t("cli.template.no-assessment", **years))


def _earlier(
    project: Project, plan: Plan, named: list[Path] | None, year: int
) -> pl.DataFrame | None:
    """Accepted figures of the year before; None where the project has no submissions yet."""
    from plan_eval.cli.session import checked
    from plan_eval.errors import SubmissionError

    try:
        observations = checked(project, plan, named).observations
    except SubmissionError:
        if named:
            raise
        return None
    return observations.filter(observations["year"] == year)


def _destination(
    form: Form, kind: Kind, output_format: FormFormat, output: Path, forms: list[Form]
) -> Path:
    """The named file, or a file named after department and year in the named folder."""
    from plan_eval.errors import PlanEvalError

    if output.suffix.casefold() in (".csv", ".xlsx") and not output.is_dir():
        if output.suffix.casefold() != f".{output_format}":
            raise PlanEvalError(t("cli.template.suffix", suffix=output_format))
        if len(forms) > 1:
            raise PlanEvalError(t("cli.template.several", count=len(forms)))
        return output
    with for_others():
        return output / t(
            "forms.file-name",
            department=form.department.name,
            year=form.year,
            form=t(f"forms.file-form.{kind}"),
            suffix=output_format,
        )


def _content(form: Form, kind: Kind) -> bytes:
    from plan_eval.cli.options import day_of
    from plan_eval.forms.csv_form import figures_csv, items_csv
    from plan_eval.forms.xlsx_form import form_xlsx

    match kind:
        case "both":
            return form_xlsx(form, day_of())
        case "items":
            return items_csv(form)
        case "figures":
            return figures_csv(form)
