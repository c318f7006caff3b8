"""From a specification to a picture, drawn while the report is still being written."""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from plan_eval.errors import ReportError
from plan_eval.messages import t
from plan_eval.report.charts.theme import Specification
from plan_eval.resources import templates_folder

_ADDRESSES = 72 * 2**30
"""64 GiB for the engine's heaps, which must also be aligned, and the rest of the program."""
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
    require_address_space()
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="charts", initializer=_begin)


def require_address_space() -> None:
    """Raise ReportError when this process may not reserve what the drawing engine asks for.

    V8 reserves 64 GiB of addresses (not of memory) for its heaps and aborts the process without
    them, as under `ulimit -v`; a limit on memory itself (a container's) does it no harm.
    """
    try:
        import resource
    except ModuleNotFoundError:  # Windows has no such limit
        return
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if limit != resource.RLIM_INFINITY and limit < _ADDRESSES:
        message = t("render.addresses", limit=round(limit / 2**30, 1), needed=_ADDRESSES // 2**30)
        raise ReportError(message, hint=t("render.addresses-hint"))


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
