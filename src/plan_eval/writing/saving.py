"""The one way a file is written: whole or not at all, and never over somebody else's work.

A register beside the outputs, `.plan-eval-written`, has a line for every file that was written,
as `sha256sum` prints it. A file that is in it as it now stands is the program's own and may be
replaced; any other was made or changed by a person. Without the register nothing is replaced.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

REGISTER = ".plan-eval-written"
_PART, _OF_PART = ".plan-eval-", ".part"


def save(path: Path, content: bytes, *, force: bool = False) -> Path:
    """Put a file in place whole; gives `path`. A link is followed, a device or pipe written to.

    What a person wrote or changed is replaced with `force` only; a file that already has this
    content is left as it is. Raises PlanEvalError when the file is not the program's own or cannot
    be written, as when a spreadsheet program holds it open.
    """
    target = _target(path)
    try:
        if _is_stream(target):
            target.write_bytes(content)
            return path
        if _holds(target, content):
            return path
        refuse(path, force=force)
        target.parent.mkdir(parents=True, exist_ok=True)
        # First the register: killed in between, it knows a file that never came, which is harmless.
        _register(target, content)
        put(target, content)
    except OSError as error:
        raise _unwritable(path, error) from error
    return path


def save_all(files: Mapping[Path, bytes], *, force: bool = False) -> list[Path]:
    """Save several files, or raise PlanEvalError before the first when one may not be saved."""
    for path, content in files.items():
        if not _holds(path, content):
            refuse(path, force=force)
    return [save(path, content, force=force) for path, content in files.items()]


def refuse(path: Path, *, force: bool = False) -> None:
    """Raise PlanEvalError when `save` could not or should not write there; to be asked before work.

    A folder, a name that is too long, a loop of links, a place that takes no file, and without
    `force` a file that is there and not the program's own.
    """
    target = _target(path)
    try:
        if target.is_dir():
            raise PlanEvalError(t("file.to-folder", path=path), hint=t("file.is-input-hint"))
        if _is_stream(target):
            return
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _try_folder(target)
        if target.exists() and not force and not is_own(target):
            raise PlanEvalError(t("file.not-ours", path=path), hint=t("file.not-ours-hint"))
    except OSError as error:
        raise _unwritable(path, error) from error


def put(path: Path, content: bytes) -> None:
    """Write beside the destination, then put it in place: a reader never sees half a file.

    Replaces whatever stands there; what a killed run left in the folder is removed. Raises OSError.
    """
    remove_abandoned(path.parent)
    with _part_beside(path) as (part, file):
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        if os.name == "nt":  # which replaces no open file
            file.close()
        part.replace(path)


def put_new(path: Path, source: Path) -> None:
    """Put a copy of a file where none is, whole or not at all, and on the disk when it returns.

    Raises FileExistsError where one is by then, OSError when it cannot be written.
    """
    remove_abandoned(path.parent)
    with _part_beside(path) as (part, file), source.open("rb") as content:
        shutil.copyfileobj(content, file)
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(part, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links, as on memory sticks
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from None
            if os.name == "nt":
                file.close()
            part.replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system lets one ask for it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:  # some network drives know no such thing
        pass
    finally:
        os.close(descriptor)


def remove_abandoned(folder: Path) -> None:
    """Remove what killed runs left in the folder; files still being written are locked."""
    for part in folder.glob(f"{_PART}*{_OF_PART}"):
        with contextlib.suppress(OSError), part.open("rb") as file:
            if lock(file):
                part.unlink()


def lock(file: BinaryIO) -> bool:
    """Hold the file until it is closed or the process ends; False when another process holds it."""
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows: an open file cannot be removed there
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def _part_beside(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new locked file in the same folder, under a short name; gone afterwards unless renamed."""
    while True:
        part = path.parent / f"{_PART}{secrets.token_hex(8)}{_OF_PART}"
        with part.open("xb") as file:
            # between opening and locking, another run may have taken it for abandoned
            if not lock(file) or os.fstat(file.fileno()).st_nlink == 0:
                continue
            try:
                yield part, file
            finally:
                part.unlink(missing_ok=True)
            return


def _target(path: Path) -> Path:
    """The file behind a link; a link is never replaced."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop
        raise _unwritable(path, error) from error


def _is_stream(path: Path) -> bool:
    """Whether this is no file but a device or pipe, as /dev/stdout: written to, not replaced."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _try_folder(target: Path) -> None:
    """Put a nameless file where the first would go; measure the name. Raises OSError."""
    folder = target.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    with tempfile.TemporaryFile(dir=folder):
        pass
    limit = os.pathconf(folder, "PC_NAME_MAX") if hasattr(os, "pathconf") else 255
    for name in target.relative_to(folder).parts:
        if len(os.fsencode(name)) > limit:
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))


def _holds(path: Path, content: bytes) -> bool:
    """Whether the file is there and already has this content."""
    try:
        same = path.is_file() and path.stat().st_size == len(content)
        return same and _digest(path) == hashlib.sha256(content).hexdigest()
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_own(target: Path) -> bool:
    """Whether the file is as this program wrote it: nobody has changed it since."""
    try:
        known = (target.parent / REGISTER).read_bytes().splitlines()
    except OSError:
        return False
    return _line(target, _digest(target)) in known


def remove_own(path: Path) -> None:
    """Remove a file that is as this program wrote it; any other, and a link, is left alone."""
    try:
        if path.is_file() and not path.is_symlink() and is_own(path):
            path.unlink()
    except OSError as error:
        raise _unwritable(path, error) from error


def _register(target: Path, content: bytes) -> None:
    """Add a line in one write, which several runs may do at once; never the same line twice."""
    line = _line(target, hashlib.sha256(content).hexdigest())
    with (target.parent / REGISTER).open("a+b") as file:
        file.seek(0)
        if line not in (before := file.read()).splitlines():
            torn = b"\n" if before and not before.endswith(b"\n") else b""
            file.write(torn + line + b"\n")


def _line(target: Path, digest: str) -> bytes:
    # a name with a line break would be two lines
    return f"{digest}  {target.name}".encode(errors="surrogateescape").replace(b"\n", b"\\n")


def _unwritable(path: Path, error: BaseException) -> PlanEvalError:
    if isinstance(error, NotADirectoryError):
        above = next((one for one in path.parents if one.is_file()), path.parent)
        hint = t("file.below-file-hint")
        return PlanEvalError(t("file.below-file", path=path, file=above), hint=hint)
    reason = (error.strerror if isinstance(error, OSError) else None) or error
    return PlanEvalError(
        t("file.not-written", path=path, reason=reason), hint=t("file.not-written-hint")
    )
