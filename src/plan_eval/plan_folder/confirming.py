"""Confirm what was inferred, in the plan's own YAML: only the lines concerned change.

ruamel.yaml writes a file back with its comments, order and quotes; a file whose layout it would
not keep is left alone, for nobody should find a hundred changed lines behind one confirmation.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from plan_eval.errors import PlanError
from plan_eval.model.base import Confirmation
from plan_eval.words import t


def confirmed_text(folder: Path, indicator: str, entry: Confirmation) -> tuple[Path, str]:
    """The file that holds an indicator, and its text with the field confirmed.

    The field moves from `inferred` to `confirmed`. Raises PlanError when the indicator has no such
    mark, or the file's layout would not be kept.
    """
    for path, text, document in _files(folder):
        for found in document.get("indicators") or []:
            if found.get("id") == indicator:
                _confirm(found, entry, path)
                return path, _checked(_written(document, text), text, path)
    raise PlanError(t("plan.confirm.unknown", id=indicator), path=folder)


def _files(folder: Path) -> Iterator[tuple[Path, str, Any]]:
    for path in (*sorted((folder / "areas").glob("*.yaml")), folder / "projects.yaml"):
        text = path.read_text("utf-8")
        try:
            document = _yaml().load(text)
        except YAMLError:
            continue  # lint says what is wrong with it
        yield path, text, document


def _checked(after: str, before: str, path: Path) -> str:
    """The text after, if no line but that of the mark is lost. Raises PlanError."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    lost = [line[2:].strip() for line in lines if line.startswith("- ")]
    if len(lost) > 2 or not all(re.fullmatch(r"(inferred:|- )[^#]*", line) for line in lost):
        raise PlanError(t("plan.confirm.layout"), path=path, hint=t("plan.confirm.by-hand"))
    return after


def _confirm(indicator: CommentedMap, entry: Confirmation, path: Path) -> None:
    marks = indicator.get("inferred") or []
    if entry.field not in marks:
        line = indicator.lc.line + 1
        marked = t("punctuation.list").join(marks) or t("plan.confirm.none")
        message = t("plan.confirm.not-inferred", id=indicator["id"], field=entry.field)
        hint = t("plan.confirm.inferred", fields=marked)
        raise PlanError(message, path=path, line=line, hint=hint)
    place = list(indicator).index("inferred")
    marks.remove(entry.field)
    if not marks:
        del indicator["inferred"]
        place -= 1
    if "confirmed" not in indicator:
        indicator.insert(place + 1, "confirmed", CommentedSeq())
    indicator["confirmed"].append(_line(entry))


def _line(entry: Confirmation) -> CommentedMap:
    """One line: {field: department, by: 王某, date: 2026-03-08}."""
    line = CommentedMap(field=entry.field, by=_text(entry.by), date=entry.date.isoformat())
    line["date"] = _text(line["date"])
    if entry.note:
        line["note"] = _text(entry.note)
    line.fa.set_flow_style()
    return line


def _text(value: str) -> str:
    """Quoted, since a name such as NO or a date would be read as something else."""
    quoted: str = DoubleQuotedScalarString(value)
    return quoted


def _written(document: Any, text: str) -> str:
    into = io.StringIO()
    _yaml().dump(document, into)
    written: str = into.getvalue()
    return written if text.endswith("\n") else written.rstrip("\n")


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 10**6  # a quote from the plan stays on its line
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
