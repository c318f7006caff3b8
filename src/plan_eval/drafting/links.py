"""Which measures serve which goal, by the terms they share.

Pairs of neighbouring characters stand for terms: for short Chinese texts they find as much as
words from a dictionary do (Nie et al., On the use of words and n-grams for Chinese information
retrieval, IRAL 2000), and need none. A pair weighs the more the fewer texts of its area have it.
"""

from __future__ import annotations

import math
import re
from collections import Counter

Terms = Counter[str]
_SHARE = 0.6
"""Of the best likeness of a goal, from which on another measure is proposed too."""
_MOST = 3


def linked(goals: list[str], measures: list[str], headings: list[str]) -> list[list[int]]:
    """For each goal the places of the measures that serve it, the likest first.

    No goal and no measure stays without a link, as far as there is one of the other. `headings`
    are the first sentences of the measures, which count once more.
    """
    if not goals or not measures:
        return [[] for _ in goals]
    texts = [_terms(one) for one in goals]
    others = [_terms(m) + _terms(h) for m, h in zip(measures, headings, strict=True)]
    weight = _weights([*texts, *others])
    alike = [[_likeness(goal, one, weight) for one in others] for goal in texts]
    found = [_best(row) for row in alike]
    for n in range(len(measures)):
        if not any(n in of for of in found):
            nearest = max(range(len(goals)), key=lambda g: (alike[g][n], -g))
            found[nearest].append(n)
    return found


def _terms(text: str) -> Terms:
    runs = re.findall("[\u4e00-\u9fff]+", text)
    return Counter(run[at : at + 2] for run in runs for at in range(len(run) - 1))


def _weights(texts: list[Terms]) -> dict[str, float]:
    """Inverse document frequency."""
    among = Counter(term for text in texts for term in text)
    return {term: math.log(len(texts) / count) for term, count in among.items()}


def _likeness(one: Terms, other: Terms, weight: dict[str, float]) -> float:
    """The cosine of two texts, the number of times damped."""
    shared = sum(
        (weight[term] ** 2) * (1 + math.log(one[term])) * (1 + math.log(other[term]))
        for term in one
        if term in other
    )
    return shared / (_length(one, weight) * _length(other, weight) or 1.0)


def _length(text: Terms, weight: dict[str, float]) -> float:
    return math.sqrt(sum((weight[term] * (1 + math.log(n))) ** 2 for term, n in text.items()))


def _best(row: list[float]) -> list[int]:
    ranked = sorted(range(len(row)), key=lambda n: (-row[n], n))[:_MOST]
    return [n for n in ranked if row[n] >= row[ranked[0]] * _SHARE]
