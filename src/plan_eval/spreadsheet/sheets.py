"""The sheets of the plan's workbook and their columns, as the models of the plan have them.

A field that is added to a model is a column from then on; only what needs a name of its own or
another kind of cell is said here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from plan_eval.messages import has, t
from plan_eval.model.area import Goal, Measure, Project
from plan_eval.model.base import Confirmation
from plan_eval.model.footnote import Benchmark, Document, Footnote
from plan_eval.model.indicator import Indicator, Source
from plan_eval.model.plan import Plan
from plan_eval.model.register import Department, Town
from plan_eval.model.wording import field_words
from plan_eval.spreadsheet.cells import (
    Cell,
    ChoiceCell,
    CodeCell,
    FlagCell,
    ListCell,
    NumberCell,
    PairCell,
    ShownCell,
    SourcesCell,
    TextCell,
)

PARENT, APPROVE, APPROVER = "parent", "approve", "approver"
"""Columns that are no field: the area a row belongs to, what of it is confirmed, and by whom."""


@dataclass(frozen=True)
class Column:
    """One column. `path` is the dotted field; `fixed` ones are shown and not taken back."""

    path: str
    cell: Cell
    fixed: bool = False
    rare: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet: the items of one kind. `among` is the key of their list in the YAML.

    `inside` where that list belongs to an item of another: benchmarks to a footnote.
    """

    name: str
    among: str
    model: type[BaseModel]
    columns: tuple[Column, ...]
    key: str = "id"
    inside: str = ""

    @property
    def title(self) -> str:
        return t(f"spreadsheet.sheet.{self.name}")

    def heading(self, column: Column) -> str:
        """The words of a column: the sheet's own, else those of the field."""
        own = f"spreadsheet.head.{self.name}-{column.path.replace('.', '-')}"
        return t(own) if has(own) else field_words(column.path)

    def column(self, path: str) -> Column | None:
        """The column of a field, or of the nearest field that holds it."""
        known = {column.path: column for column in self.columns}
        while path and path not in known:
            path = path.rpartition(".")[0]
        return known.get(path)

    def is_flat(self) -> bool:
        """Whether the list stands in a file of its own, without a parent to choose."""
        return PARENT not in {column.path for column in self.columns}


_MODELS: dict[str, tuple[str, type[BaseModel]]] = {
    "indicators": ("indicators", Indicator),
    "goals": ("goals", Goal),
    "measures": ("measures", Measure),
    "projects": ("projects", Project),
    "footnotes": ("footnotes", Footnote),
    "benchmarks": ("benchmarks", Benchmark),
    "documents": ("documents", Document),
    "departments": ("departments", Department),
    "towns": ("units", Town),
}

_FIRST = {
    "indicators": (
        *("id", PARENT, "name", "target.kind", "target.value", "unit", "target.printed"),
        *("sources", "scope.population", "scope.age", "scope.sex", "scope.residence"),
        *("scope.basis", "department", "supporting", "inferred", APPROVE, APPROVER),
        *("rate.numerator", "rate.denominator", "rate.scale", "period", "splits", "age_groups"),
        *("decimals", "plausible", "yearly_change", "yearly_change.share", "related", "note"),
        "confirmed",
    ),
    "goals": ("id", PARENT),
    "measures": ("id", PARENT),
    "benchmarks": ("id", PARENT),
}
"""What comes first on a sheet; other fields follow as the model has them."""

_COMMON = frozenset(("target.kind", "target.value", "target.printed"))
"""Fields of a target that stand among the others; those of single kinds are folded away."""

_REFERENCES = {
    "department": "departments",
    "supporting": "departments",
    "measures": "measures",
    "related": "indicators",
    "target.of": "indicators",
    "target.other": "indicators",
    "indicator": "indicators",
    "document": "documents",
    "documents": "documents",
    "place.item": "goals",
}
"""Fields that name something else in the plan, and the sheet it is on."""


def sheets(plan: Plan) -> tuple[Sheet, ...]:
    """The sheets of a plan in their order; drop-downs offer what the plan has."""
    return tuple(_sheet(name, plan) for name in _MODELS)


def _sheet(name: str, plan: Plan) -> Sheet:
    among, model = _MODELS[name]
    found = {column.path: column for column in _columns(model, plan)}
    if name in ("indicators", "goals", "measures"):
        found[PARENT] = Column(PARENT, TextCell(options=_parents(name, plan)))
    if name == "benchmarks":
        found = {"id": Column("id", TextCell(), fixed=True), **found}
        numbers = tuple(str(note.number) for note in plan.footnotes)
        found[PARENT] = Column(PARENT, TextCell(options=numbers))
    if name == "indicators":
        found[APPROVE] = Column(APPROVE, TextCell(options=approvals(), help="approve"))
        found[APPROVER] = Column(APPROVER, TextCell(help="approver"))
    first = _FIRST.get(name, ())
    order = (*(path for path in first if path in found), *(p for p in found if p not in first))
    return Sheet(
        name,
        among,
        model,
        tuple(found[path] for path in order),
        key="number" if name == "footnotes" else "id",
        inside="footnotes" if name == "benchmarks" else "",
    )


def approvals() -> tuple[str, str]:
    """What may stand in the column of approval: all marks of the row, or those of its changes."""
    return t("spreadsheet.approve.all"), t("spreadsheet.approve.changed")


def _parents(name: str, plan: Plan) -> tuple[str, ...]:
    titles = tuple(area.title for area in plan.areas)
    return (*titles, t("parts.projects")) if name == "indicators" else titles


def _columns(model: type[BaseModel], plan: Plan, prefix: str = "") -> Iterator[Column]:
    for name, field in model.model_fields.items():
        path = f"{prefix}{name}"
        kinds = _alternatives(field.annotation)
        inner = [one for one in kinds if isinstance(one, type) and issubclass(one, BaseModel)]
        plain = [one for one in kinds if one not in inner]
        if plain:
            made = _cell(path, plain[0], plan)
            if made is not None:
                rare = path.startswith("target.") and path not in _COMMON
                yield Column(path, made, isinstance(made, ShownCell), rare)
        seen: set[str] = set()
        for one in inner:
            for column in _columns(one, plan, f"{path}."):
                # the kinds of a target share fields, and each has its own `kind`
                if column.path not in seen:
                    seen.add(column.path)
                    yield _whole_kind(column, inner) if column.path == "target.kind" else column


def _whole_kind(column: Column, kinds: list[type[BaseModel]]) -> Column:
    codes = [get_args(one.model_fields["kind"].annotation)[0] for one in kinds]
    return Column(column.path, ChoiceCell(_words(codes)))


def _alternatives(annotation: Any) -> list[Any]:
    """The types that a field can have, but for None."""
    if get_origin(annotation) in (Union, UnionType):
        parts = (one for part in get_args(annotation) for one in _alternatives(part))
        return [one for one in parts if one is not type(None)]
    if hasattr(annotation, "__metadata__"):  # Annotated
        return _alternatives(get_args(annotation)[0])
    return [annotation]


def _cell(path: str, kind: Any, plan: Plan) -> Cell | None:
    """The cell for a field that is no model; None for a list that has a sheet of its own."""
    if get_origin(kind) is tuple:
        return _list_cell(path, get_args(kind), plan)
    if get_origin(kind) is Literal:
        return ChoiceCell(_words(get_args(kind)))
    if path in _REFERENCES:
        return _reference(_REFERENCES[path], plan)
    if kind is bool:
        return FlagCell()
    if kind is int:
        return NumberCell(whole=True)
    if kind is Decimal:
        share = path.endswith(".share")
        return NumberCell(percent="share" if share else "face")
    if path == "id":
        return CodeCell()
    if path in ("unit", "target.limit_unit"):
        return TextCell(options=_units(plan))
    return TextCell()


def _list_cell(path: str, entries: tuple[Any, ...], plan: Plan) -> Cell | None:
    first = _alternatives(entries[0])[0]
    if first is Source:
        return SourcesCell()
    if first is Confirmation:
        return ShownCell(_confirmed_words)
    if isinstance(first, type) and issubclass(first, BaseModel):
        return None
    if path == "inferred":
        return ShownCell(marks_words)
    if entries[-1] is not Ellipsis:
        return PairCell(NumberCell(whole=first is int))
    if path in _REFERENCES:
        return ListCell(_reference(_REFERENCES[path], plan))
    inner = _cell("", first, plan)
    assert inner is not None
    sentences = path in ("commitments", "deliverables")
    return ListCell(inner, lines=sentences or first is str)


def _reference(among: str, plan: Plan) -> Cell:
    """The name of a department, or the code of what has no short name."""
    match among:
        case "departments":
            names = [one.name for one in plan.departments]
            shown = {
                one.id: one.name if names.count(one.name) == 1 and "、" not in one.name else one.id
                for one in plan.departments
            }
            alias = {name: one.id for one in plan.departments for name in one.aliases}
            return ChoiceCell(shown, help="department", aliases=alias.get)
        case "documents":
            return CodeCell(tuple(one.id for one in plan.documents))
        case "indicators":
            return CodeCell(tuple(plan.indicators))
        case "measures":
            return CodeCell(tuple(plan.measures))
        case _:
            return CodeCell((*plan.goals, *plan.measures, *(area.id for area in plan.areas)))


def _units(plan: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.unit for one in plan.indicators.values() if one.unit))


def _words(codes: Any) -> Mapping[str, str]:
    return {code: t(f"choice.{code}") for code in codes}


def marks_words(value: object) -> str:
    """The names of fields in words."""
    assert isinstance(value, list | tuple)
    return t("punctuation.list").join(field_words(str(one)) for one in value)


def _confirmed_words(value: object) -> str:
    assert isinstance(value, list | tuple)
    lines = (f"{field_words(one['field'])} {one['by']} {one['date']}" for one in value)
    return "\n".join(lines)
