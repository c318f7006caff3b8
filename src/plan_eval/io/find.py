"""Which files a call means: files, folders, patterns and standard input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from glob import has_magic
from pathlib import Path

from plan_eval.errors import SubmissionError
from plan_eval.words import t

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xls")
TOLD = (
    *(".xlsm", ".xlsb", ".ods", ".et", ".ett", ".numbers"),
    *(".doc", ".docx", ".wps", ".pdf", ".rtf", ".htm", ".html", ".zip", ".rar", ".7z"),
)
"""What a folder may hold besides: opened too, so that a department's Word file is told of."""

STANDARD_INPUT = Path("-")


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files behind paths: folders are searched, patterns matched, `-` is standard input.

    Raises SubmissionError for a path or pattern behind which there is nothing.
    """
    found: list[Path] = []
    for path in paths:
        found += _behind(path)
    if not found:
        raise SubmissionError(t("file.nothing-to-read"), hint=t("file.nothing-to-read-hint"))
    return list(dict.fromkeys(found))


def _behind(path: Path) -> Iterable[Path]:
    if path == STANDARD_INPUT:
        return [path]
    if path.is_dir():
        return sorted(_inside(path))
    if path.exists():
        return [path]
    if has_magic(str(path)) and (matches := _matches(path)):
        return [one for match in matches for one in _behind(match)]
    raise SubmissionError(t("file.no-such-path", path=path), hint=t("file.no-such-path-hint"))


def _matches(pattern: Path) -> list[Path]:
    start = Path(pattern.anchor)
    return sorted(start.glob(str(pattern.relative_to(pattern.anchor))))


def _inside(folder: Path) -> Iterator[Path]:
    """Not the hidden files, nor those a spreadsheet keeps while it has a workbook open (~$…)."""
    for path in folder.rglob("*"):
        wanted = path.suffix.lower() in (*SUFFIXES, *TOLD)
        if wanted and not path.name.startswith((".", "~$")) and path.is_file():
            yield path
