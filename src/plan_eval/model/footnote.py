"""The plan's footnotes: text and place as printed, and what they are good for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from plan_eval.model.base import Flag, Frozen, Id, Number, Text, Whole
from plan_eval.model.indicator import Residence, Scope, Sex
from plan_eval.model.targets.base import Hold, one_sided

LEVELS = ("nation", "province", "city", "district")
"""Levels that the program has words for; others are called as the plan calls them."""
Role = Literal["benchmark", "provenance", "drafting"]


class Document(Frozen):
    """A document the footnotes name (上级规划).

    `level` is whose it is: nation, province, city or district (the plan's own), or the level in the
    plan's own words (自治区, 州, 县). The file names higher levels before lower ones.
    """

    id: Id
    level: Text
    title: Text
    note: str | None = None


class Place(Frozen):
    """Where the mark stands.

    `item` is a goal, a measure, or an area for the heading above its goals. `position` counts
    characters of the item's printed text (without its number and without marks) before the mark;
    `after` is the printed words right before it.
    """

    item: Id
    part: Literal["goal", "measure", "heading"]
    position: Whole
    after: Text


class BenchmarkScope(Frozen):
    """Whom a benchmark is for (限制在农村妇女); what is not said is as in the indicator's scope."""

    population: Text
    sex: Sex | None = None
    age: str | None = None
    residence: Residence | None = None


class Benchmark(Frozen):
    """What a higher plan asks for the same indicator.

    `scope` where it speaks of other people than the indicator: it is compared with their figure,
    and with none where that was not sent. `printed` are the words of the footnote that say so.
    `inferred` marks a value the footnote gives only by reference (与…一致).
    """

    indicator: Id
    document: Id
    comparator: Literal["at_least", "at_most", "more_than", "less_than", "around"]
    value: Number
    sustained: Flag = False
    reached_and_held: Flag = False
    scope: BenchmarkScope | None = None
    printed: Text
    note: str | None = None
    inferred: Flag = False

    @property
    def hold(self) -> Hold | None:
        """Which years count beside the last, as of a target."""
        if self.reached_and_held:
            return "once_reached"
        return "every_year" if self.sustained else None

    def differing(self, own: Scope) -> dict[str, str]:
        """The dimensions in which its people are others than the indicator's, and their code."""
        if self.scope is None:
            return {}
        asked = {name: getattr(self.scope, name) for name in ("sex", "residence", "age")}
        return {name: of for name, of in asked.items() if of not in (None, getattr(own, name))}

    def meets(self, value: Fraction, tolerance: Decimal) -> bool:
        """Whether an exact figure meets it; 左右 within the tolerance, here too an assumption."""
        if self.comparator == "around":
            return abs(value - Fraction(self.value)) <= Fraction(tolerance)
        return value in one_sided(self.comparator, self.value)


class Footnote(Frozen):
    """脚注. Several have the same text, so the number is the key."""

    number: Whole
    text: Text
    place: Place
    role: Role
    documents: tuple[Id, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    source_note: str | None = None


class Footnotes(Frozen):
    """The file footnotes.yaml."""

    footnotes: tuple[Footnote, ...]


class References(Frozen):
    """The file references.yaml."""

    documents: tuple[Document, ...]
