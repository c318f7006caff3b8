"""An indicator: what is counted, for whom, by whom, against which target."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from plan_eval.model.base import Flag, Frozen, Id, Number, Text, Whole
from plan_eval.model.targets import Target

Sex = Literal["total", "female", "male"]
Residence = Literal["total", "urban", "rural"]
Split = Literal["sex", "residence", "age", "unit"]
Period = Literal["calendar_year", "year_end", "health_year", "school_year", "term"]


class Scope(Frozen):
    """Whom the district figure speaks of; `population` says it in words."""

    population: Text
    sex: Sex = "total"
    age: str | None = None
    residence: Residence = "total"


class Rate(Frozen):
    """A rate's two counts: value = numerator / denominator × scale.

    A gross rate (毛入园率) may exceed its scale: the numerator counts people outside the
    denominator.
    """

    numerator: Text
    denominator: Text
    scale: Whole = 100
    gross: Flag = False

    @property
    def of_events(self) -> bool:
        """Whether events in exposure are counted (per 1,000 or more, gross), no part of a whole."""
        return self.scale > 100 or self.gross


class Baseline(Frozen):
    """A baseline the plan itself prints."""

    value: Number
    year: Whole | None = None
    quote: Text
    comparable: Flag
    note: Text


class Source(Frozen):
    """Where the plan says it: a goal, measure or project, and the clause as printed."""

    item: Id
    quote: Text


class Indicator(Frozen):
    """One atomic indicator with its target.

    `inferred` names the fields (dotted: `scope.age`) that the plan does not print and that stand
    until someone confirms them. `sources[0]` is the item that owns the indicator and its id.
    `census`: the figures count a whole register, so that chance has no part in them; without it
    the kind of target and the period say so (seats and posts of a term). `breaks` are the years
    from which figures no longer compare with those before (口径变化); change is measured within one
    segment only.
    """

    id: Id
    name: Text
    name_en: Text
    target: Target
    unit: str | None = None
    scope: Scope
    rate: Rate | None = None
    splits: tuple[Split, ...] = ()
    department: Id
    plausible: tuple[Number, Number] | None = None
    yearly_change: Number | None = None
    period: Period = "calendar_year"
    census: Flag | None = None
    decimals: Whole = 2
    baseline: Baseline | None = None
    breaks: tuple[int, ...] = ()
    related: tuple[Id, ...] = ()
    sources: tuple[Source, ...]
    inferred: tuple[str, ...] = ()
    note: str | None = None

    @property
    def group(self) -> str:
        """quantified, directional, qualitative or reference."""
        return self.target.group

    @property
    def owner(self) -> str:
        """The goal, measure or project the indicator belongs to."""
        return self.sources[0].item

    @property
    def has_figures(self) -> bool:
        """Whether departments report numbers for it."""
        return self.unit is not None

    @property
    def is_census(self) -> bool:
        """Whether its figures are a full count (全数统计): no interval, no pooling, no test."""
        if self.census is not None:
            return self.census
        return self.target.census or self.period == "term"

    @property
    def bound(self) -> Decimal | None:
        """The target value in the indicator's own unit, or None where it has none."""
        exact = self.target.level(self.full)
        return None if exact is None else Decimal(exact.numerator) / exact.denominator

    @property
    def full(self) -> int:
        """The value of everyone, in the indicator's unit."""
        return self.rate.scale if self.rate else 100

    @model_validator(mode="after")
    def _figures_are_described(self) -> Self:
        if not self.sources:
            raise PydanticCustomError("source_wanted", "at least one source is wanted")
        if self.group != "qualitative" and self.unit is None:
            raise PydanticCustomError("unit_wanted", "reported in numbers, so it needs a unit")
        if self.plausible and self.plausible[0] > self.plausible[1]:
            raise PydanticCustomError("plausible_reversed", "plausible: lower end above upper end")
        if self.target.kind == "ratio" and self.rate is None:
            raise PydanticCustomError("ratio_without_rate", "a ratio needs rate")
        if self.target.kind == "each_unit" and "unit" not in self.splits:
            raise PydanticCustomError("split_wanted", "a floor in each unit needs splits: [unit]")
        for name in self.inferred:
            if not _has_field(self, name):
                problem = "inferred: {field} is no field of an indicator"
                raise PydanticCustomError("inferred_unknown", problem, {"field": name})
        return self


def _has_field(value: Frozen, dotted: str) -> bool:
    head, _, rest = dotted.partition(".")
    if head not in type(value).model_fields:
        return False
    inner = getattr(value, head)
    return not rest or (isinstance(inner, Frozen) and _has_field(inner, rest))
