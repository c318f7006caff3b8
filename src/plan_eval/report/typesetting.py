"""The one place that imports WeasyPrint: late, cheaply, and with its known faults patched."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from plan_eval.errors import ReportError
from plan_eval.messages import t


@contextmanager
def _no_library_search() -> Iterator[None]:
    """Keep `ctypes.util.find_library` from starting compilers.

    WeasyPrint asks for each library under names of other systems first, and on Linux each miss
    starts gcc, ld and ldconfig: about a hundred processes. The last name it tries needs no search.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


@cache
def load_engine() -> tuple[str, ...]:
    """Import WeasyPrint, patch it, and give the names of the remedies that no longer fit it.

    Raises ReportError with the packages to install when a system library is missing.
    """
    try:
        with _no_library_search():
            import weasyprint  # noqa: F401
    except OSError as error:
        raise ReportError(
            t("render.no-library", error=error), hint=t("render.no-library-hint")
        ) from error
    from plan_eval.report import cjk_justify, weasy_fixes

    done = {**weasy_fixes.install(), "cjk-justify": cjk_justify.install()}
    return tuple(name for name, applied in done.items() if not applied)
