"""The terminal: results on stdout, everything else on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plan_eval.messages import t
from plan_eval.writing.guard import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from plan_eval.report.steps import Step, Watch
    from plan_eval.writing.records import Rows

_MANY = 10


def out() -> Console:
    """The console of results: as wide as the terminal, wide enough for whole words in a pipe."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else 200)


def note(message: str) -> None:
    """Say something beside the result."""
    print(visible(message, keep="\n"), file=sys.stderr)


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
        note(t("cli.put", path=save(path, content, force=force), rows=rows))


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


def watched(paths: Sequence[Path]) -> Iterable[Path]:
    """The files one by one, with a bar on stderr while many are read on a terminal."""
    if len(paths) < _MANY or not sys.stderr.isatty():
        return paths
    from rich.console import Console
    from rich.progress import track

    words = t("cli.validate.reading")
    return track(paths, words, console=Console(stderr=True), transient=True)


@contextmanager
def steps_shown(*, quiet: bool) -> Iterator[Watch]:
    """On a terminal the step a report is at, on stderr, gone when it is done."""
    from plan_eval.report.steps import unwatched

    if quiet or not sys.stderr.isatty():
        yield unwatched
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:

        def show(step: Step, page: int) -> None:
            status.update(t(f"cli.report.step.{step}", page=page))

        yield show
