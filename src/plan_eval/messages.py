"""The one place that every text people read comes from.

Words live in `catalogue/<language>/*.yaml`, keyed by room (`cli.validate.summary`); Chinese is the
first language. A key that is missing in another language falls back to Chinese, never to the key.

What a plan calls its own level (全区, 镇街; 全县, 乡镇) and its people (女童, 男童) is the
plan's to say: words name them as `{level.whole}`, `{people.female}`, and the plan in use
fills them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Literal

Language = Literal["zh", "en"]
FIRST: Language = "zh"
_language: ContextVar[Language] = ContextVar("language", default=FIRST)
_own: ContextVar[Mapping[str, str]] = ContextVar("own", default=MappingProxyType({}))
LevelWords = Mapping[str, Mapping[str, str]]
"""What a plan calls its level and its people, by language and place (`level.whole`); neutral words
stand in where it says none."""
_level: ContextVar[LevelWords] = ContextVar("level", default=MappingProxyType({}))
LEVEL_PLACES = frozenset(
    (
        *("level.own", "level.whole", "level.short", "level.unit", "level.units"),
        *("people.female", "people.male"),
    )
)
"""The places for them, open to every text."""
_LEVEL_PLACE = re.compile(r"\{((?:level|people)\.[a-z]+)\}")


def use_language(language: Language) -> None:
    """Set the language of every later `t` in this context."""
    _language.set(language)


def language() -> Language:
    """The language in use."""
    return _language.get()


@contextmanager
def in_language(language: Language) -> Iterator[None]:
    """The same while the block runs, for what is written in both."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def use_messages(own: Mapping[str, str]) -> None:
    """Let a district's `own` words, by full key, come before the catalogue's in this context."""
    _own.set(own)


def use_level(level: LevelWords) -> None:
    """Let later words speak of the level and people of a plan (`Header.level_words`)."""
    _level.set(level)


@contextmanager
def speaking_of(level: LevelWords, own: Mapping[str, str] | None = None) -> Iterator[None]:
    """The same while the block runs, for functions that are given a plan (and `own` words)."""
    before, words = _level.set(level), _own.set(_own.get() if own is None else own)
    try:
        yield
    finally:
        _level.reset(before)
        _own.reset(words)


def t(key: str, /, **values: object) -> str:
    """The words behind `key`, with `{name}` places filled in, and those of level and people.

    Raises KeyError for a key that no catalogue has: a bug, found by the catalogue test.
    """
    words, of = _own.get().get(key) or catalogue(language()).get(key), language()
    if words is None:
        words, of = catalogue(FIRST)[key], FIRST
    if "{level." in words or "{people." in words:
        level = {place: _level_word(place, of) for place in _LEVEL_PLACE.findall(words)}
        # what is formatted next must not take a brace in a plan's word for a place
        escaped = {place: w.replace("{", "{{").replace("}", "}}") for place, w in level.items()}
        words = _LEVEL_PLACE.sub(lambda found: (escaped if values else level)[found[1]], words)
    return words.format(**values) if values else words


def _level_word(place: str, of: Language) -> str:
    """A word of the plan's level or people in a language, or a neutral one without a plan."""
    return _level.get().get(of, {}).get(place) or catalogue(of)[f"default.{place}"]


def has(key: str) -> bool:
    """Whether the first language has words for `key`."""
    return key in catalogue(FIRST)


@cache
def catalogue(of: Language) -> dict[str, str]:
    """All words of one language by full key."""
    return words_in(files("plan_eval") / "catalogue", of)


def add_words(of: Language, words: Mapping[str, str]) -> None:
    """Take in what another package says in a language; what is there already stays."""
    known = catalogue(of)
    known.update({key: text for key, text in words.items() if key not in known})


def words_in(folder: Traversable, of: Language) -> dict[str, str]:
    """The words of a language's YAML files in a folder of catalogues; none where it has none."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, str] = {}
    there = folder / of
    for file in sorted(there.iterdir(), key=lambda f: f.name) if there.is_dir() else ():
        if file.name.endswith(".yaml"):
            found.update(_flat("", yaml.load(file.read_text("utf-8"), loader)))
    return found


def _flat(prefix: str, node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _flat(f"{prefix}.{key}" if prefix else str(key), value)
    else:
        yield prefix, str(node)
