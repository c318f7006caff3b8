"""Section values to one HTML page, through Jinja templates that escape everything."""

from __future__ import annotations

import base64
import traceback
from pathlib import Path
from typing import NoReturn

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from plan_eval.errors import PlanEvalError, ReportError
from plan_eval.resources import templates_folder
from plan_eval.words import t

# a district's template of the same name reaches the program's own under this prefix
SHIPPED = "shipped"


class Templates(Environment):
    """Templates from the folder `own`, else the program's; an unknown name is an error.

    A template of `own` may stand for the program's whole, or `{% extends "shipped/…" %}` it and
    give single blocks. A fault in one raises ReportError with its line.
    """

    def __init__(self, own: Path) -> None:
        shipped = FileSystemLoader(templates_folder())
        super().__init__(
            loader=ChoiceLoader([FileSystemLoader(own), shipped, PrefixLoader({SHIPPED: shipped})]),
            # select_autoescape() would not match names that end in .html.j2
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.own = own.resolve()
        self.globals["t"] = t
        self.filters["data_uri"] = _data_uri

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """What Jinja asks to raise the current exception: a district's fault or a bug of ours."""
        try:
            super().handle_exception(source)
        except PlanEvalError:
            raise
        except Exception as error:
            if (place := self._own_place(error)) is None:
                raise
            path, line = place
            message = t("render.template", reason=str(error).splitlines()[0])
            hint = t("render.template-hint")
            raise ReportError(message, path=path, line=line, hint=hint) from error

    def _own_place(self, error: Exception) -> tuple[Path, int] | None:
        """The innermost line of a district's template on the way to the error."""
        if self.own == templates_folder().resolve():
            return None
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            path = Path(frame.filename)
            if path.suffix == ".j2" and path.resolve().is_relative_to(self.own):
                return path, frame.lineno or 1
        return None


def _data_uri(picture: str) -> str:
    """An SVG as an address: inline, the clip ids of many charts on one page would clash."""
    return "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode("ascii")
