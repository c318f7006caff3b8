"""What a text counts and the draft does not: nothing that a plan promises in numbers gets lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from plan_eval.drafting.sources import Paragraph
from plan_eval.model.plan import Plan

_SENTENCE = re.compile(r"[。；;！!？?\t\n]")
_CLAUSE = re.compile(r"[，,：:]")
_NUMBER = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十百\d]{1,4}[）)、.．]|第[一二三四五六七八九十]+[章节])"
)
_SIGNS = re.compile(r"[\W_]+")
_COUNTED = re.compile(r"\d")


def uncounted(paragraphs: Iterable[Paragraph], plan: Plan) -> Iterator[tuple[int, str]]:
    """The sentences with a number in a clause that stands nowhere in the plan, with their line.

    Signs, spaces and the number of a paragraph itself are left aside.
    """
    there = "\n".join(_SIGNS.sub("", text) for text in _texts(plan.model_dump()))
    for paragraph in paragraphs:
        text = _NUMBER.sub("", paragraph.text)
        for sentence in filter(str.strip, _SENTENCE.split(text)):
            clauses = (_SIGNS.sub("", one) for one in _CLAUSE.split(sentence))
            if any(_COUNTED.search(one) and one not in there for one in clauses):
                yield paragraph.line, sentence.strip()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
