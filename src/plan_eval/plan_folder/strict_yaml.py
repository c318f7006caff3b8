"""YAML without its surprises, and with the line of every value.

Safe types only. Differs from plain PyYAML, each for a case that bit somebody: two equal keys are
an error (PyYAML keeps the last), `NO`, `1:30` and `010` stay text, fractions become Decimal;
anchors, tags and keys that are no text are refused, for a plan needs none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from plan_eval.errors import PlanError, PlanEvalError
from plan_eval.messages import t
from plan_eval.plan_folder.regular_file import MIB, near_files, read_regular_file

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
_LARGEST = 8 * MIB
"""A plan of 85 goals takes 0.3 MiB; what is much larger is no settings file."""
_LEVELS = 60
_SUSPECT = 2_000
"""Levels that the composer, which calls itself in C, still bears; 100,000 end the process."""
_DIGITS = 15
"""Figures of more digits overflow a 64-bit column, and int() refuses 4,300 of them."""
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
    return read_yaml_text(path, _text(path))


def read_yaml_text(path: Path, text: str) -> Marked:
    """Read YAML that stands in a file of another kind; the lines are those of `text`."""
    try:
        _refuse_depth(path, text)
        node = yaml.compose(text, Loader=_Composer)
    except yaml.MarkedYAMLError as error:
        raise _broken(path, str(error), _noticed(error)) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise _broken(path, str(error), line) from None
    return _Reading(path).document(node)


def _text(path: Path) -> str:
    try:
        content = read_regular_file(path, _LARGEST)
        return content.decode("utf-8").replace("\r\n", "\n")
    except PlanEvalError as error:
        raise PlanError(error.message, path=path, hint=error.hint) from None
    except FileNotFoundError:
        hint = near_files(path) or t("file.no-such-path-hint")
        raise PlanError(t("file.no-such-path", path=path), hint=hint) from None
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        hint = t("plan.not-utf8-hint")
        raise PlanError(t("plan.not-utf8"), path=path, line=line, hint=hint) from None


def _refuse_depth(path: Path, text: str) -> None:
    """Count levels by events, which takes no stack, before the composer walks into them."""
    flow = text.count("[") + text.count("{")
    if flow < _SUSPECT and not re.search(rf"^[ ?:-]{{{_SUSPECT}}}", text, re.MULTILINE):
        return
    level = 0
    for event in yaml.parse(text, Loader=_Composer):
        level += isinstance(event, yaml.CollectionStartEvent)
        level -= isinstance(event, yaml.CollectionEndEvent)
        if level > _LEVELS:
            raise _too_deep(path, event.start_mark.line + 1 if event.start_mark else 1)


def _too_deep(path: Path, line: int) -> PlanError:
    hint = t("plan.not-yaml-hint")
    return PlanError(t("plan.too-deep", levels=_LEVELS), path=path, line=line, hint=hint)


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
        if len(at) > _LEVELS:
            raise _too_deep(self.path, line)
        self._seen.add(id(node))
        self.lines[at] = line
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(entry, (*at, n)) for n, entry in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        if node.tag in (_INT, _FLOAT) and len(str(node.value)) > _DIGITS + 2:  # sign and point
            message, hint = t("plan.number-too-long", digits=_DIGITS), t("plan.not-yaml-hint")
            raise PlanError(message, path=self.path, line=line, hint=hint)
        return scalar_value(node)

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


def scalar_value(node: yaml.ScalarNode) -> Any:
    """What a scalar means here: text, a whole number, an exact decimal, true, false or nothing."""
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
