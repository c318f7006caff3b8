"""`texts/`: what people wrote for blocks of the report, a Markdown file each, strictly read.

A report has a folder of its own (texts/midterm_2025/), so that the final report never prints a
text of the mid-term. A file begins with a few lines of YAML between two lines of `---`: the block's
title and the sentences it was written on; below stand the words.
"""

from __future__ import annotations

import json
from pathlib import Path

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.base import Frozen, Text
from plan_eval.model.likeness import nearest
from plan_eval.model.past_report import REPORT_NAME
from plan_eval.model.written import WrittenText
from plan_eval.plan_folder.faults import read_as
from plan_eval.plan_folder.regular_file import MIB, read_regular_file
from plan_eval.plan_folder.strict_yaml import read_yaml_text

ENDING = ".md"
_FENCE = "---"


class TextHead(Frozen):
    """The lines of YAML on top of a text."""

    title: Text | None = None
    composed: tuple[Text, ...] = ()
    beside: tuple[Text, ...] = ()


def read_texts(folder: Path | None, report: str) -> dict[str, WrittenText]:
    """The texts of one report by block, files nobody has written in among them.

    Raises PlanEvalError for a file of another kind, a folder that is no report's, and a head that
    is not as it should be: a text must not get lost for a slip in its name.
    """
    if folder is None or not folder.is_dir():
        return {}
    for path in _visible(folder):
        if not path.is_dir():
            hint = t("texts.in-folder-hint", folder=folder / report)
            raise PlanEvalError(t("texts.no-folder"), path=path, hint=hint)
        if not REPORT_NAME.fullmatch(path.name):
            near = nearest(path.name, [report])
            hint = t("texts.folder-hint", report=near or report)
            raise PlanEvalError(t("texts.unknown-folder"), path=path, hint=hint)
    found = {}
    for path in _visible(folder / report):
        if path.suffix != ENDING or path.is_dir():
            raise PlanEvalError(t("texts.no-text"), path=path, hint=t("texts.no-text-hint"))
        found[path.stem] = _read(path)
    return found


def text_file(title: str, composed: tuple[str, ...], beside: tuple[str, ...], body: str) -> bytes:
    """A file as `read_texts` reads it."""
    lines = [_FENCE, f"title: {_quoted(title)}"]
    for name, sentences in (("composed", composed), ("beside", beside)):
        if sentences:
            lines += [f"{name}:", *(f"  - {_quoted(one)}" for one in sentences)]
    return "\n".join([*lines, _FENCE, body, ""]).encode()


def _visible(folder: Path) -> list[Path]:
    """The entries of a folder without what editors and this program keep there."""
    if not folder.is_dir():
        return []
    return [p for p in sorted(folder.iterdir()) if p.name[0] not in ".~" and p.name[-1] != "~"]


def _read(path: Path) -> WrittenText:
    try:
        text = read_regular_file(path, MIB).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        hint = t("plan.not-utf8-hint")
        raise PlanEvalError(t("plan.not-utf8"), path=path, line=1, hint=hint) from None
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return WrittenText(path.stem, text.strip(), (), (), path, _first(lines, 0))
    ends = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if ends is None:
        raise PlanEvalError(t("texts.open-head"), path=path, line=1, hint=t("texts.head-hint"))
    # the fence stays as an empty line, so that the lines of faults are those of the file
    head = _head(path, "\n".join(["", *lines[1:ends]]))
    body = "\n".join(lines[ends + 1 :])
    first = _first(lines, ends + 1)
    return WrittenText(path.stem, body.strip(), head.composed, head.beside, path, first)


def _first(lines: list[str], start: int) -> int:
    """The line, counted from one, on which the words begin."""
    return next((n for n, line in enumerate(lines[start:], start + 1) if line.strip()), start + 1)


def _head(path: Path, text: str) -> TextHead:
    return read_as(TextHead, read_yaml_text(path, text), t("texts.head-hint"))


def _quoted(text: str) -> str:
    """A double-quoted scalar: JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)
