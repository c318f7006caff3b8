"""One look for all pictures: few colours, fonts of the report, readable in grey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from plan_eval.resources import templates_folder

INK, SOFT, HAIR = "#1a1a1a", "#555555", "#c9ced6"
ACCENT, TARGET, WARN = "#1f4e79", "#b0382a", "#b0382a"
FONT = "PE Song"

CONFIG: Mapping[str, object] = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelFont": FONT,
        "labelFontSize": 12,
        "labelColor": INK,
        "titleFont": FONT,
        "titleFontSize": 12,
        "titleColor": SOFT,
        "titleFontWeight": "normal",
        "gridColor": "#e6e9ed",
        "domainColor": SOFT,
        "tickColor": SOFT,
    },
    "text": {"font": FONT, "fontSize": 12},
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart: SVG, and its words for those who cannot see it."""

    svg: str
    words: str


def draw(chart: object, words: str) -> Picture:
    """Draw an Altair chart."""
    import vl_convert

    _register_fonts()
    specification = chart.to_dict(validate=False)  # type: ignore[attr-defined]
    specification["config"] = CONFIG
    return Picture(vl_convert.vegalite_to_svg(specification), words)


@cache
def _register_fonts() -> None:
    """Let the drawing measure text in the report's own fonts."""
    import vl_convert

    vl_convert.register_font_directory(str(templates_folder() / "fonts"))
