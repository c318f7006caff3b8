"""The entry point: every way out has its exit code.

0 nothing wrong · 1 findings · 2 misuse (wrong option, broken plan, no such file) · 3 a bug ·
130 interrupted. Python's own answer to an unhandled exception is 1, which here would read as
findings.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from plan_eval.cli.language import speak
from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

MISUSE, BUG, INTERRUPTED = 2, 3, 130
COMPLETION = "_PLAN_EVAL_COMPLETE"
"""The variable by which a shell asks what may come next."""


def main() -> None:
    """Run the command line."""
    _end_with_the_reader()
    _exit_on_interrupt()
    _use_streams()
    # Else pydantic reads the metadata of every installed package, to ask whether it wants a say.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A run loads a plan, which lives until the end: looking for garbage in it again and again
    # costs an eighth of a short run.
    gc.set_threshold(100_000, 50, 100)
    # Nor is it worth a second to look through a laid-out report when all is given back anyway.
    atexit.register(gc.freeze)
    try:
        sys.exit(_run())
    except PlanEvalError as error:
        _refuse(error)
    except OSError as error:
        # A path that cannot be, a disk that is full: what the system says is what there is to fix.
        reason = error.strerror or error
        _say(t("cli.error", message=f"{error.filename}: {reason}" if error.filename else reason))
        sys.exit(MISUSE)
    except Exception as error:
        if message := _of_the_system(error):
            _say(t("cli.error", message=message))
            sys.exit(MISUSE)
        import traceback

        traceback.print_exc()
        _say(t("cli.bug"))
        sys.exit(BUG)


def _of_the_system(error: Exception) -> str | None:
    """What to say when memory or the file system is behind the error, not the program."""
    # the loader of libraries and threads have words of their own for a lack of memory
    refused = ("failed to map segment", "cannot allocate memory", "can't start new thread")
    if isinstance(error, MemoryError) or any(one in str(error).lower() for one in refused):
        return t("cli.memory")
    # Path.resolve() until Python 3.13
    looped = isinstance(error, RuntimeError) and str(error).startswith("Symlink loop")
    return str(error) if looped else None


def _refuse(error: PlanEvalError) -> NoReturn:
    """Say what to fix, and leave."""
    _say(t("cli.error", message=error), style="31")
    if error.hint:
        _say(t("cli.hint", hint=error.hint))
    sys.exit(MISUSE)


def _run() -> int:
    """Run the command; what it printed is out before the exit code is settled.

    The language comes first: the help texts are made when the commands are imported.
    """
    if os.environ.get(COMPLETION):
        return _complete()
    speak(sys.argv[1:])
    import typer

    from plan_eval.cli import console
    from plan_eval.cli.app import asked_for
    from plan_eval.cli.misuse import is_group_alone, misuse

    console.hush(False)
    try:
        with asked_for(sys.argv[1:]) as app:
            return app(standalone_mode=False) or 0
    except typer.Abort:  # the end of the input, where an answer was asked for
        return INTERRUPTED
    except typer.TyperException as error:
        if is_group_alone(error):
            print(error.ctx.get_help())  # type: ignore[attr-defined]
            return MISUSE
        raise misuse(error) from None
    finally:
        try:
            sys.stdout.flush()
        except OSError as error:
            # Python would try again at its end, and exit 120.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            reason = error.strerror or error
            raise PlanEvalError(t("cli.stdout", reason=reason)) from None


def _complete() -> int:
    """Answer a shell that completes; it shows what it gets, so what is wrong is silence."""
    with suppress(Exception):
        with suppress(PlanEvalError):
            speak([])
        from typer._completion_classes import completion_init

        from plan_eval.cli.app import app

        completion_init()
        app(prog_name="plan-eval", complete_var=COMPLETION)
    return 0


def _end_with_the_reader() -> None:
    """When the reader of our output goes (`| head`), end as other tools do.

    Typer would exit 1, which here would read as findings.
    """
    if hasattr(signal, "SIGPIPE"):  # Windows has none
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _exit_on_interrupt() -> None:
    """Ctrl-C is 130 wherever it comes; Typer would turn KeyboardInterrupt into 1."""

    def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
        sys.exit(INTERRUPTED)

    # In the background of a shell the signal is ignored, and stays so.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, stop)


def _use_streams() -> None:
    """Print what the terminal's encoding has, `?` for what it has not: a Chinese Windows has GBK.

    A closed stdout is refused: the next file that is opened would take its place.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.stdout is None:
        _say(t("cli.error", message=t("cli.no-stdout")))
        sys.exit(MISUSE)


def _say(message: str, style: str = "") -> None:
    from plan_eval.cli.console import coloured
    from plan_eval.writing.guard import visible

    said = visible(message, keep="\n")
    print(
        f"\x1b[{style}m{said}\x1b[0m" if style and coloured(sys.stderr) else said, file=sys.stderr
    )
