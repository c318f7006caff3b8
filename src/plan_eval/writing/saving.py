"""Put a whole file in place, or leave the old one as it was."""

from __future__ import annotations

import tempfile
from pathlib import Path

from plan_eval.errors import PlanEvalError
from plan_eval.words import t


def save(path: Path, content: bytes) -> Path:
    """Put a file in place whole; gives `path`.

    Raises PlanEvalError when it cannot be written, as when a spreadsheet program holds it open.
    """
    try:
        put(path, content)
    except OSError as error:
        raise PlanEvalError(
            t("file.not-written", path=path, reason=error.strerror or error),
            hint=t("file.not-written-hint"),
        ) from error
    return path


def put(path: Path, content: bytes) -> None:
    """Write beside the destination, then put it in place: a reader never sees half a file.

    What is no file (/dev/stdout, a pipe) is written to, not replaced. Raises OSError.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as folder:
        whole = Path(folder) / path.name
        whole.write_bytes(content)
        whole.replace(path)
