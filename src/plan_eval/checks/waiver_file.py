"""Find and read waiver files (豁免清单)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from plan_eval.checks.registry import all_rules
from plan_eval.errors import PlanEvalError
from plan_eval.model.waiver import Waiver, Waivers
from plan_eval.plan_folder.faults import shape_faults
from plan_eval.plan_folder.strict_yaml import read_yaml
from plan_eval.words import t

NAME = "waivers.yaml"


@dataclass(frozen=True)
class WaiverFile:
    """The waivers of one file and the line of each."""

    path: Path
    waivers: tuple[tuple[int, Waiver], ...]


def find_waivers(plan: Path, submissions: Iterable[Path]) -> list[Path]:
    """The waiver files of the plan folder, of the submissions' folders and beside them."""
    folders = [plan]
    for path in submissions:
        folders += [path, path.parent] if path.is_dir() else [path.parent]
    there = {os.path.realpath(folder / NAME): folder / NAME for folder in folders}
    return [path for path in there.values() if os.path.lexists(path)]


def read_waivers(path: Path) -> WaiverFile:
    """Read one file. Raises PlanEvalError with the line when it is not as it should be."""
    document = read_yaml(path)
    try:
        given = Waivers.model_validate(document.data or {"waivers": ()})
    except ValidationError as error:
        # the fault deepest in the file says most: the misspelt key, not the one that is missing
        fault = max(shape_faults(error, document, Waivers), key=lambda one: one.line)
        hint = t("findings.waiver.bad-key-hint")
        raise PlanEvalError(fault.message, path=path, line=fault.line, hint=hint) from None
    for at, waiver in enumerate(given.waivers):
        if waiver.code not in all_rules():
            raise PlanEvalError(
                t("findings.unknown-code", code=waiver.code),
                path=path,
                line=document.line(("waivers", at, "code")),
                hint=t("findings.unknown-code-hint"),
            )
    lines = (document.line(("waivers", at)) for at in range(len(given.waivers)))
    return WaiverFile(path, tuple(zip(lines, given.waivers, strict=True)))
