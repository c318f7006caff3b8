"""The classes of every command and group: options that all have, help, misuse, the exit code."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from plan_eval.cli import console
from plan_eval.cli.misuse import no_such_command, not_expected
from plan_eval.errors import PlanEvalError
from plan_eval.messages import Language, t

if TYPE_CHECKING:
    from typer._click.core import Command as AnyCommand  # what Typer's own classes are made of
    from typer._click.core import Context, Parameter
    from typer._click.formatting import HelpFormatter
    from typer.core import TyperOption


def _hush(wanted: bool) -> None:
    if wanted:
        console.hush()


def _everywhere(
    lang: Annotated[
        # main has used it already: the help texts are made when the commands are imported
        Language | None,
        typer.Option("--lang", help=t("cli.parser.lang"), expose_value=False),
    ] = None,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", "-q", help=t("cli.parser.quiet"), expose_value=False, callback=_hush
        ),
    ] = False,
) -> None:
    """Options before or after any command."""


@cache
def _shared() -> list[Parameter]:
    """Those options, made by Typer as it makes all others."""
    scratch = typer.Typer(add_completion=False)
    scratch.command()(_everywhere)
    return typer.main.get_command(scratch).params


class _Ours:
    """What commands and groups have in common.

    Both add the shared options behind their own, and leave the page of help to `help_page`.
    """

    params: list[Parameter]
    help: str | None
    _help_option: TyperOption | None

    def add_shared(self) -> None:
        """The options that all commands have, and the words of --help."""
        self.params = [*self.params, *_shared()]

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = t("cli.parser.help")
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        """What a shell shows beside the command; Typer would cut it in the middle."""
        from plan_eval.cli.help_page import first_sentence, summary

        return first_sentence(summary(self.help or ""))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        from plan_eval.cli.help_page import page

        formatter.write(page(self, ctx))  # type: ignore[arg-type]


def _parsed(
    command: AnyCommand, ctx: Context, args: list[str]
) -> tuple[dict[str, Any], list[str], list[Parameter]]:
    """Values, what is left, and the order; the parser's faults say of which command they are."""
    try:
        return command.make_parser(ctx).parse_args(args=list(args))
    except typer.TyperException as error:
        if getattr(error, "ctx", None) is None:
            error.ctx = ctx  # type: ignore[attr-defined]
        raise


class Command(_Ours, TyperCommand):
    """A command whose function takes plain values and returns the exit code (None is 0).

    It refuses an option given twice, where Typer would take the last in silence.
    """

    def __init__(self, name: str | None, **given: Any) -> None:
        super().__init__(name, **given)
        self.add_shared()

    def invoke(self, ctx: Context) -> None:
        """Run the function and leave with what it returns."""
        ctx.exit(super().invoke(ctx) or 0)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Raise PlanEvalError for an option that is repeated, and for what nothing takes."""
        if ctx.resilient_parsing:  # a shell completes what is not yet whole
            return super().parse_args(ctx, args)
        values, rest, order = _parsed(self, ctx, args)
        help_option = self.get_help_option(ctx)
        asks_for_help = help_option is not None and help_option.name in values
        for parameter, times in Counter(order).items():
            takes_one = parameter.param_type_name == "option" and not parameter.multiple
            if times > 1 and takes_one:
                option = max(parameter.opts, key=len)
                raise PlanEvalError(t("cli.repeated", option=option), hint=t("cli.repeated-hint"))
        if rest and not asks_for_help:
            raise not_expected(rest, ctx)
        return super().parse_args(ctx, args)


class Group(_Ours, TyperGroup):
    """A group of commands."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.add_shared()

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """The options before the command."""
        if not ctx.resilient_parsing:
            _parsed(self, ctx, args)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, AnyCommand | None, list[str]]:
        """Raise PlanEvalError with the nearest for a command there is not."""
        name = args[0]
        if not ctx.resilient_parsing and self.get_command(ctx, name) is None:
            raise no_such_command(name, self.commands, ctx)
        return super().resolve_command(ctx, args)
