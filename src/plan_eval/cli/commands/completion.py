"""plan-eval completion: what a shell needs to complete commands, options and ids."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from plan_eval.messages import t

Shell = Literal["bash", "zsh", "fish", "powershell"]


def completion(
    shell: Annotated[Shell, typer.Argument(help=t("cli.completion.shell"))],
) -> None:
    """The script for one shell on stdout."""
    from typer._completion_shared import get_completion_script

    from plan_eval.cli.main import COMPLETION

    print(get_completion_script(prog_name="plan-eval", complete_var=COMPLETION, shell=shell))
