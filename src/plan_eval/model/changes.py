"""What differs between two states of the same thing, and field by field between two plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

from plan_eval.model.plan import Plan
from plan_eval.model.wording import item_title

What = Literal["plan", "figure", "self_assessment", "state"]
Action = Literal["added", "removed", "changed", "refused", "accepted"]
"""`refused`, `accepted`: sent both times, and a rule has come to refuse it or to let it pass."""

CauseCode = Literal[
    "rule",
    "stage",
    "target",
    "definition",
    "parameters",
    "value",
    "new-figure",
    "gone",
    "outside",
    "refused",
    "baseline",
    "history",
    "groups",
    "self-assessed",
    "others",
]
"""`rule` refuses a figure, whose code stands in `new`; the others moved a verdict."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a state changed or a figure was refused: a code, and what it was before and is now."""

    code: CauseCode
    old: object = None
    new: object = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `id` and `name` say of what, `field` of which part of it.

    `year` and `group` (town, sex, age, residence in codes) are those of a figure. `old` and `new`
    are values in codes, None where there was or is nothing; the places are `path:row`.
    """

    what: What
    action: Action
    id: str
    name: str
    field: str | None = None
    year: int | None = None
    group: Mapping[str, str] | None = None
    old: object = None
    new: object = None
    old_place: str | None = None
    new_place: str | None = None
    why: tuple[Cause, ...] = ()


COLUMNS = tuple(Change.__dataclass_fields__)
"""What JSON and CSV call the parts of a change."""

_PARTS = {"goals", "measures", "indicators", "projects", "implementation", "monitoring"}
"""Lists whose members have ids of their own, and are compared each for itself."""


def plan_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """The differences by id, in the order of the new plan, what is gone after the rest."""
    before, after = _members(old), _members(new)
    for key in dict.fromkeys((*after, *before)):
        was, now = before.get(key), after.get(key)
        name = (now or was or ("", {}))[0]
        if was is None or now is None:
            yield Change("plan", "removed" if now is None else "added", key, name)
            continue
        for field in dict.fromkeys((*now[1], *was[1])):
            values = was[1].get(field), now[1].get(field)
            if values[0] != values[1]:
                yield Change("plan", "changed", key, name, field, old=values[0], new=values[1])


def _members(plan: Plan) -> dict[str, tuple[str, dict[str, object]]]:
    """Everything in a plan that has an id: its name, and its fields by dotted path."""
    header = plan.header
    listed: list[tuple[str, str, BaseModel]] = [("plan", header.title, header)]
    listed += [(area.id, area.title, area) for area in plan.areas]
    listed += [(one.id, item_title(one.id, plan), one) for one in plan.items.values()]
    listed += [(duty.id, duty.title, duty) for duty in plan.duties.values()]
    listed += [(one.id, one.name, one) for one in plan.indicators.values()]
    listed += [(f"footnote {note.number}", note.text[:20], note) for note in plan.footnotes]
    listed += [(f"document {one.id}", one.title, one) for one in plan.documents]
    listed += [(f"department {one.id}", one.name, one) for one in plan.departments]
    listed += [(f"unit {one.id}", one.name, one) for one in plan.units.units]
    return {
        key: (name, dict(_flat("", model.model_dump(exclude=_PARTS))))
        for key, name, model in listed
    }


def _flat(prefix: str, value: object) -> Iterator[tuple[str, object]]:
    """The single values of a tree by dotted path; a list of single values is one of them."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from _flat(f"{prefix}.{key}" if prefix else str(key), inner)
        case list() | tuple() if any(isinstance(one, dict) for one in value):
            for at, inner in enumerate(value):
                yield from _flat(f"{prefix}.{at}", inner)
        case None | () | []:
            return
        case _:
            yield prefix, value


def shown(value: object) -> str:
    """A value of a change as a person reads it: a number without zeros behind it, a list in one."""
    match value:
        case None:
            return "—"
        case Decimal():
            text = format(value, "f")
            return text.rstrip("0").rstrip(".") if "." in text else text
        case Mapping():
            return " ".join(f"{shown(one)}" for one in value.values() if one is not None)
        case list() | tuple():
            return "、".join(map(shown, value))
        case _:
            return str(value)
