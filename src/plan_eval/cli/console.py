"""The terminal: results on stdout, everything else on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from wcwidth import wcswidth as cell_len

from plan_eval.cli.wrapping import unbroken, wrapped
from plan_eval.messages import t, to_terminal
from plan_eval.writing.guard import visible

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.table import Table
    from rich.text import Text

    from plan_eval.report.steps import Step, Watch
    from plan_eval.writing.records import Rows

_status: ContextVar[Callable[[str], None] | None] = ContextVar("status", default=None)
_hushed: ContextVar[bool] = ContextVar("hushed", default=False)


def hush(wanted: bool = True) -> None:
    """Say from here on only what went wrong (--quiet); results that were asked for still print."""
    _hushed.set(wanted)


def hushed() -> bool:
    """Whether only what went wrong is to be said."""
    return _hushed.get()


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
    """A plain table; the words of columns come from the caller.

    An id or a number is never cut or broken over lines. Where the columns are too many for that,
    each row is written as a paragraph of its own, as psql does in its expanded mode.
    """
    from rich.table import Table
    from rich.text import Text

    class Fitting(Table):
        """A table whose cells cannot drive the terminal: rich lets escape sequences through."""

        def __init__(self) -> None:
            super().__init__(*columns, title=title, header_style="bold", title_justify="left")
            self.given: list[list[str]] = []
            self.styles: list[list[Any]] = []

        def add_row(self, *cells: Any, **options: Any) -> None:
            self.given.append([visible(str(cell), keep="\n") for cell in cells])
            self.styles.append([getattr(cell, "style", "") for cell in cells])
            super().add_row(*self.given[-1], **options)

        def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
            widths = _widths([*columns], self.given, options.max_width)
            if widths is None:
                yield from _paragraphs([*columns], self.given, title, options.max_width)
                return
            laid_out = Table(title=title, header_style="bold", title_justify="left")
            for column, width in zip(columns, widths, strict=True):
                laid_out.add_column(Text(_in_lines(column, width)), width=width, no_wrap=True)
            for row, given, styles in zip(self.rows, self.given, self.styles, strict=True):
                lines = (
                    Text(_in_lines(cell, width), style)
                    for cell, width, style in zip(given, widths, styles, strict=True)
                )
                laid_out.add_row(*lines, end_section=row.end_section)
            yield laid_out

    return Fitting()


_READABLE, _LONGEST_ID = 10, 32
"""Cells a column of words needs at least; what is longer than the longest id may be folded."""


def _widths(heads: list[str], rows: list[list[str]], most: int) -> list[int] | None:
    """The width of each column so that all fit into `most` cells, or None where they cannot."""
    columns = [[head, *(row[at] for row in rows)] for at, head in enumerate(heads)]
    whole = [max(cell_len(line) for text in of for line in text.split("\n")) for of in columns]
    least = [
        max(min(max(map(unbroken, of)), _LONGEST_ID), min(wide, _READABLE))
        for of, wide in zip(columns, whole, strict=True)
    ]
    room = most - 3 * len(heads) - 1
    if sum(least) > room:
        return None
    cap = max(whole, default=0)
    while sum(max(low, min(wide, cap)) for low, wide in zip(least, whole, strict=True)) > room:
        cap -= 1
    return [max(low, min(wide, cap)) for low, wide in zip(least, whole, strict=True)]


def _in_lines(text: str, width: int) -> str:
    return "\n".join(one for line in text.split("\n") for one in wrapped(line, width) or [""])


def _paragraphs(
    heads: list[str], rows: list[list[str]], title: str | None, most: int
) -> Iterator[Text]:
    """Rows as paragraphs: as many cells a line as it takes, with their heads."""
    from rich.text import Text

    if title:
        yield Text(title, style="italic")
    for row in rows:
        lines = [""]
        filled = ((head, cell) for head, cell in zip(heads, row, strict=True) if cell.strip())
        for head, cell in filled:
            said = t("cli.table.cell", head=head, cell=" ".join(cell.split()))
            if lines[-1] and cell_len(f"{lines[-1]}  {said}") <= most:
                lines[-1] = f"{lines[-1]}  {said}"
            else:
                lines += wrapped(said, most)
        yield Text("\n".join([*filter(None, lines), ""]))


def beside(key: str, **values: object) -> str:
    """The words of `t` in the terminal's language, for what is said beside a file in another."""
    with to_terminal():
        return t(key, **values)


@contextmanager
def working(words: str) -> Iterator[Callable[[str], None]]:
    """A sign of life on stderr while the block runs, gone when it is done.

    `words` say what is being done; gives a function that says it anew. Only a terminal shows it,
    and not with --quiet. Inside another it is that one.
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
    words = beside("cli.validate.reading")
    with working(words) as show:
        for number, path in enumerate(paths, 1):
            show(f"{words} {number}/{len(paths)} {path.name}")
            yield path


@contextmanager
def steps_shown() -> Iterator[Watch]:
    """The step a report is at."""
    with working(beside("cli.working.composing")) as status:

        def show(step: Step, page: int) -> None:
            status(beside(f"cli.report.step.{step}", page=page))

        yield show
