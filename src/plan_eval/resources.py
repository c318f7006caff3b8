"""Where the project file, and the plan and templates that come with the program, are.

An editable install leaves a stale copy in site-packages, so the checkout comes before the copy in
the wheel.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

PROJECT_FILE = "plan-eval.yaml"
_CHECKOUT = Path(__file__).resolve().parents[2]


def find_project_file(folder: Path) -> Path | None:
    """The project file of a folder or the nearest above it, as git finds its repository."""
    above = (Path(folder, *[".."] * steps) for steps in range(len(folder.resolve().parts)))
    found = (at / PROJECT_FILE for at in above)
    return next((path for path in found if os.path.lexists(path)), None)


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
