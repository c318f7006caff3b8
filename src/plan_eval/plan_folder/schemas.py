"""JSON Schemas of the plan folder's files, for editors that complete and check YAML.

What each field holds is said in both languages, since an editor does not ask which one; the same
words, in the language in use, help in the sheets of an exported plan (`field_help`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from inspect import get_annotations
from typing import Any, get_args

from pydantic import BaseModel

from plan_eval.messages import Language, catalogue, t
from plan_eval.model.area import Area, Projects
from plan_eval.model.footnote import Footnotes, References
from plan_eval.model.plan import Header
from plan_eval.model.register import Departments, Units
from plan_eval.model.survey import Surveys
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
    "surveys": Surveys,
}


def schemas() -> dict[str, str]:
    """The text of each schema by file name."""
    return {
        f"{name}.json": json.dumps(_schema(model), ensure_ascii=False, indent=2) + "\n"
        for name, model in _FILES.items()
    }


def field_help(model: type[BaseModel], field: str) -> str:
    """What a field of a plan folder's file holds, in the language in use."""
    return t(_key(model, field))


def help_at(model: type[BaseModel], path: str) -> str | None:
    """The same for a field in a part (`scope.age`); None for what is no field of the files.

    Of the kinds of target that have such a field the first one speaks: they mean the same by it.
    """
    head, _, rest = path.partition(".")
    if head not in model.model_fields:
        return None
    if not rest:
        return field_help(model, head)
    parts = _models_of(model.model_fields[head].annotation)
    return next((words for part in parts if (words := help_at(part, rest))), None)


def models() -> frozenset[type[BaseModel]]:
    """Every model that a file of the plan folder, or one beside the data, is made of."""
    return frozenset(one for model in _FILES.values() for one in _within(model))


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema()
    parts = {one.__name__: one for one in _within(model)}
    for name, definition in ((model.__name__, schema), *schema.get("$defs", {}).items()):
        for field, of in definition.get("properties", {}).items():
            key = _key(parts[name], field)
            said = (catalogue(arg).get(key) for arg in get_args(Language))
            of["description"] = "\n".join(filter(None, said))
    return schema


def _key(model: type[BaseModel], field: str) -> str:
    """Words stand with the class that declares a field: what `printed` means is said once."""
    owner = next(one for one in model.__mro__ if field in get_annotations(one))
    return f"schema.{owner.__name__}.{field}"


def _within(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The model and all that its fields are made of."""
    yield model
    for field in model.model_fields.values():
        for one in _models_of(field.annotation):
            yield from _within(one)


def _models_of(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_of(part)
