"""男女厕位比例不低于1：1.5: a ratio of two counts, compared as whole numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Number
from plan_eval.model.targets.base import Direction, Group, Printed, trimmed


class Ratio(Printed):
    """Met when numerator × `antecedent` >= denominator × `consequent`.

    The indicator's numerator is the term that should be large (女厕位), its denominator the other
    (男厕位): 1：1.5 has antecedent 1 and consequent 1.5, so the bound on the value is 1.5.
    """

    group: ClassVar[Group] = "quantified"
    census: ClassVar[bool] = True
    wants_rate: ClassVar[bool] = True
    kind: Literal["ratio"]
    antecedent: Number
    consequent: Number

    @property
    def direction(self) -> Direction:
        return "up"

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return (self.antecedent, self.consequent)

    def level(self, full: int) -> Fraction:
        return Fraction(self.consequent) / Fraction(self.antecedent)

    def words(self, said: Callable[[str], str] = str) -> str:
        return t("target.ratio", value=trimmed(self.consequent / self.antecedent))
