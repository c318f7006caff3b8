"""Which files a call means: files, folders, patterns and standard input."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from glob import has_magic
from pathlib import Path

from plan_eval.errors import NothingSent, SubmissionError
from plan_eval.messages import t
from plan_eval.plan_folder.regular_file import near_files

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xls")
TOLD = (
    *(".xlsm", ".xlsb", ".ods", ".et", ".ett", ".numbers"),
    *(".doc", ".docx", ".wps", ".pdf", ".rtf", ".htm", ".html", ".zip", ".rar", ".7z"),
)
"""What a folder may hold besides: opened too, so that a department's Word file is told of."""

STANDARD_INPUT = Path("-")


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files behind paths: folders are searched, patterns matched, `-` is standard input.

    Raises SubmissionError for a path or pattern that is not there, NothingSent when no file is.
    """
    found: list[Path] = []
    for path in paths:
        found += _behind(path)
    if not found:
        raise NothingSent(t("file.nothing-to-read"), hint=t("file.nothing-to-read-hint"))
    return list(dict.fromkeys(found))


def is_among(file: Path, paths: Iterable[Path]) -> bool:
    """Whether a file is, or would be once it is written, one of those behind the paths."""
    return any(_holds(path, file) for path in paths if path != STANDARD_INPUT)


def _holds(path: Path, file: Path) -> bool:
    if path.is_dir():
        return _is_wanted(file) and file.resolve().is_relative_to(path.resolve())
    if path.exists() or not has_magic(str(path)):
        return path.resolve() == file.resolve()
    pattern = str(path.absolute()).replace("**/", "*")
    folders = (match for match in _matches(path) if match.is_dir())
    return fnmatchcase(str(file.absolute()), pattern) or any(
        _holds(folder, file) for folder in folders
    )


def _behind(path: Path) -> Iterable[Path]:
    if path == STANDARD_INPUT:
        if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
            raise SubmissionError(t("file.no-stdin"), hint=t("file.no-stdin-hint"))
        return [path]
    try:
        if path.is_dir():
            return sorted(_inside(path))
        if path.exists() or path.is_symlink():
            return [path]
        if has_magic(str(path)) and (matches := _matches(path)):
            return [one for match in matches for one in _behind(match)]
    except (OSError, ValueError) as error:  # a name too long, a folder closed to us, a NUL
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise SubmissionError(
            t("file.cannot-open", reason=reason), path=path, hint=t("file.no-such-path-hint")
        ) from None
    hint = near_files(path) or t("file.no-such-path-hint")
    raise SubmissionError(t("file.no-such-path", path=path), hint=hint)


def _matches(pattern: Path) -> list[Path]:
    start = Path(pattern.anchor)
    return sorted(start.glob(str(pattern.relative_to(pattern.anchor))))


def _inside(folder: Path) -> Iterator[Path]:
    """Not the hidden files, nor those a spreadsheet keeps while it has a workbook open (~$…).

    A folder that cannot be looked into stands for its files, and is reported when it is read;
    `rglob` passes over it. Links to folders are followed, each folder once.
    """
    closed: list[Path] = []
    seen = {os.path.realpath(folder)}

    def unreadable(error: OSError) -> None:
        closed.append(Path(str(error.filename)))

    for where, folders, names in os.walk(folder, onerror=unreadable, followlinks=True):
        unseen = []
        for name in sorted(folders):
            if (real := os.path.realpath(Path(where, name))) not in seen:
                seen.add(real)
                unseen.append(name)
        folders[:] = unseen
        yield from (path for name in names if _is_wanted(path := Path(where, name)))
    yield from closed


def _is_wanted(path: Path) -> bool:
    named = path.suffix.lower() in (*SUFFIXES, *TOLD)
    return named and not path.name.startswith((".", "~$"))


def sha256(path: Path) -> str | None:
    """The SHA-256 of a file in hexadecimal; None when it is no longer there."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
