"""The class of every command: its function gives the exit code, an option may be given once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from typer.core import TyperCommand

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

if TYPE_CHECKING:
    from typer._click.core import Context  # typer.Context is one of these, and no supertype


class Command(TyperCommand):
    """A command whose function takes plain values and returns the exit code (None is 0).

    It refuses an option given twice, where Typer would take the last in silence.
    """

    def invoke(self, ctx: Context) -> None:
        """Run the function and leave with what it returns."""
        ctx.exit(super().invoke(ctx) or 0)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Raise PlanEvalError for a single-valued option that is repeated."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        for parameter, times in Counter(order).items():
            takes_one = parameter.param_type_name == "option" and not parameter.multiple
            if times > 1 and takes_one:
                option = max(parameter.opts, key=len)
                raise PlanEvalError(t("cli.repeated", option=option), hint=t("cli.repeated-hint"))
        return super().parse_args(ctx, args)
