"""Where the plan and the templates are.

An editable install leaves a stale copy in site-packages, so the checkout comes before the copy in
the wheel.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]


def targets_folder() -> Path:
    """The plan folder that comes with the program."""
    return _shipped("targets", "plan.yaml")


def templates_folder() -> Path:
    """The templates that come with the program."""
    return _shipped("templates", "report.html.j2")


def _shipped(name: str, witness: str) -> Path:
    checkout = _CHECKOUT / name
    if (checkout / witness).is_file():
        return checkout
    return Path(str(files("plan_eval") / "data" / name))
