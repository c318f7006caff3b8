"""From a specification to a picture, drawn while the report is still being written."""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from plan_eval.report.charts.theme import Specification
from plan_eval.resources import templates_folder

# what pictures of one kind differ in
_FILLED = ("datasets", "params")


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, perhaps still being drawn, and its words for those who cannot see it."""

    drawing: Future[str]
    words: str

    @property
    def svg(self) -> str:
        """The drawn chart; waits for it."""
        return self.drawing.result()


def draw(specification: Specification, words: str) -> Picture:
    """Begin to draw; the picture's `svg` is there when it is asked for."""
    # as text the data is the picture's own, whatever the caller does with his next
    blank = {name: part for name, part in specification.items() if name not in _FILLED}
    filled = [json.dumps(specification.get(name)) for name in _FILLED]
    return Picture(_artist().submit(_svg, json.dumps(blank, sort_keys=True), *filled), words)


@cache
def _artist() -> ThreadPoolExecutor:
    """One thread: drawing happens outside of Python, so that the next sentences go on meanwhile."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="charts", initializer=_begin)


def _begin() -> None:
    """Let the drawing measure text in the report's own fonts."""
    import vl_convert

    vl_convert.register_font_directory(str(templates_folder() / "fonts"))


def _svg(blank: str, datasets: str, params: str) -> str:
    import vl_convert

    vega, data = json.loads(_compiled(blank)), json.loads(datasets) or {}
    for one in vega["data"]:
        if one["name"] in data:
            one["values"] = data[one["name"]]
    vega["signals"] = [*vega.get("signals", ()), *(json.loads(params) or ())]
    return vl_convert.vega_to_svg(vega)


@cache
def _compiled(blank: str) -> str:
    """Vega for a specification without data: made once for all pictures of a kind."""
    import vl_convert

    return json.dumps(vl_convert.vegalite_to_vega(blank))
