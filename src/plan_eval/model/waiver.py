"""A waiver (豁免): a finding that may stand, for a reason, with a name and a last day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, StringConstraints, model_validator

from plan_eval.model.base import Frozen, Id, Text

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}\d{3}$")]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


def _as_sent(value: object) -> object:
    return str(value) if isinstance(value, int | Decimal) else value


class Waiver(Frozen):
    """Lets the findings of rule `code` pass that fit every other selector given.

    `expect` is the figure the approver looked at: with another figure the waiver no longer holds.
    Valid up to and including `expires`. Source: the corrections of Our World in Data's etl, which
    carry a reason and a guard that fails once the source is fixed.
    """

    code: Code
    department: Id
    fingerprint: Fingerprint | None = None
    indicator: Id | None = None
    item: Id | None = None
    year: int | None = None
    town: str | None = None
    sex: str | None = None
    residence: str | None = None
    expect: Annotated[Text | None, BeforeValidator(_as_sent)] = None
    reason: Text
    approver: Text
    date: dt.date
    expires: dt.date

    @model_validator(mode="before")
    @classmethod
    def _older_name(cls, given: object) -> object:
        if isinstance(given, dict) and "area" in given and "town" not in given:
            return {("town" if name == "area" else name): value for name, value in given.items()}
        return given

    @model_validator(mode="after")
    def _names_one_thing(self) -> Self:
        if not (self.fingerprint or self.indicator or self.item or self.expect):
            raise ValueError("one of fingerprint, indicator, item or expect is wanted")
        if self.expires < self.date:
            raise ValueError("expires lies before date")
        return self


class Waivers(Frozen):
    """The file waivers.yaml."""

    waivers: tuple[Waiver, ...]
