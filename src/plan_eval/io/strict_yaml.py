"""YAML without its surprises, and with the line of every value.

Safe types only. Differs from plain PyYAML, each for a case that bit somebody: two equal keys are
an error (PyYAML keeps the last), `NO`, `1:30` and `010` stay text, fractions become Decimal.
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
_INT = "tag:yaml.org,2002:int"
_FLOAT = "tag:yaml.org,2002:float"
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


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
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise PlanError(t("plan.file-missing", file=path.name), path=path) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise PlanError(t("plan.not-utf8"), path=path, line=line) from None
    try:
        node = yaml.compose(text, Loader=_Composer)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PlanError(t("plan.not-yaml", problem=error.problem), path=path, line=line) from None
    except yaml.YAMLError as error:
        raise PlanError(t("plan.not-yaml", problem=error), path=path) from None
    lines: dict[Location, int] = {}
    return Marked(path, _construct(path, node, (), lines), lines)


def _construct(path: Path, node: yaml.Node | None, at: Location, lines: dict[Location, int]) -> Any:
    if node is None:
        return None
    lines[at] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(path, node, at, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(path, n, (*at, i), lines) for i, n in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    return _scalar(node)


def _mapping(
    path: Path, node: yaml.MappingNode, at: Location, lines: dict[Location, int]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in found:
            raise PlanError(
                t("plan.duplicate-key", key=key, first=lines[(*at, key)]),
                path=path,
                line=line,
                hint=t("plan.duplicate-key-hint"),
            )
        found[key] = _construct(path, value_node, (*at, key), lines)
        lines[(*at, key)] = line
    return found


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
