"""The entry point: every way out has its exit code.

0 nothing wrong · 1 findings · 2 misuse (wrong option, broken plan, no such file) · 3 a bug.
Python's own answer to an unhandled exception is 1, which here would read as findings.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys

from plan_eval.errors import PlanEvalError
from plan_eval.words import t

MISUSE, BUG = 2, 3


def main() -> None:
    """Run the command line."""
    _end_with_the_reader()
    # Else pydantic reads the metadata of every installed package, to ask whether it wants a say.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A run loads a plan, which lives until the end: looking for garbage in it again and again
    # costs an eighth of a short run.
    gc.set_threshold(100_000, 50, 100)
    # Nor is it worth a second to look through a laid-out report when all is given back anyway.
    atexit.register(gc.freeze)
    try:
        from plan_eval.cli.app import app

        app()
    except PlanEvalError as error:
        _say(t("cli.error", message=error))
        if error.hint:
            _say(t("cli.hint", hint=error.hint))
        sys.exit(MISUSE)
    except Exception:
        import traceback

        traceback.print_exc()
        _say(t("cli.bug"))
        sys.exit(BUG)


def _end_with_the_reader() -> None:
    """When the reader of our output goes (`| head`), end as other tools do.

    Typer would exit 1, which here would read as findings.
    """
    import signal

    if hasattr(signal, "SIGPIPE"):  # Windows has none
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _say(message: str) -> None:
    print(message, file=sys.stderr)
