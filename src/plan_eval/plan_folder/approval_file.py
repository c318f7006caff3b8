"""The approval file beside the data (编制、审核、审批), and the record of publication (发布)."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import StringConstraints, ValidationError

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.base import Frozen, Text
from plan_eval.model.past_report import REPORT_NAME
from plan_eval.plan_folder.strict_yaml import read_yaml

F = TypeVar("F", bound=Frozen)


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


class Publication(Frozen):
    """A report that was published: when and where, who approved it, by which document (发布)."""

    report: Annotated[str, StringConstraints(pattern=f"^{REPORT_NAME.pattern}$")]
    day: dt.date
    where: Text
    approved_by: Text | None = None
    document: Text | None = None


class Publications(Frozen):
    """The record of what was published, in the order it was written down."""

    publications: tuple[Publication, ...] = ()


def read_approval(path: Path) -> Approval:
    """Read one approval file. Raises PlanEvalError with the line when it is not as it should be."""
    return _read(path, Approval, t("approval.bad-key-hint"))


def read_publications(path: Path | None) -> tuple[Publication, ...]:
    """The record of what was published; none without a file.

    Raises PlanEvalError with the line when it is not as it should be.
    """
    if path is None or not os.path.lexists(path):
        return ()
    return _read(path, Publications, t("publish.bad-key-hint")).publications


def with_publication(path: Path, entry: Publication) -> bytes:
    """The text of the record with one more entry; what stands in it, comments too, is kept.

    Raises PlanEvalError for an entry that is in it already.
    """
    refuse_twice(read_publications(path), entry, path)
    before = path.read_text("utf-8") if path.exists() else ""
    if not before.strip():
        before = "publications:\n"
    fields = entry.model_dump(mode="json", exclude_none=True)
    # a name such as NO or a day would be read as something else without its quotes
    lines = [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in fields.items()]
    added = "  - " + "\n    ".join(lines) + "\n"
    return (before.rstrip("\n") + "\n" + added).encode()


def refuse_twice(there: Iterable[Publication], entry: Publication, path: Path) -> None:
    """Raise PlanEvalError for an entry that is among those there, whoever approved it."""
    for publication in there:
        if (publication.report, publication.day, publication.where) == (
            entry.report,
            entry.day,
            entry.where,
        ):
            message = t(
                "publish.twice",
                report=publication.report,
                day=publication.day,
                where=publication.where,
            )
            raise PlanEvalError(message, path=path, hint=t("publish.there"))


def _read(path: Path, model: type[F], hint: str) -> F:
    document = read_yaml(path)
    try:
        return model.model_validate(document.data or {})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(map(str, first["loc"]))
        raise PlanEvalError(
            t("approval.bad-key", name=name),
            path=path,
            line=document.line(first["loc"]),
            hint=hint,
        ) from None
