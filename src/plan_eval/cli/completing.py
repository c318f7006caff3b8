"""What a shell completes: ids of the plan and codes of rules, without reading the plan for good.

A shell asks at every press of Tab, so nothing heavy is imported, nothing is checked, and whatever
is wrong with a file is silence here: the command itself will say it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

import typer

from plan_eval.messages import catalogue, language

Found = list[tuple[str, str]]
"""Words with what they are."""
_MOST = 8 * 1024 * 1024


def _quietly(find: Callable[[typer.Context, str], Iterable[tuple[str, str]]]) -> Any:
    """What begins as the word does; nothing where anything is wrong."""

    @wraps(find)
    def complete(ctx: typer.Context, incomplete: str) -> Found:
        try:
            return [one for one in find(ctx, incomplete) if one[0].startswith(incomplete)]
        except Exception:
            return []

    return complete


@_quietly
def indicators(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids of indicators with their names."""
    return _listed(ctx, "indicators")


@_quietly
def parts(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids of anything in the plan's areas and projects."""
    yield from _listed(ctx, "goals", "measures", "projects", "indicators")


@_quietly
def areas(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids of areas with their titles."""
    for path in sorted((_plan(ctx) / "areas").glob("*.yaml")):
        yield from _named([_read(path)])


@_quietly
def departments(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids of departments with their names."""
    return _named(_read(_plan(ctx) / "departments.yaml")["departments"])


@_quietly
def rules(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Codes of the rules for submissions and plans, with their titles."""
    words = catalogue("zh") | catalogue(language())
    for key, title in words.items():
        room, _, rest = key.partition(".")
        code, _, what = rest.partition(".")
        if (room, what) in (("rules", "title"), ("lint", "message")) and code[:2] in ("PE", "PL"):
            yield code, title if room == "rules" else ""


def one_of(*words: str) -> Any:
    """The words of a short list."""
    return _quietly(lambda ctx, incomplete: ((word, "") for word in words))


def _listed(ctx: typer.Context, *kinds: str) -> Iterator[tuple[str, str]]:
    folder = _plan(ctx)
    for path in (*sorted((folder / "areas").glob("*.yaml")), folder / "projects.yaml"):
        for kind in kinds:
            yield from _named(_read(path).get(kind, ()))


def _named(entries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The id and the name of each, in the language in use where it has one."""
    keys = ("name_en", "title_en") if language() == "en" else ()
    for one in entries:
        name = next((one[key] for key in (*keys, "name", "title", "text") if key in one), "")
        yield str(one["id"]), str(name)


def _plan(ctx: typer.Context) -> Path:
    """The plan folder: of the option on the line, the environment or the project file."""
    from plan_eval.plan_folder.project_file import settings

    given = ctx.params.get("plan") or ctx.params.get("plan_path")
    found = {one.name: one.value for one in settings(Path(), given, os.environ)}
    return Path(str(found["plan"]))


def _read(path: Path) -> Any:
    import yaml

    from plan_eval.plan_folder.regular_file import read_regular_file

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(read_regular_file(path, _MOST), loader)
