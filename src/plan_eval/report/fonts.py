"""Which fonts a report may use: a private fontconfig file, so that output is the same everywhere.

WeasyPrint finds fonts through fontconfig, and fontconfig reads the file that FONTCONFIG_FILE
names. The path must be absolute: a relative one is ignored without a word and the system's fonts
are taken. The folders are read again for every render; the preference for installed fonts is
read once a process, at the first render.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from plan_eval.errors import ReportError
from plan_eval.messages import t
from plan_eval.writing.saving import lock, put

FAMILIES = ("PE FangSong", "PE XBS", "PE Hei", "PE Kai", "PE Song", "PE Signs")
"""The families that templates/fonts/ holds and the style sheets name."""

OFFICE_FAMILIES = {
    "PE FangSong": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    "PE XBS": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK"),
    "PE Kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    "PE Hei": ("黑体", "SimHei"),
    "PE Song": ("宋体", "SimSun"),
}
"""What an office computer may have installed in their place, the best first."""

_INSTALLED = (
    "<dir>WINDOWSFONTDIR</dir>"
    if os.name == "nt"
    else "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir><dir>~/.fonts</dir>"
    '<dir prefix="xdg">fonts</dir>'
)


_HELD = "held"
"""A file in a temporary folder, locked for as long as the run that made it lives."""


@dataclass(frozen=True)
class FontChoice:
    """The private folder first, then folders the office adds.

    With `installed` the fonts of this computer are preferred where it has the official ones
    (仿宋_GB2312, 方正小标宋); the report then depends on the computer.
    """

    folder: Path
    extra: tuple[Path, ...] = ()
    installed: bool = False

    def expected(self) -> frozenset[str] | None:
        """The families a report may embed; None when an office's own fonts may be among them."""
        return None if self.installed or self.extra else frozenset(FAMILIES)


def use_fonts(choice: FontChoice) -> Path:
    """Point fontconfig at `choice` for every render from now on; gives the file it reads.

    Raises ReportError when a folder is missing: the text would come out in boxes.
    """
    for folder in (choice.folder, *choice.extra):
        if not folder.is_dir():
            raise ReportError(
                t("render.no-font-folder"), path=folder, hint=t("render.no-font-folder-hint")
            )
    cache = _cache_folder()
    text = fonts_conf(choice, cache)
    path = cache / f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:12]}.conf"
    if not path.exists() or path.read_text("utf-8") != text:
        put(path, text.encode())
    os.environ["FONTCONFIG_FILE"] = str(path)
    return path


def fonts_conf(choice: FontChoice, cache: Path) -> str:
    """The fontconfig file for `choice`, with absolute folders only."""
    lines = [f"<dir>{escape(str(f.resolve()))}</dir>" for f in (choice.folder, *choice.extra)]
    if choice.installed:
        lines += [_INSTALLED, *_preferences()]
    lines.append(f"<cachedir>{escape(str(cache.resolve() / 'fontconfig'))}</cachedir>")
    return "\n".join(
        [
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
            "<fontconfig>",
            *lines,
            "</fontconfig>",
            "",
        ]
    )


def _preferences() -> Iterator[str]:
    """Rules that put an installed font before ours, so that the style sheets need not know."""
    for family, better in OFFICE_FAMILIES.items():
        names = "".join(f"<string>{name}</string>" for name in better)
        yield (
            f'<match><test name="family"><string>{family}</string></test>'
            f'<edit name="family" mode="prepend" binding="strong">{names}</edit></match>'
        )


def _cache_folder() -> Path:
    """A folder of the user's own; a temporary one of this run where the home cannot be written."""
    base = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(base) if base else Path("~/.cache").expanduser()) / "plan-eval"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder.resolve()
    except (OSError, RuntimeError):
        return _temporary_folder()


@cache
def _temporary_folder() -> Path:
    """A folder that is removed when this run ends, or by the next one if it is killed."""
    for left in Path(tempfile.gettempdir()).glob("plan-eval-*"):
        with contextlib.suppress(OSError), (left / _HELD).open("rb") as other:
            if lock(other):
                shutil.rmtree(left)
    folder = Path(tempfile.mkdtemp(prefix="plan-eval-")).resolve()
    held = (folder / _HELD).open("xb")
    lock(held)

    def remove() -> None:
        held.close()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return folder
