"""Section values to one HTML page, through Jinja templates that escape everything.

A district's templates are text, not code: the sandbox keeps them from Python's inner attributes,
and here also from every callable but the report's own, from data frames and from paths.
Source: Jinja documentation, Sandbox (it asks the program to expose only what is needed).
"""

from __future__ import annotations

import base64
import os
import traceback
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.exceptions import TemplateNotFound
from jinja2.loaders import split_template_path
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from plan_eval.errors import PlanEvalError, ReportError
from plan_eval.messages import dated, joined, listed, t, tongue
from plan_eval.model.wording import level_named
from plan_eval.resources import templates_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    Source = tuple[str, str, Callable[[], bool]]

# a district's template of the same name reaches the program's own under this prefix
SHIPPED = "shipped"


_VALUES = (str, int, float, Decimal, date, tuple, list, dict, frozenset, set)
"""Types whose methods the templates may call; the sandbox itself refuses those that change them."""
_OWN = ("plan_eval.", "jinja2.")


class _Folder(FileSystemLoader):
    """Templates of one folder; a link that leads out of it ends the report."""

    def get_source(self, environment: Environment, template: str) -> Source:
        folder = Path(self.searchpath[0])
        path = folder.joinpath(*split_template_path(template))
        if not os.path.lexists(path):
            raise TemplateNotFound(template)
        if not path.resolve().is_relative_to(folder.resolve()):
            hint = t("render.link-out-hint")
            raise ReportError(t("render.link-out"), path=path, hint=hint)
        if not path.is_file():
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


class Templates(ImmutableSandboxedEnvironment):
    """Templates from the folder `own`, else the program's; an unknown name is an error.

    A template of `own` may stand for the program's whole, or `{% extends "shipped/…" %}` it and
    give single blocks. A fault in one raises ReportError with its line.
    """

    def __init__(self, own: Path) -> None:
        shipped = _Folder(templates_folder())
        super().__init__(
            loader=ChoiceLoader([_Folder(own), shipped, PrefixLoader({SHIPPED: shipped})]),
            # select_autoescape() would not match names that end in .html.j2
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.own = own.resolve()
        for offered in (t, dated, joined, level_named, listed, tongue):
            self.globals[offered.__name__] = offered
        self.filters["data_uri"] = _data_uri

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Frames and paths write and delete files by methods that look like any other."""
        if isinstance(obj, PurePath) or type(obj).__module__.split(".")[0] == "polars":
            return False
        return super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only the report's own functions and macros, and the methods of plain values."""
        if not super().is_safe_callable(obj):
            return False
        if isinstance(getattr(obj, "__self__", None), _VALUES):
            return True
        module = getattr(obj, "__module__", None) or type(obj).__module__
        return isinstance(obj, Macro) or str(module).startswith(_OWN) or obj is range

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
