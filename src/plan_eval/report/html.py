"""Section values to one HTML page, through Jinja templates that escape everything."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from plan_eval.resources import templates_folder
from plan_eval.words import t

if TYPE_CHECKING:
    from jinja2 import Environment

# a district's template of the same name reaches the program's own under this prefix
SHIPPED = "shipped"


def environment(own: Path) -> Environment:
    """Templates from the folder `own`, else the program's; an unknown name is an error.

    A template of `own` may stand for the program's whole, or `{% extends "shipped/…" %}` it and
    give single blocks.
    """
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

    shipped = FileSystemLoader(templates_folder())
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(own), shipped, PrefixLoader({SHIPPED: shipped})]),
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
