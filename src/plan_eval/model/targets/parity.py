"""与…相适应: one share keeps step with another."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.base import Id, Number
from plan_eval.model.targets.base import Group, Printed


class Parity(Printed):
    """Met when the two shares differ by at most `tolerance` (assumed: list it under `inferred`)."""

    group: ClassVar[Group] = "directional"
    kind: Literal["parity"]
    other: Id
    tolerance: Number

    def figures_of(self, own: str) -> tuple[str, ...]:
        return (own, self.other)
