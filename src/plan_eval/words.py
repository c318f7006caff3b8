"""The one seam through which every word that people read goes.

Words live in `catalogue/<language>/*.yaml`, keyed by room (`cli.validate.summary`); Chinese is the
first language. A key that is missing in another language falls back to Chinese, never to the key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

Language = Literal["zh", "en"]
FIRST: Language = "zh"
_language: ContextVar[Language] = ContextVar("language", default=FIRST)
_own: ContextVar[Mapping[str, str]] = ContextVar("own", default=MappingProxyType({}))


def use_language(language: Language) -> None:
    """Set the language of every later `t` in this context."""
    _language.set(language)


def language() -> Language:
    """The language in use."""
    return _language.get()


def use_words(own: Mapping[str, str]) -> None:
    """Let a district's `own` words, by full key, come before the catalogue's in this context."""
    _own.set(own)


def t(key: str, /, **values: object) -> str:
    """The words behind `key`, with `{name}` places filled in.

    Raises KeyError for a key that no catalogue has: a bug, found by the catalogue test.
    """
    words = _own.get().get(key) or catalogue(language()).get(key) or catalogue(FIRST)[key]
    return words.format(**values) if values else words


def has(key: str) -> bool:
    """Whether the first language has words for `key`."""
    return key in catalogue(FIRST)


@cache
def catalogue(of: Language) -> dict[str, str]:
    """All words of one language by full key."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, str] = {}
    for file in sorted((files("plan_eval") / "catalogue" / of).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            found.update(_flat("", yaml.load(file.read_text("utf-8"), loader)))
    return found


def _flat(prefix: str, node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _flat(f"{prefix}.{key}" if prefix else str(key), value)
    else:
        yield prefix, str(node)
