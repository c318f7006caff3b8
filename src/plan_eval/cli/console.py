"""The terminal: results on stdout, everything else on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from plan_eval.messages import t
from plan_eval.writing.guard import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from plan_eval.report.steps import Step, Watch
    from plan_eval.writing.records import Rows

_status: ContextVar[Callable[[str], None] | None] = ContextVar("status", default=None)
_hushed: ContextVar[bool] = ContextVar("hushed", default=False)


def hush(wanted: bool = True) -> None:
    """Say from here on only what went wrong (--quiet); results that were asked for still print."""
    _hushed.set(wanted)


def coloured(stream: TextIO) -> bool:
    """Whether a stream shows colours: a terminal does (https://no-color.org, force-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = bool(os.environ.get("FORCE_COLOR"))
    return forced or (stream.isatty() and os.environ.get("TERM") != "dumb")


def out() -> Console:
    """The console of results: as wide as the terminal, wide enough for whole words in a pipe."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else 200)


def note(message: str) -> None:
    """Say on stderr what went wrong, or what the reader must know."""
    print(visible(message, keep="\n"), file=sys.stderr)


def say(message: str, *, beside: bool = False) -> None:
    """Say what was done, unless the reader wants to hear only of faults (--quiet).

    On stdout, or `beside` a result that stands there on stderr.
    """
    if not _hushed.get():
        print(visible(message, keep="\n"), file=sys.stderr if beside else sys.stdout)


def print_json(value: object) -> None:
    """One JSON document on stdout (see `writing.records`)."""
    from plan_eval.writing.records import json_text

    print_document(json_text(value))


def print_rows(form: str, columns: Sequence[str], rows: Rows) -> None:
    """Rows on stdout, as `json` (an array of objects) or `csv`, under the same names."""
    from plan_eval.writing.records import rows_as

    print_document(rows_as(form, columns, rows))


def put(content: bytes, path: Path | None, rows: int, *, force: bool = False) -> None:
    """A document into a file, with a word on stderr; without one to stdout, if it is text."""
    from plan_eval.writing.saving import save

    if path is None:
        print_document(content.decode())
    else:
        say(t("cli.put", path=save(path, content, force=force), rows=rows), beside=True)


def print_document(text: str) -> None:
    """What another program reads: UTF-8 in a pipe or file, whatever the code page of Windows."""
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")
    print(text, end="" if text.endswith("\n") or not text else "\n")


def table(*columns: str, title: str | None = None) -> Table:
    """A plain table; the words of columns come from the caller."""
    from rich.table import Table

    class SafeTable(Table):
        """A table whose cells cannot drive the terminal: rich lets escape sequences through."""

        def add_row(self, *cells: Any, **options: Any) -> None:
            safe = (visible(cell, keep="\n") if isinstance(cell, str) else cell for cell in cells)
            super().add_row(*safe, **options)

    made = SafeTable(title=title, header_style="bold", title_justify="left")
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


@contextmanager
def working(words: str) -> Iterator[Callable[[str], None]]:
    """A sign of life on stderr while the block runs, gone when it is done; gives how to word it.

    Only a terminal shows it, and not with --quiet. Inside another it is that one, worded anew.
    """
    outer = _status.get()
    if outer is not None:
        outer(words)
        yield outer
        return
    if _hushed.get() or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status(escape(words)) as status:

        def show(now: str) -> None:
            status.update(escape(visible(now)))

        token = _status.set(show)
        try:
            yield show
        finally:
            _status.reset(token)


def watched(paths: Sequence[Path]) -> Iterator[Path]:
    """The files one by one, named while they are read."""
    with working(t("cli.validate.reading")) as show:
        for number, path in enumerate(paths, 1):
            show(f"{t('cli.validate.reading')} {number}/{len(paths)} {path.name}")
            yield path


@contextmanager
def steps_shown() -> Iterator[Watch]:
    """The step a report is at, in the terminal's language though the report has its own."""
    here = copy_context()

    def show(step: Step, page: int) -> None:
        status(here.run(t, f"cli.report.step.{step}", page=page))

    with working("") as status:
        yield show
