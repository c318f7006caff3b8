"""A new project: the settings, and a small plan that says by example how the own one is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from string import Template

from plan_eval.plan_folder.patching import one_line
from plan_eval.plan_folder.project_file import NAME
from plan_eval.plan_folder.schemas import schemas

PLAN, SUBMISSIONS, FORMS = "targets", "submissions", "output/forms"
REPORTS = "reports"
"""The register of past reports: kept where its folder is."""
"""The folders of a project, as its settings name them."""

_PLACES = {
    "plan.yaml": "plan.yaml",
    "areas/01-example.yaml": "area.yaml",
    "projects.yaml": "projects.yaml",
    "footnotes.yaml": "footnotes.yaml",
    "references.yaml": "references.yaml",
    "departments.yaml": "departments.yaml",
    "units.yaml": "units.yaml",
}
"""The files of the plan folder, and the texts that they are made of."""

_NONE = "  unit: null\n"
"""The line of a level with nothing below it, which is left out."""

_YEARS = re.compile(r"(\d{4})\s*年?\s*[-—–~～－―至]+\s*(\d{4})\s*年?")
_OF_YEARS = re.compile(rf"[（(]\s*{_YEARS.pattern}\s*[）)]")


@dataclass(frozen=True)
class Basics:
    """What a plan is called, whose it is, and for which years (the first and the last).

    `below` is what the plan calls the units below its level; empty where there are none.
    """

    title: str
    place: str
    issuer: str
    level: str
    below: str
    years: tuple[int, int]


def years_in(text: str) -> tuple[int, int] | None:
    """The years of 2021—2030 in the order written, however the dash is; None without them."""
    found = _YEARS.search(text)
    return (int(found[1]), int(found[2])) if found else None


def settings() -> dict[str, bytes]:
    """The project file by its name."""
    return {NAME: _text(NAME).encode()}


def plan_files(basics: Basics) -> dict[str, bytes]:
    """The files of the plan folder with their schemas, by their path in the project."""
    values = {name: one_line(value) for name, value in _values(basics).items()}
    made = {
        f"{PLAN}/{path}": Template(_text(name)).substitute(values).replace(_NONE, "").encode()
        for path, name in _PLACES.items()
    }
    return made | {f"{PLAN}/schema/{name}": text.encode() for name, text in schemas().items()}


def _values(basics: Basics) -> dict[str, object]:
    start, end = basics.years
    return {
        "id": f"plan-{start}-{end}",
        "title": basics.title,
        "short_title": _OF_YEARS.sub("", basics.title).strip() or basics.title,
        "place": basics.place,
        "issuer": basics.issuer,
        "own": f"本{basics.level}",
        "whole": f"全{basics.level}",
        "short": basics.level,
        "below": basics.below or None,
        "baseline": start - 1,
        "start": start,
        "end": end,
        "midterm": start + (end - start) // 2,
    }


def _text(name: str) -> str:
    return (files("plan_eval.plan_folder") / "skeleton" / name).read_text("utf-8")
