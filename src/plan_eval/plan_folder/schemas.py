"""JSON Schemas of the plan folder's files, for editors that complete and check YAML."""

from __future__ import annotations

import json

from pydantic import BaseModel

from plan_eval.model.area import Area, Projects
from plan_eval.model.footnote import Footnotes, References
from plan_eval.model.plan import Header
from plan_eval.model.register import Departments, Units
from plan_eval.plan_folder.project_file import ProjectFile

_FILES: dict[str, type[BaseModel]] = {
    "plan": Header,
    "area": Area,
    "projects": Projects,
    "footnotes": Footnotes,
    "references": References,
    "departments": Departments,
    "units": Units,
    "plan-eval": ProjectFile,
}


def schemas() -> dict[str, str]:
    """The text of each schema by file name."""
    return {
        f"{name}.json": json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
        for name, model in _FILES.items()
    }
