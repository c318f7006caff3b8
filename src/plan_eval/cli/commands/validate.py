"""plan-eval validate: check submissions, say what is wrong and where."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli.options import PlanOption, SubmissionsArgument, TextOrJson
from plan_eval.words import t

if TYPE_CHECKING:
    from plan_eval.checks.engine import Validation
    from plan_eval.model.finding import Finding


def validate(
    paths: SubmissionsArgument = None,
    plan: PlanOption = None,
    output: Annotated[
        TextOrJson, typer.Option("--format", help=t("cli.option.format"))
    ] = TextOrJson.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help=t("cli.validate.strict"))] = False,
) -> None:
    """Exit 0 when all is accepted, 1 when a finding of severity error stands."""
    from plan_eval.cli.session import checked, project_and_plan

    project, of = project_and_plan(plan)
    validation = checked(project, of, paths)
    if output is TextOrJson.JSON:
        _print_json(validation)
    else:
        _print_text(validation)
    raise typer.Exit(1 if _fails(validation, strict=strict) else 0)


def _fails(validation: Validation, *, strict: bool) -> bool:
    from plan_eval.model.finding import Severity

    open_questions = validation.count(Severity.VERIFY) if strict else 0
    return validation.count(Severity.ERROR) + open_questions > 0


def _print_json(validation: Validation) -> None:
    from plan_eval.cli.console import print_json

    print_json(
        {
            "findings": [asdict(finding) for finding in validation.findings],
            "account": asdict(validation.account),
        }
    )


def _print_text(validation: Validation) -> None:
    for path, findings in groupby(validation.findings, key=lambda finding: finding.path):
        print(path)
        for finding in findings:
            print(f"  {_line(finding)}")
            if finding.settled:
                print(t("cli.validate.explained", explanation=finding.explanation))
            else:
                print(t("cli.validate.fix", fix=finding.fix))
        print()
    print(summary(validation))


def _line(finding: Finding) -> str:
    place = []
    if finding.row:
        place.append(t("cli.validate.row", row=finding.row))
    if finding.column:
        place.append(t("cli.validate.column", column=finding.column))
    severity = t(f"severity.{finding.severity}")
    where = t("cli.validate.place", place="".join(place)) if place else ""
    return t(
        "cli.validate.line",
        code=finding.code,
        severity=severity,
        where=where,
        message=finding.message,
    )


def summary(validation: Validation) -> str:
    """The account of rows and the count of findings, in one or two lines."""
    from plan_eval.model.finding import Severity

    return t(
        "cli.validate.summary",
        **asdict(validation.account),
        errors=validation.count(Severity.ERROR),
        open=validation.count(Severity.VERIFY),
        settled=validation.count(Severity.VERIFY, settled=True),
        infos=validation.count(Severity.INFO),
    )
