"""plan-eval init: a new project in a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

if TYPE_CHECKING:
    from plan_eval.plan_folder.skeleton import Basics


def init(
    folder: Annotated[Path, typer.Argument(help=t("cli.init.folder"), show_default=False)] = Path(),
    name: Annotated[str, typer.Option("--name", help=t("cli.init.name"))] = "",
    place: Annotated[str, typer.Option("--place", help=t("cli.init.place"))] = "",
    issuer: Annotated[str, typer.Option("--issuer", help=t("cli.init.issuer"))] = "",
    level: Annotated[str, typer.Option("--level", help=t("cli.init.level"))] = "",
    below: Annotated[str, typer.Option("--below", help=t("cli.init.below"))] = "",
    years: Annotated[str, typer.Option("--years", help=t("cli.init.years"))] = "",
    no_plan: Annotated[bool, typer.Option("--no-plan", help=t("cli.init.no-plan"))] = False,
) -> None:
    """Exit 0 when the project is there; 2 when anything of it was there before."""
    from plan_eval.cli.console import say
    from plan_eval.plan_folder.skeleton import FORMS, REPORTS, SUBMISSIONS, plan_files, settings
    from plan_eval.writing.saving import save_all

    made = settings()
    _refuse(folder, made)
    if not no_plan:
        asked = {"name": name, "place": place, "issuer": issuer, "level": level, "below": below}
        made |= plan_files(_basics(asked, years))
    _refuse(folder, made)
    for path in save_all({folder / path: content for path, content in made.items()}):
        if "schema" not in path.parts:
            say(str(path))
    for name_of in (SUBMISSIONS, FORMS, REPORTS):
        (folder / name_of).mkdir(parents=True, exist_ok=True)
        say(str(folder / name_of))
    say(t("cli.init.next-draft" if no_plan else "cli.init.next", folder=folder))


def _refuse(folder: Path, made: dict[str, bytes]) -> None:
    """Nothing that is there is written over, be it a person's or the program's."""
    there = [name for name in made if (folder / name).exists()]
    if there:
        message = t("cli.init.there", names=t("punctuation.list").join(there[:3]))
        raise PlanEvalError(message, path=folder, hint=t("cli.init.there-hint"))


def _basics(asked: dict[str, str], years: str) -> Basics:
    """What was said in options, or on a terminal is asked for."""
    from plan_eval.plan_folder.skeleton import Basics, years_in

    ask = sys.stdin.isatty()
    given = {key: value.strip() for key, value in asked.items()}
    for key in ("name", "place", "issuer", "level") if ask else ():
        given[key] = given[key] or _answer(key)
    missing = [f"--{key}" for key in ("name", "place", "issuer", "level") if not given[key]]
    if missing:
        message = t("cli.init.missing", options=t("punctuation.list").join(missing))
        raise PlanEvalError(message, hint=t("cli.init.missing-hint"))
    span = years_in(years or given["name"])
    if span is None and not years and ask:
        span = years_in(_answer("years"))
    _check_years(span, years)
    assert span is not None
    if ask and not given["below"]:
        given["below"] = typer.prompt(t("cli.init.ask.below"), default=t("default.level.unit"))
    return Basics(
        given["name"], given["place"], given["issuer"], given["level"], given["below"], span
    )


def _check_years(span: tuple[int, int] | None, given: str) -> None:
    """Raise PlanEvalError without years, and for a last one that does not come after the first."""
    hint = t("cli.init.no-years-hint")
    if span is None:
        message = t("cli.init.years-unread", given=given) if given else t("cli.init.no-years")
        raise PlanEvalError(message, hint=hint)
    first, last = span
    if first >= last:
        raise PlanEvalError(t("cli.init.years-order", first=first, last=last), hint=hint)


def _answer(key: str, default: str | None = None) -> str:
    answer: str = typer.prompt(t(f"cli.init.ask.{key}"), default=default, show_default=False)
    return answer.strip()
