"""What on this computer keeps a report from being printed, each with the command that fixes it."""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from plan_eval.errors import ReportError
from plan_eval.messages import t
from plan_eval.report.fonts import FAMILIES, FontChoice

Level = Literal["ok", "warn", "fail"]

OLDEST_PYTHON = (3, 11)

_APT = "apt-get install -y --no-install-recommends {package}"
_SIGNS = "PE Signs"


@dataclass(frozen=True)
class Check:
    """One thing looked at. `name` stays the same in every language, `remedy` is empty when ok."""

    name: str
    level: Level
    message: str
    remedy: str = ""


@dataclass(frozen=True)
class Library:
    """A shared library that WeasyPrint opens, and the Debian package that brings it."""

    name: str
    package: str
    needed: bool = True


LIBRARIES = (
    Library("libgobject-2.0.so.0", "libpango-1.0-0"),
    Library("libpango-1.0.so.0", "libpango-1.0-0"),
    Library("libharfbuzz.so.0", "libpango-1.0-0"),
    Library("libfontconfig.so.1", "libpango-1.0-0"),
    Library("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    Library("libharfbuzz-subset.so.0", "libharfbuzz-subset0", needed=False),
)
"""What WeasyPrint 70 opens on Linux; without the last one it takes 2.8 times as long."""


def diagnose(
    fonts: FontChoice,
    environment: Mapping[str, str],
    libraries: Iterable[Library] = LIBRARIES,
) -> list[Check]:
    """Every check in the order in which a person would fix them; "fail" means no PDF.

    The test page is rendered only when nothing before it failed, so that one cause is told once.
    """
    checks = [
        check_python(sys.version_info[:3]),
        *map(check_library, libraries),
        *check_fonts(fonts),
        *check_fontconfig(environment),
    ]
    if not any(check.level == "fail" for check in checks):
        checks += check_render(fonts)
    return checks


def check_python(version: tuple[int, int, int]) -> Check:
    """Whether this Python is new enough."""
    text = ".".join(map(str, version))
    if version[:2] >= OLDEST_PYTHON:
        return Check("python", "ok", t("doctor.python", version=text))
    return Check(
        "python",
        "fail",
        t("doctor.python-old", version=text, oldest=".".join(map(str, OLDEST_PYTHON))),
        _APT.format(package="python3 python3-venv"),
    )


def check_library(library: Library) -> Check:
    """Whether the dynamic linker finds a library."""
    try:
        ctypes.CDLL(library.name)
    except OSError:
        level: Level = "fail" if library.needed else "warn"
        words = t(f"doctor.library-{'missing' if library.needed else 'slow'}", library=library.name)
        return Check("library", level, words, _APT.format(package=library.package))
    return Check("library", "ok", t("doctor.library", library=library.name))


def check_fonts(fonts: FontChoice) -> Iterator[Check]:
    """Whether the font folder holds each family that the style sheets name."""
    if not fonts.folder.is_dir():
        yield _font_fault("font-folder", folder=fonts.folder)
        return
    found: set[str] = set()
    for path in _font_files(fonts.folder):
        try:
            found.add(_family(path))
        except Exception as error:  # fontTools raises whatever a broken table leads it to
            yield _font_fault("font-broken", path=path, error=error)
    for family in FAMILIES:
        if family in found:
            yield Check("font", "ok", t("doctor.font", family=family))
        else:
            yield _font_fault("font-missing", family=family, folder=fonts.folder)


def _font_fault(key: str, **values: object) -> Check:
    return Check("font", "fail", t(f"doctor.{key}", **values), t("doctor.font-remedy"))


def _font_files(folder: Path) -> list[Path]:
    return sorted(chain(folder.rglob("*.ttf"), folder.rglob("*.otf")))


def _family(path: Path) -> str:
    from fontTools.ttLib import TTFont

    with path.open("rb") as file, TTFont(file, lazy=True) as font:
        return str(font["name"].getDebugName(1))


def check_fontconfig(environment: Mapping[str, str]) -> Iterator[Check]:
    """Whether FONTCONFIG_FILE is set to something that fontconfig passes over without a word.

    A report is not affected, it sets the variable itself; other programs take the wrong fonts.
    """
    file = environment.get("FONTCONFIG_FILE")
    if not file:
        return
    if not os.path.isabs(file):  # noqa: PTH117 (the text counts, as fontconfig reads it)
        yield _fontconfig_fault("fontconfig-relative", file)
    elif not Path(file).exists():
        yield _fontconfig_fault("fontconfig-absent", file)


def _fontconfig_fault(key: str, file: str) -> Check:
    return Check("fontconfig", "warn", t(f"doctor.{key}", file=file), "unset FONTCONFIG_FILE")


def check_render(fonts: FontChoice) -> Iterator[Check]:
    """Whether a small Chinese page comes out with nothing for the gate to complain of."""
    try:
        from plan_eval.report.pdf import write_pdf

        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            result = write_pdf(sample_page(), folder / "page.pdf", base=folder, fonts=fonts)
    except ImportError as error:
        yield Check("render", "fail", t("doctor.render-import", error=error), "make setup")
        return
    except ReportError as error:
        yield Check("render", "fail", t("doctor.render-refused", error=error), error.hint or "")
        return
    for problem in result.problems:
        yield Check("render", "fail", problem, t("doctor.font-remedy"))
    for remedy in result.unpatched:
        yield Check("render", "warn", t("doctor.render-unpatched", remedy=remedy), "make setup")
    if not result.problems:
        yield Check("render", "ok", t("doctor.render", seconds=f"{result.seconds:.1f}"))


def sample_page() -> str:
    """A page with a line in each family."""
    lines = "".join(
        f'<p style="font-family: {family}">{"▲" if family == _SIGNS else "发展规划 2025"}</p>'
        for family in FAMILIES
    )
    return f'<html lang="zh-CN"><title>plan-eval doctor</title><body>{lines}</body></html>'
