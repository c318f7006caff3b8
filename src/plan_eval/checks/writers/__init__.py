"""Findings to text, one file per format; each has `write(view) -> str`."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module

from plan_eval.checks.view import View


class Format(StrEnum):
    """The formats; a value is the name of its file."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    HTML = "html"


def write(view: View, output: Format) -> str:
    """The findings in a format, ending with a line break where there is anything."""
    written: str = import_module(f"{__name__}.{output.value}_format").write(view)
    return written
