"""The program as others install it: nothing of this folder but what pip puts in place, no network.

The libraries are those of this environment, found by way of PYTHONPATH, where pip takes them for
installed; files of the kind that put `src/` on the path are not read there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = os.pathsep.join(one for one in sys.path if one.endswith("site-packages"))
OFFLINE = {
    "PYTHONPATH": LIBRARIES,
    "PIP_NO_INDEX": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # read as the option is: 0 is no isolation
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "SOURCE_DATE_EPOCH": "1780272000",
}
SOURCES = (
    *("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "action.yml"),
    *("requirements.lock", "packages.debian.txt", "src", "targets", "templates", "scripts"),
)
"""What an installation from the repository reads."""


def environment(**more: str) -> dict[str, str]:
    """The variables of a process that has neither the network nor the working tree."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "GITHUB_", "PIP_"))}
    return {**kept, **OFFLINE, **more}


def copy_of_the_sources(into: Path) -> Path:
    """A checkout of the project."""
    caches = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, into / name, ignore=caches)
        else:
            into.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, into / name)
    return into


def build_wheel(into: Path) -> Path:
    """The wheel."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = into.glob("*.whl")
    return wheel


def install_wheel(into: Path) -> Mapping[str, str]:
    """A fresh virtual environment with the wheel, first on the PATH of the variables given back."""
    wheel, folder = build_wheel(into), into / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    install = [sys.executable, "-m", "pip", "--python", str(folder), "install", "-qq", "--no-deps"]
    subprocess.run([*install, str(wheel)], check=True, env=environment(), capture_output=True)
    return environment(PATH=f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
