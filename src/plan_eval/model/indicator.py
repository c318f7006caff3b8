"""An indicator: what is counted, for whom, by whom, against which target."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from plan_eval.model.ages import ages_of
from plan_eval.model.base import (
    TOWN_BY_OLD_NAME,
    Confirmation,
    Flag,
    Frozen,
    Id,
    Number,
    Text,
    Whole,
)
from plan_eval.model.targets import Target

Sex = Literal["total", "female", "male"]
Residence = Literal["total", "urban", "rural"]
Split = Literal["sex", "residence", "age", "town"]
Basis = Literal["resident", "registered"]
Period = Literal["calendar_year", "year_end", "health_year", "school_year", "term"]


WHOLE_UNITS = frozenset(
    (
        *("人", "个", "户", "家", "所", "处", "例", "件", "份", "条", "张", "间", "名", "对", "次"),
        *("人次", "场", "期", "座", "辆", "台", "套", "支", "批", "起", "宗", "项", "村", "床"),
    )
)
"""Units that count people and things one by one; 万人, 元, 岁 and the like may have decimals."""

_COUNTED = ("数", "人次")
_MEASURED = ("指数", "系数", "时数", "天数", "分数", "总额", "平均")


def counts_whole(words: str) -> bool:
    """Whether the words of a numerator or denominator (妇女人数) count people or things."""
    return words.endswith(_COUNTED) and not any(word in words for word in _MEASURED)


class Scope(Frozen):
    """Whom the district figure speaks of; `population` says it in words.

    `basis`: people who live in the district (常住, half a year or longer) or those registered there
    (户籍). Where many have moved in the two differ so much that a rate means nothing without it.
    """

    population: Text
    basis: Basis | None = None
    sex: Sex = "total"
    age: str | None = None
    residence: Residence = "total"


class Rate(Frozen):
    """A rate's two counts: value = numerator / denominator × scale.

    A gross rate (毛入园率) may exceed its scale: the numerator counts people outside the
    denominator. So may a cohort's rate (巩固率) where more pupils move in than leave; that is rare
    enough to be asked about.

    `years` is how many years up to the reporting year the numerator looks back over: screening is
    not yearly, and a woman screened the year before last is covered.
    """

    numerator: Text
    denominator: Text
    scale: Whole = 100
    gross: Flag = False
    cohort: Flag = False
    years: Whole = 1

    @property
    def whole(self) -> tuple[bool, bool]:
        """Whether numerator and denominator count people or things, so that they are whole."""
        return counts_whole(self.numerator), counts_whole(self.denominator)

    @property
    def may_exceed(self) -> bool:
        """Whether the value may be above its scale."""
        return self.gross or self.cohort

    @property
    def of_events(self) -> bool:
        """Whether events in exposure are counted (per 1,000 or more, gross), no part of a whole."""
        return self.scale > 100 or self.may_exceed


class ShareOfLast(Frozen):
    """A limit that grows with the figure: a share (0.3) of the value of the year before."""

    share: Number

    @model_validator(mode="after")
    def _is_positive(self) -> Self:
        if self.share <= 0:
            raise PydanticCustomError("share_positive", "share must be above 0")
        return self


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

    `department` leads (牵头) and owes the figures; `supporting` ones (配合) may send them too.

    `yearly_change` is how far a figure may move in a year without being asked about: in the
    indicator's own unit (points, for rates), or a share of the last figure for counts and amounts,
    where one number cannot serve nine and nine thousand.

    `age_groups` are the groups of a split by age, in order and without gaps. `breakdown` lists the
    groups that the text names under one target (各类困境妇女), 其他 where it ends in 等: they may
    overlap, so they are neither added up nor judged as targets of their own.

    `inferred` names the fields (dotted: `scope.age`) that the plan does not print and that stand
    until someone confirms them; then they stand under `confirmed`. `sources[0]` is the item that
    owns the indicator and its id. `census`: the figures count a whole register, so that chance has
    no part in them; without it the kind of target and the period say so (seats and posts of a
    term). `sentinels` are those codes of the plan that its returns may hold instead of a figure;
    elsewhere they are numbers. `breaks` are the years from which figures no longer compare with
    those before (口径变化); change is measured within one segment only. `key` makes it a key
    indicator (关键指标) or none; without it those of a goal that prints a number are
    (`Plan.key_indicators`).
    """

    id: Id
    name: Text
    name_en: Text | None = None
    target: Target
    unit: str | None = None
    scope: Scope
    rate: Rate | None = None
    splits: tuple[Annotated[Split, TOWN_BY_OLD_NAME], ...] = ()
    age_groups: tuple[Text, ...] = ()
    breakdown: tuple[Text, ...] = ()
    department: Id
    supporting: tuple[Id, ...] = ()
    plausible: tuple[Number, Number] | None = None
    yearly_change: Number | ShareOfLast | None = None
    period: Period = "calendar_year"
    census: Flag | None = None
    key: Flag | None = None
    sentinels: tuple[Text, ...] = ()
    decimals: Whole = 2
    baseline: Baseline | None = None
    breaks: tuple[int, ...] = ()
    related: tuple[Id, ...] = ()
    sources: tuple[Source, ...]
    inferred: tuple[str, ...] = ()
    confirmed: tuple[Confirmation, ...] = ()
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
    def whole(self) -> bool:
        """Whether its figures count people or things one by one, so that they are whole."""
        return self.rate is None and self.unit in WHOLE_UNITS

    @property
    def fields_confirmed(self) -> tuple[str, ...]:
        """The fields that somebody has confirmed."""
        return tuple(one.field for one in self.confirmed)

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
    def counted_against(self) -> str | None:
        """Who a rate is counted against, in the plan's words; None without a rate.

        The denominator, of whom, how old, in which statistical year: where two indicators have the
        same, the number is the same.
        """
        if self.rate is None:
            return None
        scope = self.scope
        return "/".join((self.rate.denominator, scope.population, scope.age or "", self.period))

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
        if self.target.wants_rate and self.rate is None:
            raise PydanticCustomError("ratio_without_rate", "a ratio needs rate")
        if self.target.per_town and "town" not in self.splits:
            raise PydanticCustomError("split_wanted", "a floor in each unit needs splits: [town]")
        self._groups_are_sound()
        for name in (*self.inferred, *self.fields_confirmed):
            if not _has_field(self, name):
                problem = "inferred: {field} is no field of an indicator"
                raise PydanticCustomError("inferred_unknown", problem, {"field": name})
            if name in self.inferred and name in self.fields_confirmed:
                problem = "{field} is inferred and confirmed"
                raise PydanticCustomError("inferred_confirmed", problem, {"field": name})
        return self

    def _groups_are_sound(self) -> None:
        if bool(self.age_groups) != ("age" in self.splits):
            raise PydanticCustomError("ages_wanted", "splits: [age] and age_groups go together")
        for group in self.age_groups:
            ages = ages_of(group)
            if ages is None or ages.words != group:
                problem = "age_groups: {group} is not an age group as in 35-44岁 or 65岁以上"
                raise PydanticCustomError("ages_unread", problem, {"group": group})
        for name in ("age_groups", "breakdown"):
            if len(set(getattr(self, name))) != len(getattr(self, name)):
                problem = "{field} names a group twice"
                raise PydanticCustomError("group_twice", problem, {"field": name})
        if self.department in self.supporting:
            raise PydanticCustomError("supports_itself", "the lead department is in supporting")


def _has_field(value: Frozen, dotted: str) -> bool:
    head, _, rest = dotted.partition(".")
    if head not in type(value).model_fields:
        return False
    inner = getattr(value, head)
    return not rest or (isinstance(inner, Frozen) and _has_field(inner, rest))
