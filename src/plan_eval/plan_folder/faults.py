"""Faults of the plan folder in words, each with its file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from plan_eval.errors import PlanEvalError
from plan_eval.messages import has, t
from plan_eval.model.base import Defect
from plan_eval.model.likeness import nearest
from plan_eval.plan_folder.strict_yaml import Location, Marked

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)


SHAPE = "PL002"
"""The code of a value that is not of its field's shape."""


@dataclass(frozen=True)
class PlanFault:
    """One fault of a plan folder, or one remark on it: code, where, what, and what to do.

    `at` is the location in the file as far as one can be named.
    """

    code: str
    path: Path
    line: int
    message: str
    hint: str
    at: Location = ()


def shape_faults(
    error: ValidationError, document: Marked, model: type[BaseModel]
) -> Iterator[PlanFault]:
    """What is wrong with the shape of one file that should be a `model`: keys, types, codes."""
    for problem in error.errors(include_url=False):
        at = _locate(problem["loc"], document)
        hint = t("plan.shape-hint", where=".".join(map(str, at)) or "—")
        if problem["type"] == "extra_forbidden":
            near = nearest(str(problem["loc"][-1]), keys_at(model, problem["loc"]))
            hint = t("plan.near-key", near=near) if near else hint
        message = shape_words(problem, document.path.name)
        yield PlanFault(SHAPE, document.path, document.line(at), message, hint, at)


def read_as(model: type[M], document: Marked, hint: str) -> M:
    """What a file says as a `model`. Raises PlanEvalError with the line of its first fault."""
    try:
        return model.model_validate(document.data or {})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise PlanEvalError(
            shape_words(first, document.path.name),
            path=document.path,
            line=document.line(_locate(first["loc"], document)),
            hint=hint,
        ) from None


def shape_words(problem: ErrorDetails, whole: str) -> str:
    """One of pydantic's problems in words; `whole` names the file where no key can be named."""
    kind, loc = problem["type"], problem["loc"]
    if kind == "missing" and isinstance(loc[-1], int):
        kind = "too_short"  # a pair with one number
    name = next((part for part in reversed(loc) if isinstance(part, str)), whole)
    values: dict[str, object] = {"name": name, "given": _shown(problem["input"])}
    for key, value in problem.get("ctx", {}).items():
        values[key] = str(value).replace(" or ", "、").replace(", ", "、").replace("'", "")
    key = f"plan.shape.{kind}"
    return t(key if has(key) else "plan.shape.other", **values)


def keys_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that may stand beside the last part of pydantic's `loc`."""
    here = [model]
    for part in (part for part in loc[:-1] if isinstance(part, str)):
        kinds = [one for one in here if part in _kinds(one)]
        fields = (one.model_fields[part] for one in here if part in one.model_fields)
        here = kinds or [inner for field in fields for inner in _models(field.annotation)]
    return [name for one in here for name in one.model_fields]


def _kinds(model: type[BaseModel]) -> tuple[object, ...]:
    field = model.model_fields.get("kind")
    return get_args(field.annotation) if field else ()


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _shown(value: object) -> str:
    match value:
        case None:
            return t("plan.given.nothing")
        case bool():
            return str(value).lower()
        case Mapping():
            # an item is named by its id, anything else by being several keys
            return str(value.get("id") or t("plan.given.keys"))
        case list() | tuple():
            return t("plan.given.list")
        case _:
            return str(value)


def _locate(loc: tuple[str | int, ...], document: Marked) -> Location:
    """The location in the file: pydantic's loc also names the kind of a union, which has no key."""
    found: Location = ()
    for part in loc:
        if (*found, part) in document.lines:
            found = (*found, part)
    return found


def fault_of(defect: Defect, folder: Path, documents: list[Marked]) -> PlanFault:
    """A defect with its file and line; the plan file where no item can be found."""
    path, line = folder / "plan.yaml", 1
    where: Location = ()
    found = [(document, at) for document in documents for at in _find(document, defect)]
    if found:
        document, at = found[-1 if defect.again else 0]
        where = (*at, *_parts(defect.where))
        path, line = document.path, document.line(where)
    values = {"item": defect.item, "field": defect.where.split(".")[0], **defect.values}
    if defect.among == "footnotes":
        values["item"] = t("plan.footnote", number=defect.item)
    if isinstance(near := values.get("near"), list):
        values["near"] = t("punctuation.list").join(near)
    message = t(f"lint.{defect.code}.message", **values)
    hint = t(f"lint.{defect.code}.hint", **values)
    if values.get("near") == "":
        hint = t("plan.nothing-near")
    return PlanFault(defect.code, path, line, message, hint, where)


def _parts(dotted: str) -> Location:
    return tuple(int(part) if part.isdigit() else part for part in dotted.split(".") if part)


def _find(document: Marked, defect: Defect) -> Iterator[Location]:
    """Where items of that name stand in a document."""
    key = "number" if defect.among == "footnotes" else "id"
    if not isinstance(document.data, dict):
        return
    if not defect.among:
        if document.data.get(key) == defect.item:
            yield ()
        return
    entries = document.data.get(defect.among)
    for n, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict) and str(entry.get(key)) == defect.item:
            yield (defect.among, n)
