"""The districts that one project judges by the same plan: whose they are and where theirs lies."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from plan_eval.errors import PlanEvalError
from plan_eval.messages import language, t
from plan_eval.model.base import Frozen, Id, Text
from plan_eval.plan_folder.strict_yaml import Marked

_LONGEST = 80
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789"),
}


def several(given: object) -> object:
    """One name stands for a list of one."""
    return (given,) if isinstance(given, str) else given


Several = Annotated[
    tuple[str, ...], BeforeValidator(several, json_schema_input_type=str | tuple[str, ...])
]
"""A list of names, or one name."""


def _folder_name(given: str) -> str:
    """Results of a district go into a folder of this name, on any system.

    Windows is the strictest (its page on naming files, paths and namespaces).
    """
    unseen = any(unicodedata.category(sign)[0] == "C" for sign in given)
    edges = given != given.strip() or given.startswith((".", "-")) or given.endswith(".")
    device = given.partition(".")[0].casefold() in _DEVICES
    if not given or len(given) > _LONGEST or unseen or edges or device or _NOT_IN_NAMES & {*given}:
        problem = "{given} cannot be the name of a folder"
        raise PydanticCustomError("folder_name", problem, {"given": given})
    return given


class DistrictEntry(Frozen):
    """One entry of `districts` in plan-eval.yaml; paths are relative to that file.

    `plan` is a plan of the district's own. `links` then gives, for indicators that are called
    otherwise there, the id in the project's plan.
    """

    id: Annotated[str, AfterValidator(_folder_name)]
    name: Text
    name_en: Text | None = None
    submissions: Several = ()
    units: str | None = None
    plan: str | None = None
    links: dict[Id, Id] = Field(default_factory=dict)


Districts = Annotated[
    Annotated[str, Tag("folders")] | Annotated[tuple[DistrictEntry, ...], Tag("list")],
    Discriminator(lambda given: "folders" if isinstance(given, str) else "list"),
]
"""A list, or a pattern of folders, each of which is a district called as its folder is."""


class District(Frozen):
    """A district with its paths as they are from the working folder."""

    id: str
    name: str
    name_en: str | None = None
    submissions: tuple[Path, ...] = ()
    units: Path | None = None
    plan: Path | None = None
    links: dict[str, str] = Field(default_factory=dict)

    @property
    def called(self) -> str:
        """Its name in the language in use, where it has one there."""
        return self.name_en if language() == "en" and self.name_en else self.name


def districts_of(given: str | tuple[DistrictEntry, ...], document: Marked) -> tuple[District, ...]:
    """The districts in the order of the file, or of the names of folders.

    Raises PlanEvalError with the line for two that share an id (or whose folders of results would
    be one where capitals make no difference), a pattern that no folder matches, and a folder whose
    name not every system takes.
    """
    folder, line = document.path.parent, document.line(("districts",))
    if isinstance(given, str):
        found = _of_folders(given, folder)
        if not found:
            hint = t("districts.no-folder-hint")
            message = t("districts.no-folder", pattern=given)
            raise PlanEvalError(message, path=document.path, line=line, hint=hint)
        return found
    seen: dict[str, str] = {}
    for number, one in enumerate(given):
        first = seen.setdefault(_folded(one.id), one.id)
        if [_folded(other.id) for other in given[:number]].count(_folded(one.id)):
            line = document.line(("districts", number, "id"))
            message = t("districts.twice", id=one.id, first=first)
            hint = t("districts.twice-hint")
            raise PlanEvalError(message, path=document.path, line=line, hint=hint)
    return tuple(_placed(one, folder) for one in given)


def _folded(name: str) -> str:
    """What two ids share whose folders are one on a disk that minds no capitals."""
    return unicodedata.normalize("NFC", name).casefold()


def _placed(entry: DistrictEntry, folder: Path) -> District:
    from plan_eval.plan_folder.project_file import plan_named

    return District(
        id=entry.id,
        name=entry.name,
        name_en=entry.name_en,
        submissions=tuple(folder / one for one in entry.submissions),
        units=folder / entry.units if entry.units else None,
        plan=plan_named(entry.plan, folder) if entry.plan else None,
        links=entry.links,
    )


def _of_folders(pattern: str, folder: Path) -> tuple[District, ...]:
    """A district for each folder; `units.yaml` in it is its register."""
    try:
        matches = sorted(folder.glob(pattern))
    except (NotImplementedError, ValueError):  # an absolute pattern, an empty one
        matches = []
    return tuple(
        District(
            id=_safe(path, folder),
            name=path.name,
            submissions=(path,),
            units=units if (units := path / "units.yaml").is_file() else None,
        )
        for path in matches
        if path.is_dir() and not path.name.startswith(".")
    )


def _safe(path: Path, folder: Path) -> str:
    try:
        return _folder_name(path.name)
    except PydanticCustomError:
        message = t("plan.shape.folder_name", name="districts", given=path.name)
        raise PlanEvalError(message, path=path, hint=t("districts.folder-hint")) from None
