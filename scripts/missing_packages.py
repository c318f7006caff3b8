"""Print the Debian packages of the given lists whose gift (library, command, …) is missing."""

from __future__ import annotations

import ctypes
import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path


def _library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _command(name: str) -> bool:
    return shutil.which(name) is not None


def _module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def _file(name: str) -> bool:
    return Path(name).exists()


PRESENT = {"library": _library, "command": _command, "module": _module, "file": _file}


def missing(package_list: Path) -> Iterator[str]:
    """The packages of one list that have to be installed, in its order."""
    for line in package_list.read_text("utf-8").splitlines():
        words = line.partition("#")[0].split()
        if words:
            package, gift = words
            kind, _, name = gift.partition(":")
            if not PRESENT[kind](name):
                yield package


if __name__ == "__main__":
    print(*(package for name in sys.argv[1:] for package in missing(Path(name))))
