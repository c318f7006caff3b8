"""YAML without its surprises, and with the line of every value.

Safe types only. Differs from plain PyYAML, each for a case that bit somebody: two equal keys are
an error (PyYAML keeps the last), `NO`, `1:30` and `010` stay text, fractions become Decimal;
anchors, tags and keys that are no text are refused, for a plan needs none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from plan_eval.errors import PlanError
from plan_eval.words import t

Location = tuple[str | int, ...]
_Composer = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_YAML = "tag:yaml.org,2002:"
_INT, _FLOAT = _YAML + "int", _YAML + "float"
_TAGS = {
    _YAML + name
    for name in (
        *("str", "int", "float", "bool", "null", "timestamp"),
        *("map", "seq", "merge", "value"),
    )
}
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}
_SYNTAX = {
    "cannot start any token": "tab",
    "mapping values are not allowed": "colon",
    "could not find expected": "colon",
    "did not find expected": "indent",
    "while scanning a quoted scalar": "quote",
    "end of stream": "quote",
    "single document": "documents",
    "special characters are not allowed": "control",
    "control characters are not allowed": "control",
    "undefined alias": "alias",
}
"""What PyYAML says, in the order of asking, and the key of what we say."""


@dataclass(frozen=True)
class Marked:
    """A document and the 1-based line of each of its values by location."""

    path: Path
    data: Any
    lines: dict[Location, int]

    def line(self, location: Location) -> int:
        """The line of a value, or of its nearest parent that is there."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)


def read_yaml(path: Path) -> Marked:
    """Read one file. Raises PlanError with the line for anything that is not strict YAML."""
    text = _text(path)
    try:
        node = yaml.compose(text, Loader=_Composer)
    except yaml.MarkedYAMLError as error:
        raise _broken(path, str(error), _noticed(error)) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise _broken(path, str(error), line) from None
    return _Reading(path).document(node)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        hint = t("plan.file-missing-hint")
        raise PlanError(t("plan.file-missing", file=path.name), path=path, hint=hint) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        hint = t("plan.not-utf8-hint")
        raise PlanError(t("plan.not-utf8"), path=path, line=line, hint=hint) from None


def _noticed(error: yaml.MarkedYAMLError) -> int:
    """The line of the problem: for a quote or bracket left open, the line that opens it."""
    opened = str(error.context).startswith(("while scanning a quoted", "while parsing a flow"))
    marks = [error.context_mark] if opened else []
    mark = next((mark for mark in (*marks, error.problem_mark, error.context_mark) if mark), None)
    return mark.line + 1 if mark else 1


def _broken(path: Path, problem: str, line: int) -> PlanError:
    kind = next((name for words, name in _SYNTAX.items() if words in problem), "other")
    message = t("plan.not-yaml", problem=t(f"plan.syntax.{kind}"))
    return PlanError(message, path=path, line=line, hint=t("plan.not-yaml-hint"))


class _Reading:
    """One document being read: its nodes become plain values, their lines are kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Location, int] = {}
        self._seen: set[int] = set()

    def document(self, node: yaml.Node | None) -> Marked:
        data = None if node is None else self._value(node, ())
        return Marked(self.path, data, self.lines)

    def _value(self, node: yaml.Node, at: Location) -> Any:
        line = node.start_mark.line + 1
        # the same node twice is an alias, which could also hold itself
        if id(node) in self._seen or node.tag not in _TAGS:
            hint = t("plan.not-yaml-hint")
            raise PlanError(t("plan.fancy-yaml"), path=self.path, line=line, hint=hint)
        self._seen.add(id(node))
        self.lines[at] = line
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(entry, (*at, n)) for n, entry in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, at: Location) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = self._key(key_node), key_node.start_mark.line + 1
            if key in found:
                raise PlanError(
                    t("plan.duplicate-key", key=key, first=self.lines[(*at, key)]),
                    path=self.path,
                    line=line,
                    hint=t("plan.duplicate-key-hint"),
                )
            found[key] = self._value(value_node, (*at, key))
            self.lines[(*at, key)] = line
        return found

    def _key(self, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        line, hint = node.start_mark.line + 1, t("plan.not-yaml-hint")
        raise PlanError(t("plan.key-not-text"), path=self.path, line=line, hint=hint)


def _scalar(node: yaml.ScalarNode) -> Any:
    text = str(node.value)
    if node.style in set('"|>') | {"'"}:  # quoted or block text is text
        return text
    if text in _PLAIN:
        return _PLAIN[text]
    if node.tag == _INT and (text == "0" or text.lstrip("-")[:1] in set("123456789")):
        return int(text) if text.lstrip("-").isdigit() else text
    if node.tag == _FLOAT and text.replace(".", "", 1).lstrip("-").isdigit():
        return Decimal(text)
    return text
