"""Change values in a YAML file and leave every other character as it is.

A person's file has an order, comments, quotes and line breaks that no writer of YAML brings back.
So nothing is written anew: the file is composed into nodes, which know where they stand, and the
text of those that differ is cut out and replaced.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import yaml

from plan_eval.errors import PlanError
from plan_eval.messages import t
from plan_eval.plan_folder.strict_yaml import scalar_value

Value = object
"""What strict YAML holds: text, numbers, true, false, nothing; lists and dicts of these."""

_STEP = 2
_WIDTH, _SHORT = 88, 20
"""Up to this width a value stands on one line, and longer only as a list of short texts."""


def patched(path: Path, text: str, data: Value) -> str:
    """The text of a YAML file with as few changes as make it mean `data`.

    Keys that are new come behind the key before them in `data`. Raises PlanError for a layout in
    which that cannot be done; `path` is only named.
    """
    # Positions count characters of the text; those of libyaml are off behind a byte order mark.
    patch = _Patch(text)
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is not None:
        patch.change(root, data, 0)
    after = patch.text_after()
    if not _means(after, data):
        raise PlanError(t("plan.patch.layout"), path=path, hint=t("plan.patch.by-hand"))
    return after


def _means(text: str, data: Value) -> bool:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    return root is not None and same(_value(root), data)


def same(value: Value, other: Value) -> bool:
    """Whether two values mean the same: 75 and 75.0 do, 1 and true do not."""
    match value, other:
        case Mapping(), Mapping():
            return value.keys() == other.keys() and all(same(value[k], other[k]) for k in value)
        case list() | tuple(), list() | tuple():
            return len(value) == len(other) and all(map(same, value, other))
        case _:
            return value == other and isinstance(value, bool) == isinstance(other, bool)


def _value(node: yaml.Node) -> Value:
    match node:
        case yaml.MappingNode():
            return {str(key.value): _value(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_value(entry) for entry in node.value]
        case _:
            assert isinstance(node, yaml.ScalarNode)
            return scalar_value(node)


@dataclass
class _Patch:
    """The text, and what is to be put in place of which of its characters."""

    text: str
    splices: list[tuple[int, int, str]] = field(default_factory=list)

    def text_after(self) -> str:
        """The text with all splices made; several at one place stand in the order of asking."""
        parts, at = [], 0
        for start, end, put in sorted(self.splices, key=lambda splice: splice[:2]):
            parts += [self.text[at:start], put]
            at = max(at, end)
        return "".join((*parts, self.text[at:]))

    def change(self, node: yaml.Node, new: Value, indent: int) -> None:
        """Make a node mean `new`; `indent` is the column of the key it belongs to."""
        if same(_value(node), new):
            return
        flow = isinstance(node, yaml.CollectionNode) and bool(node.flow_style)
        match node, new:
            case yaml.MappingNode(), Mapping():
                self._flow(node, new) if flow else self._mapping(node, new)
            case yaml.SequenceNode(), list() | tuple() if flow and (
                node.value or not _in_lines(new)
            ):
                self._flow(node, new)
            case yaml.SequenceNode(), list() | tuple() if new and not flow:
                self._sequence(node, new)
            case yaml.ScalarNode(), _ if not _in_lines(new):
                self._scalar(node, new, flow=False)
            case _:
                # what stands on lines of its own begins behind the colon it belongs to
                start = len(self.text[: node.start_mark.index].rstrip())
                self._splice(start, self._end(node), _valued(new, indent))

    def _scalar(self, node: yaml.Node, new: Value, *, flow: bool) -> None:
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        start, end = node.start_mark.index, self._end(node)
        put = _inline(new, style, flow=flow)
        self._splice(start, end, f" {put}" if start == end else put)  # `key:` with nothing behind

    def _flow(self, node: yaml.CollectionNode, new: Value) -> None:
        """A collection in brackets: its entries one by one, or all when some come or go."""
        if isinstance(node, yaml.MappingNode) and isinstance(new, Mapping):
            here = {str(key.value): value for key, value in node.value}
            pairs = [(value, new[key]) for key, value in here.items() if key in new]
            whole = here.keys() != new.keys()
            parts = (
                f"{_inline(key, flow=True)}: {self._kept(here.get(key), one)}"
                for key, one in new.items()
            )
            put = "{" + ", ".join(parts) + "}"
        else:
            assert isinstance(new, list | tuple)
            pairs = list(zip(node.value, new, strict=False))
            whole = len(node.value) != len(new)
            known = {repr(_value(entry)): entry for entry in node.value}
            put = "[" + ", ".join(self._kept(known.get(repr(one)), one) for one in new) + "]"
        if whole:
            self._splice(node.start_mark.index, node.end_mark.index, put)
            return
        for entry, one in pairs:
            if same(_value(entry), one):
                continue
            alike = isinstance(entry, yaml.MappingNode) == isinstance(one, Mapping)
            if alike and isinstance(entry, yaml.CollectionNode) and isinstance(one, Mapping | list):
                self._flow(entry, one)
            else:
                self._scalar(entry, one, flow=True)

    def _kept(self, node: yaml.Node | None, value: Value) -> str:
        """An entry as it is written where it is there already, else in our own way."""
        if node is not None and same(_value(node), value):
            return self.text[node.start_mark.index : self._end(node)]
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        return _inline(value, style, flow=True)

    def _mapping(self, node: yaml.MappingNode, new: Mapping[str, Value]) -> None:
        """Keys on lines of their own."""
        here = {str(key.value): (key, value) for key, value in node.value}
        column = node.value[0][0].start_mark.column
        for name, (key, value) in here.items():
            if name in new:
                self.change(value, new[name], column)
            else:
                self._drop(key.start_mark.index, self._end(value))
        last: int | None = None
        for name, value in new.items():
            if name in here:
                last = self._end(here[name][1])
            else:
                line = f"{' ' * column}{_inline(name)}:{_valued(value, column)}"
                at = self._end(node.value[0][1]) if last is None else last
                self._add_line(at, line)

    def _sequence(self, node: yaml.SequenceNode, new: Sequence[Value]) -> None:
        """Items on lines of their own, behind dashes."""
        column = self._column_of_dash(node.value[0])
        before, after = [_name(_value(one)) for one in node.value], [_name(one) for one in new]
        last: int | None = None
        matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            pairs = b - a if kind == "equal" else 0
            if kind == "replace" and not any(map(_identified, new[c:d])):
                pairs = min(b - a, d - c)
            for step in range(pairs):
                self.change(node.value[a + step], new[c + step], column)
                last = self._end(node.value[a + step])
            for entry in node.value[a + pairs : b]:
                self._drop(entry.start_mark.index, self._end(entry))
            for value in new[c + pairs : d]:
                line = _item(value, column)
                if last is None:
                    start = self._line_start(node.value[0].start_mark.index)
                    self._splice(start, start, f"{line}\n")
                else:
                    self._add_line(last, line)

    def _column_of_dash(self, entry: yaml.Node) -> int:
        start = self._line_start(entry.start_mark.index)
        return self.text.index("-", start) - start

    def _drop(self, start: int, end: int) -> None:
        """Take out whole lines."""
        following = self.text.find("\n", end)
        first = self._line_start(start)
        if following < 0:  # the last line of a file: the break before it goes
            self._splice(max(first - len(self._break), 0), len(self.text), "")
        else:
            self._splice(first, following + 1, "")

    def _add_line(self, behind: int, line: str) -> None:
        end = self.text.find("\n", behind)
        at = len(self.text) if end < 0 else end
        if end > 0 and self.text[end - 1] == "\r":
            at -= 1
        self._splice(at, at, f"\n{line}")

    def _splice(self, start: int, end: int, put: str) -> None:
        self.splices.append((start, end, put.replace("\n", self._break)))

    @property
    def _break(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _end(self, node: yaml.Node) -> int:
        """Where a node's own text ends: marks of a block stand before whatever comes next."""
        if isinstance(node, yaml.CollectionNode):
            if node.flow_style:
                return node.end_mark.index
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self.text[start:end].rstrip())


def _identified(value: Value) -> bool:
    return isinstance(value, Mapping) and ("id" in value or "number" in value)


def _name(value: Value) -> str:
    """What tells an item from its neighbours when items come and go."""
    if isinstance(value, Mapping) and _identified(value):
        return str(value.get("id", value.get("number")))
    return _inline(value)


def one_line(value: Value) -> str:
    """A value as it stands behind `key:` on one line."""
    return _inline(value)


def written(data: Mapping[str, Value]) -> str:
    """A whole file, laid out as what is put into one."""
    return "".join(f"{key}:{_valued(value, 0)}\n" for key, value in data.items())


def _in_lines(value: Value) -> bool:
    """Whether a value is a list that stands on lines of its own."""
    if not isinstance(value, list | tuple) or not value:
        return False
    if any(isinstance(one, Mapping) for one in value):
        return True
    return len(_inline(value)) > _WIDTH and any(len(str(one)) > _SHORT for one in value)


def _valued(value: Value, indent: int) -> str:
    """What stands behind `key:` for a value that is new in the file."""
    if not _in_lines(value):
        return f" {_inline(value)}"
    assert isinstance(value, list | tuple)
    return "\n" + "\n".join(_item(one, indent + _STEP) for one in value)


def _item(value: Value, column: int) -> str:
    """A new item of a list behind its dash; what is short stands on one line."""
    dash, margin = f"{' ' * column}- ", " " * (column + _STEP)
    if not isinstance(value, Mapping) or len(_inline(value)) <= _WIDTH:
        return dash + _inline(value)
    lines = (f"{key}:{_valued(one, column + _STEP)}" for key, one in value.items())
    return dash + f"\n{margin}".join(lines)


def _inline(value: Value, style: str | None = None, *, flow: bool = False) -> str:
    """A value on one line, text in the quotes of `style` where it has any or needs some."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case Decimal():
            return format(value, "f")
        case Mapping():
            pairs = value.items()
            parts = (f"{_inline(key, flow=True)}: {_inline(one, flow=True)}" for key, one in pairs)
            return "{" + ", ".join(parts) + "}"
        case list() | tuple():
            return "[" + ", ".join(_inline(one, flow=True) for one in value) + "]"
        case _:
            return next(_spellings(str(value), style, flow=flow))


def _spellings(text: str, style: str | None, *, flow: bool) -> Iterator[str]:
    """The ways to write a text that mean it, the one that suits best first."""
    ways = {
        None: text,
        "'": "'" + text.replace("'", "''") + "'",
        '"': json.dumps(text, ensure_ascii=False),
    }
    for way in (ways.get(style, text), text, ways['"'], json.dumps(text)):
        if _reads_as(f"[{way}]" if flow else f"- {way}", text):
            yield way
    raise ValueError(text)


@lru_cache(maxsize=65_536)  # the same names, units and marks stand in a plan a thousand times
def _reads_as(line: str, text: str) -> bool:
    try:
        root = yaml.compose(line, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    match root:
        case yaml.SequenceNode(value=[yaml.ScalarNode(tag="tag:yaml.org,2002:str") as one]):
            # what other readers take for a date or a number is written in quotes
            return bool(one.value == text and scalar_value(one) == text and "\n" not in line)
    return False
