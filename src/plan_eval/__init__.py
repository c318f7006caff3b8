"""Check what departments report, judge every target of a plan, write the evaluation report.

The library is `plan_eval.api`, whose names are also given here. It is loaded when it is first
asked for, since the command line starts with this package and needs no Polars to print its help.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan_eval.api import Checked, Compared, Judged, Project, open
    from plan_eval.errors import PlanEvalError

__all__ = ["Checked", "Compared", "Judged", "PlanEvalError", "Project", "open"]


def __getattr__(name: str) -> object:
    if name in __all__:
        room = "errors" if name == "PlanEvalError" else "api"
        return getattr(import_module(f"plan_eval.{room}"), name)
    raise AttributeError(f"module 'plan_eval' has no attribute {name!r}")
