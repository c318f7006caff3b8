"""Build the site: `python -m scripts.make_site` (`make docs`). Reads nothing from the network.

The pages of docs/ and those of the repository's head (how to contribute, security, changes), beside
them what the program says of itself; Zensical makes web pages of them and stops at a link that
leads nowhere.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

from plan_eval.messages import Language

ROOT = Path(__file__).resolve().parents[1]
CONFIG = ROOT / "zensical.toml"
PAGES = ROOT / "build/docs"
FROM_THE_HEAD = ("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")


def assemble(into: Path = PAGES) -> Path:
    """Put all pages into one folder, those that are generated too."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(ROOT / "docs", into)
    for name in FROM_THE_HEAD:
        shutil.copy(ROOT / name, into / name)
    for of in get_args(Language):
        write = [sys.executable, "-m", "scripts.site_reference", of, str(into / "reference")]
        subprocess.run(write, cwd=ROOT, check=True)
    for page in sorted(into.rglob("*.md")):
        page.write_text(_linked(page.read_text("utf-8"), page, into), "utf-8")
    return into


def _linked(text: str, page: Path, pages: Path) -> str:
    """Links between files of the repository as those between pages; a name for what is no page."""

    def on_the_site(found: re.Match[str]) -> str:
        words, target = found.groups()
        path, mark, anchor = target.partition("#")
        if ":" in path or not path or (page.parent / path).exists():
            return found[0]
        inside = re.sub(r"^(\.\./)?(docs/)?", "", path)
        if (pages / inside).is_file():
            return f"[{words}]({inside}{mark}{anchor})"
        # what is nowhere stays a link, at which the build stops
        return f"`{inside}`" if (ROOT / inside).exists() else found[0]

    return LINK.sub(on_the_site, text)


def build(config: Path = CONFIG) -> None:
    """Make the web pages, into the folder that the configuration names beside itself."""
    zensical = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    subprocess.run([*zensical, "--config-file", str(config)], cwd=config.parent, check=True)


if __name__ == "__main__":
    assemble()
    build()
