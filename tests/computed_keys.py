"""The keys of the catalogue that code puts together when it runs, and the values they can take.

`t(f"state.{result.state}")` asks for as many keys as there are states. Where the values stand in
the same module (a tuple that is looped over, an either-or, the arguments of a helper) they are read
from its source; where they come from elsewhere their type says what they can be (`TYPED`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, nodes


@dataclass(frozen=True)
class Computed:
    """A key with open parts, as `prefix.{}`, the values of its open part, and where it stands."""

    pattern: str
    values: frozenset[str] | None
    where: str

    @property
    def keys(self) -> set[str]:
        return {self.pattern.replace("{}", value) for value in self.values or ()}


@dataclass(frozen=True)
class Module:
    """One source file, with each node's parent."""

    path: Path
    tree: ast.Module

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        while node in self.parents:
            node = self.parents[node]
            yield node


def computed_keys(module: Module, rooms: set[str]) -> Iterator[Computed]:
    """Every f-string of a module that begins with a room of the catalogue."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.JoinedStr) or not isinstance(node.values[0], ast.Constant):
            continue
        start = str(node.values[0].value)
        if "." not in start or start.partition(".")[0] not in rooms:
            continue
        opened = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        pattern = "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
        values = strings(opened[0], module) if len(opened) == 1 else None
        # two open parts are one, with values such as "evaluation.midterm"
        pattern = pattern.replace("{}.{}", "{}")
        yield Computed(pattern, values, f"{module.path.name}:{node.lineno}")


def strings(node: ast.expr, module: Module) -> frozenset[str] | None:
    """The strings an expression can be, as far as the module itself says; None if it does not."""
    match node:
        case ast.Constant(value=str(value)):
            return frozenset({value})
        case ast.IfExp(body=body, orelse=orelse):
            return union([strings(body, module), strings(orelse, module)])
        case ast.Name(id=name):
            return union(list(bindings(name, node, module))) or None
    return None


def union(found: list[frozenset[str] | None]) -> frozenset[str] | None:
    if any(one is None for one in found):
        return None
    return frozenset[str]().union(*(one for one in found if one is not None))


def bindings(name: str, use: ast.AST, module: Module) -> Iterator[frozenset[str] | None]:
    """What a name stands for at its use: a loop's or a function's variable, else the module's."""
    for scope in module.around(use):
        loops = getattr(scope, "generators", [scope] if isinstance(scope, ast.For) else [])
        for loop in loops:
            if (at := place(name, loop.target)) is not None:
                yield items(loop.iter, at, module)
                return
        if isinstance(scope, ast.FunctionDef | ast.Module):
            given = [part(value, at, module) for value, at in assigned(name, scope)]
            if found := [*given, *passed(name, scope, module)]:
                yield from found
                return


def place(name: str, target: ast.expr) -> tuple[int, ...] | None:
    """Where a name stands in a target: () alone, (1,) as the second of two."""
    if isinstance(target, ast.Name):
        return () if target.id == name else None
    for at, inner in enumerate(target.elts if isinstance(target, ast.Tuple) else ()):
        if (deeper := place(name, inner)) is not None:
            return (at, *deeper)
    return None


def assigned(
    name: str, scope: ast.FunctionDef | ast.Module
) -> Iterator[tuple[ast.expr, tuple[int, ...]]]:
    """What is assigned to a name in a scope, and the name's place in it."""
    for node in ast.walk(scope) if isinstance(scope, ast.FunctionDef) else scope.body:
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if (at := place(name, target)) is not None:
                    yield node.value, at


def passed(
    name: str, scope: ast.FunctionDef | ast.Module, module: Module
) -> Iterator[frozenset[str] | None]:
    """What the module's own calls give for a parameter."""
    if isinstance(scope, ast.Module) or name not in [one.arg for one in scope.args.args]:
        return
    at = [one.arg for one in scope.args.args].index(name)
    for call in ast.walk(module.tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == scope.name:
            named = [one.value for one in call.keywords if one.arg == name]
            given = named or call.args[at : at + 1]
            yield strings(given[0], module) if given else None


def part(node: ast.expr, at: tuple[int, ...], module: Module) -> frozenset[str] | None:
    if isinstance(node, ast.IfExp):
        return union([part(node.body, at, module), part(node.orelse, at, module)])
    if at and isinstance(node, ast.Tuple):
        return part(node.elts[at[0]], at[1:], module)
    return None if at else strings(node, module)


def element(node: ast.expr, at: tuple[int, ...], module: Module) -> frozenset[str] | None:
    if isinstance(node, ast.Starred):
        return items(node.value, at, module)
    return part(node, at, module)


def items(node: ast.expr, at: tuple[int, ...], module: Module) -> frozenset[str] | None:
    """The strings that stand at a place of each item that is looped over."""
    match node:
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return union([element(one, at, module) for one in elements])
        case ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]) if at[:1] == (1,):
            return items(inner, at[1:], module)
        case ast.Call(func=ast.Attribute(value=inner, attr="items")) if at[:1] == (0,):
            return items(inner, at[1:], module)
        case ast.IfExp(body=body, orelse=orelse):
            return union([items(body, at, module), items(orelse, at, module)])
        case ast.Dict(keys=keys, values=given):
            pairs = zip(keys, given, strict=True)
            # a pair without a key is {**other}
            return union([part(k, at, module) if k else items(v, at, module) for k, v in pairs])
        case ast.Name(id=name):
            for scope in module.around(node):
                if not isinstance(scope, ast.FunctionDef | ast.Module):
                    continue
                if own := [items(value, at, module) for value, _ in assigned(name, scope)]:
                    return union(own)
    return None


def template_keys(path: Path) -> Iterator[Computed]:
    """The same of a template: `t("report.head." ~ name)` inside `{% for name in (…) %}`."""
    for node, loops in concatenations(Environment().parse(path.read_text("utf-8")), {}):
        start, *rest = node.nodes
        if isinstance(start, nodes.Const) and str(start.value).endswith(".") and len(rest) == 1:
            name = rest[0].name if isinstance(rest[0], nodes.Name) else ""
            yield Computed(f"{start.value}{{}}", loops.get(name), f"{path.name}:{node.lineno}")


Loops = Mapping[str, frozenset[str] | None]


def concatenations(node: nodes.Node, loops: Loops) -> Iterator[tuple[nodes.Concat, Loops]]:
    """Every `a ~ b` with the values of the loops around it."""
    if isinstance(node, nodes.Concat):
        yield node, loops
    if isinstance(node, nodes.For):
        loops = {**loops, **dict(looped(node))}
    for child in node.iter_child_nodes():
        yield from concatenations(child, loops)


def looped(loop: nodes.For) -> Iterator[tuple[str, frozenset[str] | None]]:
    rows = constants(loop.iter)
    if isinstance(loop.target, nodes.Name):
        yield loop.target.name, frozenset(map(str, rows)) if rows else None
    elif isinstance(loop.target, nodes.Tuple) and isinstance(loop.iter, nodes.Tuple | nodes.List):
        for at, name in enumerate(loop.target.items):
            column = [constants(row)[at] for row in loop.iter.items]
            yield getattr(name, "name", ""), frozenset(map(str, column))


def constants(node: nodes.Node) -> list[object]:
    """The constants of a list, either side of an either-or; None stands for what is computed."""
    if not isinstance(node, nodes.Tuple | nodes.List):
        return []
    found: list[object] = []
    for item in node.items:
        sides = [item.expr1, item.expr2] if isinstance(item, nodes.CondExpr) else [item]
        found += [getattr(side, "value", None) for side in sides]
    return found
