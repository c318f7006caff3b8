"""Footnotes: which documents they name, and what these ask for the same indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plan_eval.drafting.people import group_in, sex_of
from plan_eval.drafting.proposals import as_decimal
from plan_eval.drafting.vocabulary import OF_NATION
from plan_eval.model.chinese import Quantity
from plan_eval.model.clauses import Spot, asks, numbers_of, said_of
from plan_eval.model.footnote import Benchmark, BenchmarkScope, Document, Role
from plan_eval.model.indicator import Indicator

_TITLE = re.compile("《([^《》]+(?:《[^《》]*》[^《》]*)*)》")
_VERSION = re.compile("[（(][^（）()]*稿[^（）()]*[）)]")
"""（第三次征求意见稿）: one document, whatever the state of its text."""

_SAME = re.compile(r"[\s（）()—–~～－\-年]|规划纲要|规划|纲要")
_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("nation", re.compile(f"^{OF_NATION}")),
    ("province", re.compile("^[^市区县]{2,4}?(?:省|自治区)|^(?:北京|上海|天津|重庆)市|^广[东西]")),
    ("city", re.compile("^(?:[^市区县]{1,6}省)?[^省区县]{1,6}(?:市(?!.{1,6}[区县])|自治州|盟)")),
)
_DRAFTING = re.compile("意见|修改|建议|调整")
_ALIKE = 0.5


@dataclass
class Documents:
    """The documents that footnotes name, each once, with an id by level."""

    found: dict[str, Document] = field(default_factory=dict)

    @property
    def ranked(self) -> tuple[Document, ...]:
        """The documents, those of higher levels first."""
        levels = [level for level, _ in _LEVELS]
        rank = {level: n for n, level in enumerate(levels)}
        found = self.found.values()
        return tuple(sorted(found, key=lambda one: rank.get(one.level, len(levels))))

    def of(self, title: str) -> Document:
        """The document of a title, however its dashes and brackets are written."""
        key = _SAME.sub("", _VERSION.sub("", title))
        if key not in self.found:
            level = level_of(title)
            ordinal = 1 + sum(one.level == level for one in self.found.values())
            bare = _VERSION.sub("", title).strip()
            document = Document(id=f"{level}-{ordinal}", level=level, title=bare)
            self.found[key] = document
        return self.found[key]


def level_of(title: str) -> str:
    """Whose document it is, by its first words; the plan's own level where they say nothing."""
    return next((level for level, words in _LEVELS if words.search(title)), "district")


def titles_in(text: str) -> Iterator[tuple[int, str]]:
    """The titles in a text and where each begins; those with letters or characters only."""
    for found in _TITLE.finditer(text):
        if re.search("[\u4e00-\u9fffA-Za-z]", found[1]):
            yield found.start(), found[1]


def role_of(text: str, benchmarks: tuple[Benchmark, ...], documents: tuple[str, ...]) -> Role:
    """What a footnote is good for."""
    if benchmarks:
        return "benchmark"
    return "drafting" if not documents and _DRAFTING.search(text) else "provenance"


def benchmarks_in(
    text: str, documents: Documents, indicators: list[Indicator]
) -> tuple[Benchmark, ...]:
    """What the documents named in a footnote ask for the indicators that it stands at.

    A number belongs to the title before it, and to the indicator whose name its clause has most
    of; with neither it is no benchmark.
    """
    titles = list(titles_in(text))
    found = []
    for number in numbers_of(text):
        title = next((name for at, name in reversed(titles) if at < number.start), None)
        inside = any(at < number.start < at + len(name) for at, name in titles)
        if title is None or inside or not asks(text, number):
            continue
        if made := _benchmark(text, number, documents.of(title), indicators):
            found.append(made)
    return tuple(found)


def _benchmark(
    text: str, number: Quantity, document: Document, indicators: list[Indicator]
) -> Benchmark | None:
    start, end = Spot(text, number.start, number.end).clause
    clause = re.split("[“”：:]", text[start:end])
    printed = max(clause, key=lambda part: text[number.start : number.end] in part).strip()
    said = said_of(text, number)
    ranked = sorted(indicators, key=lambda one: -_alike(one.name, printed))
    if not ranked or _alike(ranked[0].name, printed) < _ALIKE or len(said.bounds) != 1:
        return None
    one = ranked[0]
    if number.unit not in (one.unit, ""):  # 98.35以上 for 98.35%以上 is a common slip
        return None
    whom = group_in(printed)
    differs = whom and one.scope.sex == "total" and sex_of(whom) != "total"
    return Benchmark(
        indicator=one.id,
        document=document.id,
        comparator=next(iter(said.bounds)),
        value=as_decimal(number.value),
        sustained=said.hold == "every_year",
        reached_and_held=said.hold == "once_reached",
        scope=BenchmarkScope(population=whom, sex=sex_of(whom)) if differs else None,
        printed=printed,
    )


def _alike(name: str, clause: str) -> float:
    """The share of a name's pairs of characters that a clause has."""
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    return sum(pair in clause for pair in pairs) / len(pairs) if pairs else 0.0
