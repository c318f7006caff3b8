"""The pages of the documentation, as files of the repository and as the site has them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WRITTEN = [ROOT / "README.md", *(ROOT / n for n in ("CONTRIBUTING.md", "SECURITY.md"))]
WRITTEN += sorted((ROOT / "docs").rglob("*.md"))
"""What people wrote; the rest is made by scripts.site_reference."""
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in WRITTEN}

_BLOCK = re.compile(r"^([ ]*)```(\w*)[^\n]*\n(.*?)^\1```", re.S | re.M)


def blocks(text: str, *kinds: str) -> list[str]:
    """The fenced blocks of a kind."""
    return [one[3] for one in _BLOCK.finditer(text) if one[2] in kinds]


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return _BLOCK.sub("", text)


def inline(text: str) -> list[str]:
    """What stands in marks of code within the prose."""
    return re.findall(r"`([^`\n]+)`", prose(text))


def command_lines(text: str) -> list[str]:
    """The lines that start with the program's name, in blocks of shell and in the prose."""
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    # a comment, in Chinese too behind two blanks
    found = (re.split(r"\s+#", line)[0].strip() for line in [*lines, *inline(text)])
    return [line for line in found if line.startswith("plan-eval ")]


def links(text: str) -> Iterator[tuple[str, str]]:
    """Where a page leads to: path and anchor, either may be empty; not the web."""
    bare = re.sub(r"`[^`\n]*`", "", prose(text))
    for target in re.findall(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"", bare):
        path, _, anchor = (target[0] or target[1]).partition("#")
        if ":" not in path:
            yield path, anchor


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub and the site make them."""
    found: Counter[str] = Counter()
    given: set[str] = set()
    for heading in re.findall(r"^#{1,6} (.+)$", prose(text), re.M):
        own = re.search(r"\{#([\w-]+)\}\s*$", heading)
        if own:
            given.add(own[1])
            continue
        words = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        found[words] += 1
    return given | {*found}


def navigation() -> list[str]:
    """The pages that the site's navigation names."""
    project = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]
    return [*_pages(project["nav"])]


def _pages(node: Any) -> Iterator[str]:
    match node:
        case str():
            yield node
        case list():
            for one in node:
                yield from _pages(one)
        case dict():
            for one in node.values():
                yield from _pages(one)
