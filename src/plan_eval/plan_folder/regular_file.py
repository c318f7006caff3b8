"""Read a file that somebody named, whatever it turns out to be."""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

MIB = 1024 * 1024
_LOOKED_AT = 10_000
"""Names of a folder that are looked through for one like another."""


def near_files(path: Path, most: int = 3) -> str | None:
    """The hint for a path that is not there: what is called most like it where it should be.

    Of a path whose folder is not there either, what is most like the first part that is missing.
    """
    from rapidfuzz import fuzz, process

    missing = path
    try:
        while not os.path.lexists(missing.parent):
            missing = missing.parent
        names = [*islice((one.name for one in os.scandir(missing.parent)), _LOOKED_AT)]
    except (OSError, ValueError):  # no folder, or one that may not be looked into
        return None
    seen = [name for name in names if not name.startswith((".", "~$"))]
    found = process.extract(
        missing.name, seen, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=60, limit=most
    )
    near = [str(missing.parent / name) for name, _, _ in found]
    return t("file.near", names=t("punctuation.list").join(near)) if near else None


def read_regular_file(path: Path, limit: int) -> bytes:
    """The content of a regular file of at most `limit` bytes.

    Raises FileNotFoundError when nothing is there, which every caller explains in its own terms,
    and PlanEvalError for a folder, a pipe or a device, a loop of links, a name that is too long,
    a file that may not be read, and one that is larger.
    """
    # Opening a pipe waits for its writer; without blocking it can be looked at and refused.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_dir():  # Windows refuses to open one, in words that do not say why
            raise IsADirectoryError(path)
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise PlanEvalError(
                    t("file.not-regular"), path=path, hint=t("file.not-regular-hint")
                )
            content = file.read(limit + 1)  # a file in /proc says that it is empty
    except FileNotFoundError:
        raise
    except IsADirectoryError:
        hint = t("file.not-regular-hint")
        raise PlanEvalError(t("file.is-folder"), path=path, hint=hint) from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        hint = t("file.unreadable-hint")
        raise PlanEvalError(t("file.cannot-open", reason=reason), path=path, hint=hint) from None
    if len(content) > limit:
        hint = t("file.not-regular-hint")
        raise PlanEvalError(t("file.too-large", limit=limit // MIB), path=path, hint=hint)
    return content
