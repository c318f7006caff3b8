"""Section values to one HTML page, through Jinja templates that escape everything."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plan_eval.words import t

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(folders: Sequence[Path]) -> Environment:
    """Templates from the first folder that has them; an unknown name is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folders),
        # select_autoescape() would not match names that end in .html.j2
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["t"] = t
    made.filters["data_uri"] = _data_uri
    return made


def _data_uri(picture: str) -> str:
    """An SVG as an address: inline, the clip ids of many charts on one page would clash."""
    return "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode("ascii")
