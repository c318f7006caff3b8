"""Tables that a district may replace or read: well-known rates, and which department leads what."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter, field_validator, model_validator
from pydantic_core import PydanticCustomError

from plan_eval.messages import t
from plan_eval.model.base import Flag, Frozen, Id, Text
from plan_eval.model.indicator import Period, Rate
from plan_eval.plan_folder.faults import read_as
from plan_eval.plan_folder.strict_yaml import read_yaml

BUILTIN = "builtin"


class KnownRate(Frozen):
    """A rate that every plan of the kind has, and how it is commonly counted."""

    match: Text
    population: Text
    numerator: Text
    denominator: Text
    gross: Flag = False
    cohort: Flag = False
    period: Period = "calendar_year"

    def rate(self, scale: int) -> Rate:
        """Its two counts at the scale of the printed unit."""
        return Rate(
            numerator=self.numerator,
            denominator=self.denominator,
            scale=scale,
            gross=self.gross,
            cohort=self.cohort,
        )


class Lead(Frozen):
    """A department and the words (a regular expression) of what it leads."""

    id: Id
    name: Text
    name_en: Text
    words: Text

    @field_validator("words")
    @classmethod
    def _is_an_expression(cls, words: str) -> str:
        try:
            re.compile(words)
        except re.error as error:
            problem = "words: no regular expression ({error})"
            raise PydanticCustomError("words_unread", problem, {"error": str(error)}) from None
        return words


class Leads(Frozen):
    """The keyword table: the first whose words are met leads, `fallback` the rest."""

    fallback: Id
    departments: tuple[Lead, ...]

    @model_validator(mode="after")
    def _has_its_fallback(self) -> Self:
        if self.fallback not in {one.id for one in self.departments}:
            raise PydanticCustomError("fallback_unknown", "fallback is none of the departments")
        return self

    def of(self, *texts: str) -> str:
        """The id of who leads; texts that come first count more."""
        for text in texts:
            for one in self.departments:
                if re.search(one.words, text):
                    return one.id
        return self.fallback


@cache
def known_rates() -> tuple[KnownRate, ...]:
    """The table of well-known rates."""
    data = read_yaml(Path(str(files("plan_eval") / "drafting" / "rates.yaml"))).data
    return TypeAdapter(tuple[KnownRate, ...]).validate_python(data)


def known_rate(name: str) -> KnownRate | None:
    """The rate that a name speaks of."""
    return next((one for one in known_rates() if re.search(one.match, name)), None)


def read_leads(named: str) -> Leads:
    """The keyword table of a file, or the program's own. Raises PlanEvalError with the line."""
    own = Path(str(files("plan_eval") / "drafting" / "departments.yaml"))
    path = own if named == BUILTIN else Path(named)
    return read_as(Leads, read_yaml(path), t("draft.departments-hint"))
