"""The formats data are handed on in, and the files that each of them is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from plan_eval.writing.saving import save_all

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
    """Write the files of a format into a folder, all or none.

    Raises PlanEvalError when one cannot be written or is somebody else's (see `force`).
    """
    made = {folder / name: content for name, content in files(contents, form).items()}
    return save_all(made, force=force)
