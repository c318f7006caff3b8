"""Findings to text, one file per format; each has `write(view) -> str`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from plan_eval.checks.run_view import View  # loads polars, which `--help` does not need


Format = Literal["text", "json", "csv", "sarif", "junit", "github", "html"]
"""The formats; each is the name of its file."""


def write(view: View, output: Format) -> str:
    """The findings in a format, ending with a line break where there is anything."""
    return "".join(pieces(view, output))


def pieces(view: View, output: Format) -> Iterator[str]:
    """The same in pieces: of a table whole rows, so that it need not be in memory as a whole."""
    writer = import_module(f"{__name__}.{output}_format")
    if hasattr(writer, "rows"):
        yield from writer.rows(view)
    else:
        yield writer.write(view)
