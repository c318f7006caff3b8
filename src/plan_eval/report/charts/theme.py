"""One look for all pictures: few colours, fonts of the report, readable in grey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

INK, SOFT, FAINT, HAIR = "#1a1a1a", "#555555", "#9aa3ad", "#c9ced6"
ACCENT, TARGET, WARN = "#1f4e79", "#b0382a", "#b0382a"
FONT = "PE Song"
SIZE = 12

Datum = dict[str, Any]
Specification = dict[str, Any]
"""A chart as Vega-Lite, made by Altair: drawn for paper, shown on the web page."""

CONFIG: Mapping[str, object] = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelFont": FONT,
        "labelFontSize": SIZE,
        "labelColor": INK,
        "titleFont": FONT,
        "titleFontSize": SIZE,
        "titleColor": SOFT,
        "titleFontWeight": "normal",
        "gridColor": "#e6e9ed",
        "domainColor": SOFT,
        "tickColor": SOFT,
    },
    "text": {"font": FONT, "fontSize": SIZE},
}


def specification(chart: Any, **datasets: Iterable[Datum]) -> Specification:
    """An Altair chart as Vega-Lite with the report's look, and the data of its named sets.

    Altair copies data that stands in a chart again and again; what only has a name is not copied.
    """
    # checking against the schema takes half the time; the tests do it instead
    made: Specification = chart.to_dict(validate=False)
    found = {name: list(data) for name, data in datasets.items()}
    return made | {"config": CONFIG, "datasets": found}
