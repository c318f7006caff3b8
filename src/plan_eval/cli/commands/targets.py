"""plan-eval targets: look at the plan as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

import typer

from plan_eval.cli.command import Command
from plan_eval.cli.options import PlanOption
from plan_eval.model.targets.base import Group
from plan_eval.words import t

if TYPE_CHECKING:
    from rich.table import Table

    from plan_eval.model.indicator import Indicator
    from plan_eval.model.plan import Plan

app = typer.Typer(no_args_is_help=True)


@app.command("list", cls=Command, help=t("cli.targets.list"))
def list_targets(
    area: Annotated[str | None, typer.Option("--area", help=t("cli.option.area"))] = None,
    group: Annotated[str | None, typer.Option("--group", help=t("cli.option.group"))] = None,
    department: Annotated[
        str | None, typer.Option("--department", help=t("cli.option.department"))
    ] = None,
    plan: PlanOption = None,
) -> None:
    """The indicators, filtered."""
    from plan_eval.cli.console import out
    from plan_eval.cli.names import Wanted, one_of
    from plan_eval.cli.session import project_and_plan

    _, of = project_and_plan(plan)
    if group is not None:
        one_of(group, get_args(Group))
    named = Wanted(area=area, department=department).indicators(of)
    chosen = [of.indicators[name] for name in named if group in (None, of.indicators[name].group)]
    out().print(_table(chosen, of))
    print(t("cli.targets.count", count=len(chosen)))


def _table(indicators: list[Indicator], plan: Plan) -> Table:
    from plan_eval.cli.console import table
    from plan_eval.model.wording import target_words

    made = table(*(t(f"cli.targets.head.{n}") for n in ("id", "name", "target", "unit", "owner")))
    for one in indicators:
        owner = plan.department[one.department].name
        made.add_row(one.id, one.name, target_words(one), one.unit or "", owner)
    return made


@app.command("show", cls=Command, help=t("cli.targets.show"))
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help=t("cli.targets.id"))],
    plan: PlanOption = None,
) -> None:
    """One goal, measure, project, indicator or footnote, whole."""
    import yaml

    from plan_eval.cli.names import part_named
    from plan_eval.cli.session import project_and_plan
    from plan_eval.plan_folder.export import describe

    _, of = project_and_plan(plan)
    found = describe(part_named(name, of), of)
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=100)
    print(text, end="")


@app.command("footnotes", cls=Command, help=t("cli.targets.footnotes"))
def footnotes(plan: PlanOption = None) -> None:
    """The footnotes with place, role and text."""
    from plan_eval.cli.console import out, table
    from plan_eval.cli.session import project_and_plan

    _, of = project_and_plan(plan)
    made = table(*(t(f"cli.targets.head.{n}") for n in ("number", "place", "role", "text")))
    for note in of.footnotes:
        made.add_row(str(note.number), note.place.item, t(f"roles.{note.role}"), note.text)
    out().print(made)


@app.command("export", cls=Command, help=t("cli.targets.export"))
def export(
    output: Annotated[str, typer.Option("--format", help=t("cli.targets.export-format"))] = "json",
    plan: PlanOption = None,
) -> None:
    """Everything as one JSON document."""
    from plan_eval.cli.console import print_json
    from plan_eval.cli.names import one_of
    from plan_eval.cli.session import project_and_plan
    from plan_eval.plan_folder.export import export_plan

    one_of(output, ["json"])
    _, of = project_and_plan(plan)
    print_json(export_plan(of))
