"""The one place that every text people read comes from.

Words live in `catalogue/<language>/*.yaml`, keyed by room (`cli.validate.summary`); Chinese is the
first language. A key that is missing in another language falls back to Chinese, never to the key.

A text with a count has as many forms as its language: English `one` and `other`, Polish four. Marks
in a text choose by the count they stand for (`{rows:# row|# rows}`, `#` being the count), or a key
holds whole texts by category (`{one: …, other: …}`), chosen by `{n}` or `{count}`. Which form a
count takes, and how a date is written, Babel knows of every language (CLDR).

What a plan calls its own level (全区, 镇街; 全县, 乡镇) and its people (女童, 男童) is the
plan's to say: words name them as `{level.whole}`, `{people.female}`, and the plan in use
fills them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal, InvalidOperation
from functools import cache, reduce
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from babel.plural import PluralRule

Language = Literal["zh", "en"]
FIRST: Language = "zh"
Row = Literal["sentences", "titles", "apart", "spread"]
"""What `joined` puts one behind the other."""
_language: ContextVar[Language] = ContextVar("language", default=FIRST)
_language_of_files: ContextVar[Language] = ContextVar("language of files", default=FIRST)
_own: ContextVar[Mapping[str, str]] = ContextVar("own", default=MappingProxyType({}))
_outside: ContextVar[tuple[Language, Mapping[str, str]] | None] = ContextVar(
    "outside", default=None
)
"""The language and own words around `for_others`."""
_own_files: ContextVar[Mapping[str, str]] = ContextVar("own files", default=MappingProxyType({}))
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
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""The plural categories of CLDR, in its order; a language has `other` and some of the rest."""
FORM = "#"
"""Parts a key from the category of one of its forms in `catalogue` (`rows#one`); the bare key is
the form for all other counts. In a text it stands for the count."""
_LEVEL_PLACE = re.compile(r"\{((?:level|people)\.[a-z]+)\}")


def use_language(language: Language, *, of_files: Language | None = None) -> None:
    """Set the language of every later `t` in this context.

    `of_files` is that of what goes to others (`for_others`), where it is not the same: a terminal
    may speak its own language, a report to the county only one that somebody chose.
    """
    _language.set(language)
    _language_of_files.set(of_files or language)


@contextmanager
def for_others(wanted: bool = True) -> Iterator[None]:
    """While the block runs, use the language of what goes to others: reports, forms, letters, data.

    Whoever writes a file, or prints what is passed on as it is, makes its content in here; what is
    said about it stays outside. Not `wanted`, it changes nothing.
    """
    if not wanted:
        yield
        return
    outer = _outside.set(_outside.get() or (language(), _own.get()))
    before, words = _language.set(language_of_files()), _own.set(_own_files.get())
    try:
        yield
    finally:
        _language.reset(before)
        _own.reset(words)
        _outside.reset(outer)


@contextmanager
def to_terminal() -> Iterator[None]:
    """Inside `for_others`, use the terminal's language for what is said beside."""
    spoken, own = _outside.get() or (language(), _own.get())
    before, words = _language.set(spoken), _own.set(own)
    try:
        yield
    finally:
        _language.reset(before)
        _own.reset(words)


def language() -> Language:
    """The language in use."""
    return _language.get()


def tongue() -> str:
    """The language in use as a page's `lang` has it."""
    return {"zh": "zh-CN"}.get(language(), language())


@contextmanager
def in_language(language: Language) -> Iterator[None]:
    """The same while the block runs, for what is written in both."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def language_of_files() -> Language:
    """The language of what goes to others."""
    return _language_of_files.get()


def use_messages(own: Mapping[str, str], *, of_files: Mapping[str, str] | None = None) -> None:
    """Let a district's `own` words, by full key, come before the catalogue's in this context.

    `of_files` are those in the language of what goes to others, where it is another.
    """
    _own.set(own)
    _own_files.set(own if of_files is None else of_files)


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


class InUse(NamedTuple):
    """Languages, an office's own words and a plan's, for another process to go by."""

    language: Language
    of_files: Language
    own: dict[str, str]
    own_of_files: dict[str, str]
    level: dict[str, dict[str, str]]


def in_use() -> InUse:
    """What `t` goes by in this context."""
    level = {of: dict(words) for of, words in _level.get().items()}
    own, own_of_files = dict(_own.get()), dict(_own_files.get())
    return InUse(_language.get(), _language_of_files.get(), own, own_of_files, level)


def use(what: InUse) -> None:
    """Let later words be those of another context, as `in_use` gave it."""
    use_language(what.language, of_files=what.of_files)
    use_messages(what.own, of_files=what.own_of_files)
    use_level(what.level)


def t(key: str, /, **values: object) -> str:
    """The words behind `key`, with `{name}` places filled in, and those of level and people.

    Raises KeyError for a key that no catalogue has: a bug, found by the catalogue test.
    """
    of = language()
    words = _form(key, of, values) or _own.get().get(key) or catalogue(of).get(key)
    if words is None:
        words, of = catalogue(FIRST)[key], FIRST
    if "{level." in words or "{people." in words:
        level = {place: _level_word(place, of) for place in _LEVEL_PLACE.findall(words)}
        # what is formatted next must not take a brace in a plan's word for a place
        escaped = {place: w.replace("{", "{{").replace("}", "}}") for place, w in level.items()}
        words = _LEVEL_PLACE.sub(lambda found: (escaped if values else level)[found[1]], words)
    if "|" in words:
        return _Counting(of).vformat(words, (), values)
    return words.format(**values) if values else words


def listed(names: Iterable[str]) -> str:
    """Names in a row: 甲、乙、丙; A, B and C."""
    *first, last = [*names] or [""]
    if not first:
        return last
    return t("punctuation.last", names=t("punctuation.list").join(first), last=last)


def joined(parts: Iterable[str], what: Row = "sentences") -> str:
    """Sentences one behind the other, as the language parts them; empty ones are left out.

    Or titles and quotations, between which Chinese puts nothing (GB/T 15834-2011, 4.5.3.5), or
    what only stands in one line, `apart` or `spread` wider.
    """
    words = f"punctuation.{what}"
    found = [*filter(None, parts)]
    return reduce(lambda first, then: t(words, first=first, then=then), found) if found else ""


def dated(day: date) -> str:
    """A day as a letter has it: 2025年12月31日, 31 December 2025."""
    from babel.dates import format_date

    return format_date(day, t("punctuation.date"), locale=language())


@cache
def _plural_rule(of: Language) -> PluralRule:
    from babel import Locale

    return Locale.parse(of).plural_form


def plural_categories(of: Language) -> tuple[str, ...]:
    """The plural categories of a language, in the order of CLDR."""
    return tuple(one for one in CATEGORIES if one in {*_plural_rule(of).tags, "other"})


def _category(count: object, of: Language) -> str:
    """The plural category of a count; that of no number is `other`."""
    try:
        return _plural_rule(of)(Decimal(str(count)))
    except InvalidOperation:
        return "other"


def _form(key: str, of: Language, values: Mapping[str, object]) -> str | None:
    """The text of a key for the count among the values; None where it has but one."""
    count = values.get("n", values.get("count"))
    if count is None or f"{key}{FORM}one" not in catalogue(of) or key in _own.get():
        return None
    return catalogue(of).get(f"{key}{FORM}{_category(count, of)}")


class _Counting(Formatter):
    """`str.format` with the marks that choose by a count: `{rows:# row|# rows}`."""

    def __init__(self, of: Language) -> None:
        self.of = of

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" not in format_spec:
            return str(format(value, format_spec))
        forms = dict(zip(plural_categories(self.of), format_spec.split("|"), strict=True))
        return forms[_category(value, self.of)].replace(FORM, str(value))


def _level_word(place: str, of: Language) -> str:
    """A word of the plan's level or people in a language, or a neutral one without a plan."""
    return _level.get().get(of, {}).get(place) or catalogue(of)[f"default.{place}"]


def places(words: str) -> set[str]:
    """The names of the places in a text that its caller fills, those inside its marks too.

    Raises ValueError for a lone brace.
    """
    fields = Formatter().parse(_LEVEL_PLACE.sub(_unless_known, words))
    return {
        inner
        for _, name, spec, _ in fields
        if name is not None
        for inner in (name, *places(spec or ""))
    }


def marks(words: str) -> list[list[str]]:
    """The forms that each mark of a text chooses among; a format of another kind is one."""
    fields = Formatter().parse(_LEVEL_PLACE.sub(_unless_known, words))
    return [spec.split("|") for _, name, spec, _ in fields if name is not None and spec]


def _unless_known(place: re.Match[str]) -> str:
    return "" if place[1] in LEVEL_PLACES else place[0]


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
    if isinstance(node, Mapping) and "other" in node and {*node} <= {*CATEGORIES}:
        yield from (
            (prefix if category == "other" else f"{prefix}{FORM}{category}", str(words))
            for category, words in node.items()
        )
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _flat(f"{prefix}.{key}" if prefix else str(key), value)
    else:
        yield prefix, str(node)
