"""Read the approval file beside the data (编制、审核、审批)."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from plan_eval.errors import PlanEvalError
from plan_eval.model.base import Frozen, Text
from plan_eval.plan_folder.strict_yaml import read_yaml
from plan_eval.words import t


class Signature(Frozen):
    """A person or body that signed, in what capacity, and the day as written (2025-12-31)."""

    name: Text
    title: Text | None = None
    day: Text | None = None


class Approval(Frozen):
    """The approval file beside the data: what is absent stays a blank on the sign-off page.

    `resolution` names the meeting or document by which the leading group approved (规划五（二）).
    """

    prepared: tuple[Signature, ...] = ()
    reviewed: tuple[Signature, ...] = ()
    approved: tuple[Signature, ...] = ()
    resolution: Text | None = None


def read_approval(path: Path) -> Approval:
    """Read one approval file. Raises PlanEvalError with the line when it is not as it should be."""
    document = read_yaml(path)
    try:
        return Approval.model_validate(document.data or {})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(map(str, first["loc"]))
        raise PlanEvalError(
            t("approval.bad-key", name=name),
            path=path,
            line=document.line(first["loc"]),
            hint=t("approval.bad-key-hint"),
        ) from None
