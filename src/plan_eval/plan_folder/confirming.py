"""Confirm what was inferred, in the plan's own YAML: only the lines concerned change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from plan_eval.errors import PlanError
from plan_eval.messages import t
from plan_eval.model.base import Confirmation
from plan_eval.plan_folder.patching import patched
from plan_eval.plan_folder.strict_yaml import read_yaml

ALL = "all"
"""Stands for every field of an indicator that is still open."""


def confirmed_text(folder: Path, indicator: str, entry: Confirmation) -> tuple[Path, str]:
    """The file that holds an indicator, and its text with the field confirmed.

    The field moves from `inferred` to `confirmed`; ALL stands for every open one. Raises PlanError
    when the indicator has no such mark, or the file's layout would not be kept.
    """
    for path in (*sorted((folder / "areas").glob("*.yaml")), folder / "projects.yaml"):
        document = read_yaml(path)
        for at, found in enumerate(document.data.get("indicators") or []):
            if found.get("id") == indicator:
                line = document.line(("indicators", at))
                fields = _open(found, entry.field, path, line)
                entries = [entry.model_copy(update={"field": name}) for name in fields]
                document.data["indicators"][at] = with_confirmed(found, entries)
                return path, patched(path, path.read_bytes().decode(), document.data)
    raise PlanError(t("plan.confirm.unknown", id=indicator), path=folder)


def _open(indicator: dict[str, Any], field: str, path: Path, line: int) -> list[str]:
    marks = indicator.get("inferred") or []
    fields = [*marks] if field == ALL else [field]
    if not fields or not set(fields) <= set(marks):
        marked = t("punctuation.list").join(marks) or t("plan.confirm.none")
        message = t("plan.confirm.not-inferred", id=indicator["id"], field=field)
        hint = t("plan.confirm.inferred", fields=marked)
        raise PlanError(message, path=path, line=line, hint=hint)
    return fields


def with_confirmed(indicator: dict[str, Any], entries: Iterable[Confirmation]) -> dict[str, Any]:
    """An indicator as it stands in YAML, with fields moved from `inferred` to `confirmed`."""
    entries = list(entries)
    settled = {entry.field for entry in entries}
    marks = [name for name in indicator.get("inferred") or [] if name not in settled]
    lines = [*(indicator.get("confirmed") or []), *map(_line, entries)]
    made: dict[str, Any] = {}
    for key, value in indicator.items():
        if key == "inferred" and marks:
            made[key] = marks
        if key == "inferred" and "confirmed" not in indicator:
            made["confirmed"] = lines
        if key != "inferred":
            made[key] = lines if key == "confirmed" else value
    return made


def _line(entry: Confirmation) -> dict[str, str]:
    """One line: {field: department, by: 王某, date: "2026-03-08"}."""
    line = {"field": entry.field, "by": entry.by, "date": entry.date.isoformat()}
    return {**line, "note": entry.note} if entry.note else line
