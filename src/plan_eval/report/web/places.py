"""Where a figure stands in the submissions: file and row, without this computer's folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from plan_eval.report.context import Context
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class Places:
    """Names files from `folder` on, the deepest one that all submissions share."""

    folder: PurePath

    def words(self, path: str, row: int) -> str:
        """The file and the row in it."""
        file = PurePath(path)
        below = file.relative_to(self.folder) if file.is_relative_to(self.folder) else file
        return t("web.place", file=below.as_posix(), row=row)


def places_of(context: Context) -> Places:
    """The places of a context's observations and self-assessments."""
    frames = (context.validation.observations, context.validation.assessments)
    files = {str(path) for frame in frames for path in frame["path"].unique()}
    folders = [PurePath(file).parent for file in sorted(files)]
    shared = folders[0] if folders else PurePath()
    while shared != shared.parent and not all(one.is_relative_to(shared) for one in folders):
        shared = shared.parent
    return Places(shared)
