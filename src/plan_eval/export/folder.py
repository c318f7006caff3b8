"""The formats data are handed on in, and the files that each of them is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from plan_eval.writing.saving import is_own, remove_own, save_all

if TYPE_CHECKING:
    from plan_eval.export.contents import Contents

DataFormat = Literal["datapackage", "parquet", "sdmx-csv"]


def files(contents: Contents, form: DataFormat) -> dict[str, bytes]:
    """The files of a format by name: equal contents, equal bytes.

    Raises PlanEvalError for SDMX without its library.
    """
    from plan_eval.writing.datapackage import package

    if form == "sdmx-csv":
        from plan_eval.export.sdmx import sdmx_files

        return sdmx_files(contents)
    tables = contents.tables
    return package(contents.about, tables, "csv" if form == "datapackage" else "parquet")


def export(
    contents: Contents, folder: Path, form: DataFormat, *, force: bool = False
) -> list[Path]:
    """Write the files of a format into a folder, all or none, in place of an earlier export.

    Of the earlier one no file stays that nobody has changed: it would pass for one of the new.
    Raises PlanEvalError when one cannot be written or is somebody else's (see `force`).
    """
    made = {folder / name: content for name, content in files(contents, form).items()}
    before = set(_exported(folder))
    written = save_all(made, force=force)
    for path in sorted(before - made.keys()):
        remove_own(path)
    return written


def _exported(folder: Path) -> Iterator[Path]:
    """The files of an export that lies in a folder as it was written, by what describes it."""
    from plan_eval.writing.datapackage import DESCRIPTOR

    descriptor, structure = folder / DESCRIPTOR, folder / "structure.json"
    if descriptor.is_file() and is_own(descriptor):
        try:
            named = [one["path"] for one in json.loads(descriptor.read_bytes())["resources"]]
            tables = [folder / Path(name).name for name in named]
        except (ValueError, KeyError, TypeError):  # another command's file under this name
            return
        yield from (descriptor, *tables)
    if structure.is_file() and is_own(structure):  # SDMX, whose data have a fixed name
        yield from (structure, folder / "data.csv")
