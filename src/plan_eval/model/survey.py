"""Special surveys (专项调查): what was found by asking a sample, with its day and its source.

Evidence that stands beside the official figure of an indicator. No verdict is made of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import Annotated, Any

from annotated_types import Gt, MinLen
from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from plan_eval.messages import dated, t
from plan_eval.model.base import Flag, Frozen, Id, Number, Text, Whole
from plan_eval.model.plan import Plan
from plan_eval.model.wording import called, item_title, unit_named, with_unit

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _day(value: Any) -> Any:
    # pydantic alone would take 20250601 for seconds since 1970
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("day_wanted", "a day is wanted, as in 2025-06-01") from None


Day = Annotated[
    dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})
]


class SurveyResult(Frozen):
    """What a survey found of an indicator or a goal; `margin` is half the width of its interval.

    `note` says what was asked, where one survey has several results of an item.
    """

    item: Id
    value: Number
    unit: Text
    margin: Number | None = None
    note: Text | None = None

    @property
    def shown(self) -> str:
        """The value as it was written, with its margin: 81.5±1.2."""
        return _spelled(self.value) + (f"±{_spelled(self.margin)}" if self.margin else "")

    @property
    def unit_shown(self) -> str:
        """The unit by itself, in the language in use."""
        return unit_named(self.unit)


class Survey(Frozen):
    """One survey: when, by whom, of whom, of how many, and the document that says so.

    `synthetic` marks a survey that nobody made.
    """

    title: Text
    date: Day
    organiser: Text
    population: Text
    sample: Annotated[Whole, Gt(0)]
    method: Text | None = None
    source: Text
    synthetic: Flag = False
    results: Annotated[tuple[SurveyResult, ...], MinLen(1)]

    @property
    def called(self) -> str:
        """Its title, marked where nobody made it."""
        return t("surveys.synthetic", title=self.title) if self.synthetic else self.title


class Surveys(Frozen):
    """The file surveys.yaml, in the order it was written down."""

    surveys: tuple[Survey, ...] = ()


def done_by(surveys: Iterable[Survey], day: dt.date) -> tuple[Survey, ...]:
    """The surveys done by the end of a day: no report knows of a later one."""
    return tuple(one for one in surveys if one.date <= day)


def survey_lines(surveys: Iterable[Survey], items: Collection[str], plan: Plan) -> Iterator[str]:
    """A sentence for each result of some items: what was found, by which survey, and when."""
    for survey in surveys:
        for result in survey.results:
            if result.item in items:
                yield t(
                    "surveys.line",
                    survey=survey.called,
                    day=dated(survey.date),
                    source=survey.source,
                    of=result_of(result, plan),
                    value=with_unit(result.shown, result.unit),
                )


def result_of(result: SurveyResult, plan: Plan) -> str:
    """What a result is of: its indicator or goal, and the note on what was asked."""
    indicator = plan.indicators.get(result.item)
    name = called(indicator) if indicator else item_title(result.item, plan).rstrip("。.")
    name = name or result.item  # a part of a plan has not every item of it
    return t("surveys.noted", item=name, note=result.note) if result.note else name


def items_beside(indicator: str, plan: Plan) -> frozenset[str]:
    """An indicator, and the goals it stands for: a survey of either is evidence beside it."""
    sources = plan.indicators[indicator].sources
    return frozenset({indicator, *(one.item for one in sources if one.item in plan.goals)})


def _spelled(value: Decimal) -> str:
    return format(value, "f").replace("-", "−")
