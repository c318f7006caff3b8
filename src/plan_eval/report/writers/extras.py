"""Libraries that come with an extra of the program, loaded only where they are used."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from plan_eval.errors import ReportError
from plan_eval.messages import t


def library(name: str, extra: str) -> ModuleType:
    """The module `name`; ReportError, with the command that installs it, when it is absent."""
    try:
        return import_module(name)
    except ModuleNotFoundError as absent:
        raise ReportError(
            t("writers.no-library", name=name.partition(".")[0]),
            hint=t("writers.no-library-hint", extra=extra),
        ) from absent
