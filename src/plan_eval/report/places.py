"""Where a figure stands in the submissions: file and row, without this computer's folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from plan_eval.checks.validation import Validation
from plan_eval.messages import t
from plan_eval.model.assessment import Point
from plan_eval.report.context import Context


@dataclass(frozen=True, slots=True)
class Places:
    """Names files from `folder` on, the deepest one that all submissions share."""

    folder: PurePath

    def file(self, path: str) -> str:
        """The file's name from the folder on."""
        whole = PurePath(path)
        below = whole.relative_to(self.folder) if whole.is_relative_to(self.folder) else whole
        return below.as_posix()

    def words(self, path: str, row: int) -> str:
        """The file and the row in it."""
        return t("web.place", file=self.file(path), row=row)

    def of(self, point: Point) -> str:
        """The row of a figure; of one computed from several, the first and how many there are."""
        first = self.words(point.path, point.row)
        rows = 1 + len(point.others)
        return first if rows == 1 else t("web.places", first=first, rows=rows)


def places_of(context: Context) -> Places:
    """The places of a context's observations and self-assessments."""
    return places_in(context.validation)


def places_in(validation: Validation) -> Places:
    """The places of what was accepted."""
    frames = (validation.observations, validation.self_assessments)
    files = {str(path) for frame in frames for path in frame["path"].unique()}
    folders = [PurePath(file).parent for file in sorted(files)]
    shared = folders[0] if folders else PurePath()
    while shared != shared.parent and not all(one.is_relative_to(shared) for one in folders):
        shared = shared.parent
    return Places(shared)
