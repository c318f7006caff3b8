"""The terminal: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plan_eval.messages import t
from plan_eval.writing.guard import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from plan_eval.report.steps import Step, Watch

_MANY = 10


def out() -> Console:
    """The console of results: as wide as the terminal, wide enough for whole words in a pipe."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else 200)


def note(message: str) -> None:
    """Say something beside the result."""
    print(visible(message, keep="\n"), file=sys.stderr)


def print_json(value: object) -> None:
    """One JSON document on stdout, readable and in Chinese as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


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
