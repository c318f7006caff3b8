"""What a workbook asks for, made of the plan's YAML in a trial folder, and judged by `lint`.

Nothing is written into the plan here. The texts that would be are given with the faults they would
bring, each at the cell it comes from.
"""

from __future__ import annotations

import copy
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from plan_eval.messages import FIRST, language, t
from plan_eval.model.base import Confirmation
from plan_eval.model.indicator import Indicator
from plan_eval.model.inference import unmarked
from plan_eval.model.targets import Target
from plan_eval.model.wording import field_words
from plan_eval.plan_folder.confirming import with_confirmed
from plan_eval.plan_folder.faults import SHAPE, PlanFault
from plan_eval.plan_folder.load import PlanFolder, read_plan
from plan_eval.plan_folder.patching import patched, same
from plan_eval.spreadsheet.cells import ChoiceCell, ListCell, SourcesCell
from plan_eval.spreadsheet.merging import Addition, Approval, Merge
from plan_eval.spreadsheet.renumbering import move, moves
from plan_eval.spreadsheet.returned import Place, Returned, Trouble
from plan_eval.spreadsheet.rows import parent_words
from plan_eval.spreadsheet.sheets import Column, Sheet, approvals, sheets

Item = dict[str, Any]

RUNNING = ("goals", "measures", "projects", "footnotes")
"""The sheets whose codes run on."""

_SEPARATED = re.compile(r"[、,，;；\n]")


@dataclass
class Outcome:
    """The files that would change with their new texts, and what else is to be said of it.

    `moved` are codes and what they have become, since codes run on (`renumbering`).
    `marked` are fields (indicator, field) that no longer say what the plan prints and count as
    inferred from now on; `confirmed` those that a person answers for.
    """

    texts: dict[Path, str] = field(default_factory=dict)
    marked: list[tuple[str, str]] = field(default_factory=list)
    confirmed: list[tuple[str, str]] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


def apply(
    merge: Merge,
    returned: Returned,
    folder: PlanFolder,
    *,
    units: Path | None = None,
    by: str = "",
    day: date,
    renumber: bool = False,
) -> Outcome:
    """What the folder would be. `by` and `day` say who confirms where the workbook does not.

    With `renumber` the codes behind a row that goes or comes in the middle move.
    """
    work = _Work(merge, returned, folder, units)
    return work.outcome(by, day, renumber=renumber)


class _Work:
    def __init__(
        self, merge: Merge, returned: Returned, folder: PlanFolder, units: Path | None
    ) -> None:
        self.merge, self.returned, self.folder, self.units = merge, returned, folder, units
        assert folder.plan is not None
        self.sheets = sheets(folder.plan)
        self.data: dict[Path, Any] = {one.path: copy.deepcopy(one.data) for one in folder.documents}
        self.found = Outcome()

    def outcome(self, by: str, day: date, *, renumber: bool) -> Outcome:
        """Make the changes one kind after the other, then see what `lint` says."""
        if self.merge.is_empty:
            return self.found
        items = self._items()
        changed = self._change(items)
        if self.found.troubles:
            return self.found
        self._mark(changed, items)
        self._approve(changed, items, by, day)
        self._move(renumber=renumber)
        if not self.found.troubles:
            self.found.texts = self._texts()
            self._judge()
        return self.found

    def _change(self, items: dict[tuple[str, str], Item]) -> dict[str, list[str]]:
        """Change, add and take out items; gives the fields that are new by indicator."""
        changed: dict[str, list[str]] = {}
        for change in self.merge.changes:
            item = items[change.sheet.name, change.row.key]
            put(item, change.column.path, change.value, change.sheet.model)
            if change.sheet.name == "indicators":
                changed.setdefault(change.row.key, []).append(change.column.path)
        for addition in self.merge.additions:
            if (made := self._add(addition, items)) is not None:
                items[addition.sheet.name, addition.key] = made
                if addition.sheet.name == "indicators":
                    changed[addition.key] = []
        for removal in self.merge.removals:
            item = items[removal.sheet.name, removal.row.key]
            owner = self._list_of(removal.row.path, removal.row.at)
            owner[:] = [one for one in owner if one is not item]
        for key, paths in changed.items():
            _unsettle(items["indicators", key], paths)
        return changed

    def _items(self) -> dict[tuple[str, str], Item]:
        """The items by sheet and key, in the data that is changed."""
        found: dict[tuple[str, str], Item] = {}
        for sheet in self.sheets:
            for document in self.data.values():
                for key, item in _listed(sheet, document):
                    found[sheet.name, key] = item
        return found

    def _list_of(self, path: Path, at: Sequence[str | int]) -> list[Item]:
        found = self.data[path]
        for part in at[:-1]:
            found = found[part]
        assert isinstance(found, list)
        return found

    def _add(self, addition: Addition, items: Mapping[tuple[str, str], Item]) -> Item | None:
        """Put a new item behind that of the row above, or last in what it belongs to."""
        sheet = addition.sheet
        item: Item = {}
        for path, value in addition.values.items():
            if not (sheet.inside and path == sheet.key):
                put(item, path, value, sheet.model)
        item = {key: item[key] for key in sheet.model.model_fields if key in item}
        owner = self._owner(addition)
        if owner is None:
            code = "no-parent" if addition.parent else "parent-wanted"
            message = t(f"spreadsheet.trouble.{code}", given=addition.parent)
            fix = t(f"spreadsheet.trouble.{code}-fix")
            self.found.troubles.append(Trouble(addition.place, message, fix))
            return None
        above = items.get((sheet.name, addition.behind or ""))
        at = next((n + 1 for n, one in enumerate(owner) if one is above), len(owner))
        owner.insert(at, item)
        return item

    def _owner(self, addition: Addition) -> list[Item] | None:
        sheet = addition.sheet
        if sheet.inside:
            outer = next(
                (
                    one
                    for document in self.data.values()
                    if isinstance(document, dict)
                    for one in document.get(sheet.inside) or []
                    if str(one["number"]) == addition.parent
                ),
                None,
            )
            if outer is None:
                return None
            if not outer.get(sheet.among):
                put(outer, sheet.among, [], _model_of(self.sheets, sheet.inside))
                outer[sheet.among] = []
            owner = outer[sheet.among]
        else:
            document = self._file_of(sheet, addition.parent)
            if document is None:
                return None
            owner = document[sheet.among]
        assert isinstance(owner, list)
        return owner

    def _file_of(self, sheet: Sheet, parent: str) -> Item | None:
        holding = [
            document
            for document in self.folder.documents
            if isinstance(document.data, dict) and isinstance(document.data.get(sheet.among), list)
        ]
        if not sheet.is_flat():
            holding = [d for d in holding if parent in (parent_words(d), d.data.get("id"))]
        return self.data[holding[0].path] if len(holding) == 1 else None

    def _mark(self, changed: Mapping[str, list[str]], items: Mapping[Any, Item]) -> None:
        """What a person wrote and the plan does not print is inferred, as if it had always been."""
        with self._trial(self._texts()) as trial:
            plan = trial.plan
        for defect in unmarked(plan) if plan else ():
            if defect.item in changed:
                item = items["indicators", defect.item]
                marks = [*(item.get("inferred") or []), defect.where]
                put(item, "inferred", marks, Indicator)
                self.found.marked.append((defect.item, defect.where))

    def _approve(
        self, changed: Mapping[str, list[str]], items: Mapping[Any, Item], by: str, day: date
    ) -> None:
        for approval in self.merge.approvals:
            item = items["indicators", approval.key]
            fields = list(_approved(approval, item, changed.get(approval.key, [])))
            who = approval.by or by
            if unknown := sorted(_unknown(approval, item)):
                given = t("punctuation.list").join(unknown)
                message = t("spreadsheet.trouble.approved-unknown", given=given)
                fix = t("spreadsheet.trouble.nothing-to-approve-fix")
                self.found.troubles.append(Trouble(approval.place, message, fix))
                continue
            if not fields or not who:
                code = "nothing-to-approve" if who else "approver-wanted"
                message = t(f"spreadsheet.trouble.{code}", given=approval.what)
                fix = t(f"spreadsheet.trouble.{code}-fix")
                self.found.troubles.append(Trouble(approval.place, message, fix))
                continue
            entries = [Confirmation(field=name, by=who, date=day) for name in fields]
            after = with_confirmed(item, entries)
            item.clear()
            item.update(after)
            self.found.confirmed += [(approval.key, name) for name in fields]

    def _move(self, *, renumber: bool) -> None:
        """Codes run on: those of rows that were there move only where somebody says they may."""
        added = {one.key for one in self.merge.additions}
        moved = moves(self.data.values())
        touched = [one.sheet for one in self.merge.additions]
        touched += [one.sheet for one in self.merge.removals]
        of = next((sheet for sheet in touched if sheet.name in RUNNING), None)
        if renumber:
            move(self.data.values(), moved)
            self.found.moved = moved
        elif of is not None and (old := next((one for one in moved if one not in added), None)):
            values = {"old": old, "new": moved[old], "count": len(moved)}
            message = t("spreadsheet.trouble.codes-move", **values)
            fix = t("spreadsheet.trouble.codes-move-fix")
            self.found.troubles.append(Trouble(Place(of.title, 0), message, fix))

    def _texts(self) -> dict[Path, str]:
        """The files that are not as they were."""
        found = {}
        for document in self.folder.documents:
            data = self.data[document.path]
            if not same(data, document.data):
                text = document.path.read_bytes().decode()
                found[document.path] = patched(document.path, text, data)
        return found

    def _judge(self) -> None:
        """The faults that the folder does not have yet, each at its cell."""
        before = {(fault.code, fault.message) for fault in self.folder.faults}
        with self._trial(self.found.texts) as trial:
            for fault in trial.faults:
                if (fault.code, fault.message) not in before:
                    place, sheet, column = self._place(fault, trial)
                    words = _words(self.sheets, sheet, column) if sheet else {}
                    message, hint = (_in_words(one, words) for one in (fault.message, fault.hint))
                    if sheet and fault.code == SHAPE:  # where in the file is of no use here
                        hint = t("spreadsheet.trouble.shape-fix")
                    self.found.troubles.append(Trouble(place, f"{fault.code} {message}", hint))

    def _trial(self, texts: Mapping[Path, str]) -> _Trial:
        return _Trial(self.folder, texts, self.units)

    def _place(
        self, fault: PlanFault, trial: PlanFolder
    ) -> tuple[Place, Sheet | None, Column | None]:
        """The cell of a fault, its sheet and column; its file and line where no sheet has it."""
        document = next((d for d in trial.documents if d.path == fault.path), None)
        former = {new: old for old, new in self.found.moved.items()}
        for sheet in self.sheets:
            if document is None:
                break
            key, rest = _key_at(sheet, document.data, fault.at)
            table = self.returned.tables.get(sheet.name)
            if key is None or table is None:
                continue
            column = sheet.column(".".join(str(part) for part in rest if isinstance(part, str)))
            for line in table.lines:
                if line.cells.get(sheet.key, "").strip() == former.get(key, key):
                    place = table.place(line.number, column.path if column else "")
                    return place, sheet, column
        inside = fault.path.is_relative_to(trial.folder)
        shown = fault.path.relative_to(trial.folder) if inside else Path(fault.path.name)
        return Place(f"{shown}:{fault.line}", 0), None, None


class _Trial:
    """A copy of the files that make up a plan, some with other texts, while it is looked at."""

    def __init__(self, folder: PlanFolder, texts: Mapping[Path, str], units: Path | None) -> None:
        self.folder, self.texts, self.units = folder, texts, units
        self.copy = tempfile.TemporaryDirectory(prefix="plan-eval-")

    def __enter__(self) -> PlanFolder:
        into, units = Path(self.copy.name) / "plan", self.units
        for path in (document.path for document in self.folder.documents):
            if path.is_relative_to(self.folder.folder):
                made = into / path.relative_to(self.folder.folder)
            else:  # a project may keep its register of towns elsewhere
                made = units = into.parent / path.name
            made.parent.mkdir(parents=True, exist_ok=True)
            text = self.texts.get(path)
            made.write_bytes(path.read_bytes() if text is None else text.encode())
        return read_plan(into, units)

    def __exit__(self, *_: object) -> None:
        self.copy.cleanup()


_CODE = re.compile(r" ?(?<![\w.-])([a-z_]+(?:\.[a-z_]+)*)(?![\w-]) ?", re.ASCII)


def _words(all_: Sequence[Sheet], sheet: Sheet, column: Column | None) -> dict[str, str]:
    """The headings and choices of a workbook by the codes that `lint` calls them by.

    One code may be the name of several fields: that of the column in which the fault stands comes
    first, then those of its sheet, then those of others. A code within a sheet is a field in full
    (`scope.age`), a choice (`age` of groups), part of a cell (`quote` of sources), or the last
    part of a field.
    """
    found: dict[str, str] = {}
    for of in (*(one for one in all_ if one is not sheet), sheet):
        headed = [(one, of.heading(one)) for one in reversed(of.columns)]
        found |= {one.path.rpartition(".")[2]: heading for one, heading in headed}
        found |= {part: heading for one, heading in headed for part in _parts(one)}
        if of is sheet:
            found |= {code: word for one, _ in headed for code, word in _choices(one).items()}
        found |= {one.path: heading for one, heading in headed}
    if column is not None:
        heading = sheet.heading(column)
        found |= dict.fromkeys((column.path.rpartition(".")[2], *_parts(column)), heading)
    return found


def _parts(column: Column) -> tuple[str, ...]:
    """The fields that a cell holds several of."""
    return column.cell.fields if isinstance(column.cell, SourcesCell) else ()


def _choices(column: Column) -> Mapping[str, str]:
    cell = column.cell.of if isinstance(column.cell, ListCell) else column.cell
    return cell.words if isinstance(cell, ChoiceCell) and cell.help == "choice" else {}


def _in_words(text: str, words: Mapping[str, str]) -> str:
    """What `lint` says in codes of fields and values, in the words of the workbook.

    Only in Chinese, where what is in Latin letters is a code.
    """
    if language() != FIRST:
        return text
    return _CODE.sub(lambda found: f"“{words[found[1]]}”" if found[1] in words else found[0], text)


def put(item: Item, path: str, value: object, *models: type[BaseModel]) -> None:
    """Set a dotted field of an item, or with None take it out; a group that is empty goes, too.

    A key that is new comes where the models have it (several where a field can be one of them).
    """
    head, _, rest = path.partition(".")
    if rest:
        inner = item.get(head)
        inner = dict(inner) if isinstance(inner, Mapping) else {}
        put(inner, rest, value, *_inner_models(models, head))
        value = inner or None
    if value is None:
        item.pop(head, None)
    elif head in item:
        item[head] = value
    else:
        order = _order(models)
        earlier = order[: order.index(head)] if head in order else order
        at = max((n for n, key in enumerate(item, 1) if key in earlier), default=0)
        pairs = list(item.items())
        pairs.insert(at, (head, value))
        item.clear()
        item.update(pairs)


def _order(models: Sequence[type[BaseModel]]) -> list[str]:
    names = list(dict.fromkeys(name for one in models for name in one.model_fields))
    if "kind" in names:  # of a target: its kind, what that asks for, the words of the plan
        names.sort(key=lambda name: (name != "kind", name == "printed"))
    return names


def _inner_models(models: Sequence[type[BaseModel]], head: str) -> list[type[BaseModel]]:
    fields = (one.model_fields[head] for one in models if head in one.model_fields)
    return [inner for field in fields for inner in _models(field.annotation)]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _model_of(of: Sequence[Sheet], among: str) -> type[BaseModel]:
    return next(sheet.model for sheet in of if sheet.name == among)


def _listed(sheet: Sheet, document: Any) -> Iterator[tuple[str, Item]]:
    if not isinstance(document, dict):
        return
    if sheet.inside:
        for outer in document.get(sheet.inside) or []:
            for n, item in enumerate(outer.get(sheet.among) or []):
                yield f"{outer['number']}-{n + 1}", item
    else:
        for item in document.get(sheet.among) or []:
            yield str(item[sheet.key]), item


def _key_at(
    sheet: Sheet, data: Any, at: Sequence[str | int]
) -> tuple[str | None, Sequence[str | int]]:
    """The key of the sheet's item that a location lies in, and the rest of the location."""
    wanted = (sheet.inside, sheet.among) if sheet.inside else (sheet.among,)
    found, key, rest = data, "", list(at)
    for name in wanted:
        if len(rest) < 2 or rest[0] != name or not isinstance(rest[1], int):
            return None, ()
        entry = rest[1]
        found, rest = found[name][entry], rest[2:]
        own = found.get("number") if name == "footnotes" else found.get("id", entry + 1)
        key = f"{key}-{own}" if key else str(own)
    if not sheet.inside and rest[:1] == ["benchmarks"]:
        return None, ()
    return key, rest


def _unsettle(item: Item, paths: Sequence[str]) -> None:
    """What was confirmed and is another value now is so no longer; marks of no field go."""
    confirmed = item.get("confirmed") or []
    stale = [one for one in confirmed if any(_covers(one["field"], path) for path in paths)]
    if stale:
        left = [one for one in confirmed if one not in stale]
        put(item, "confirmed", left or None, Indicator)
        marks = [*(item.get("inferred") or []), *(one["field"] for one in stale)]
        put(item, "inferred", list(dict.fromkeys(marks)), Indicator)
    marks = [name for name in item.get("inferred") or [] if _stands(item, name)]
    if marks != (item.get("inferred") or []):
        put(item, "inferred", marks or None, Indicator)


def _covers(mark: str, path: str) -> bool:
    return path == mark or path.startswith(f"{mark}.") or mark.startswith(f"{path}.")


def _stands(item: Item, name: str) -> bool:
    """Whether the field of a mark can be one of the target's present kind."""
    head, _, rest = name.partition(".")
    kind = (item.get("target") or {}).get("kind")
    if head != "target" or not rest:
        return True
    for one in _models(Target):
        if kind in get_args(one.model_fields["kind"].annotation):
            return rest in one.model_fields
    return True


def _asked(approval: Approval) -> set[str]:
    return set(filter(None, map(str.strip, _SEPARATED.split(approval.what))))


def _unknown(approval: Approval, item: Item) -> set[str]:
    """What an approval names that is no mark of the item: a slip is reported."""
    marks = item.get("inferred") or []
    return _asked(approval) - {*approvals(), *marks, *map(field_words, marks)}


def _approved(approval: Approval, item: Item, changed: Sequence[str]) -> Iterator[str]:
    """The marks of an item that an approval speaks of."""
    marks = item.get("inferred") or []
    everything, of_changes = approvals()
    asked = _asked(approval)
    for mark in marks:
        named = bool({mark, field_words(mark)} & asked)
        mine = of_changes in asked and any(_covers(mark, path) for path in changed)
        if everything in asked or named or mine:
            yield mark
