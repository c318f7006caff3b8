"""与…相适应, 男女比例均衡: one share keeps step with another."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Id, Number
from plan_eval.model.targets.base import Group, Printed


class Parity(Printed):
    """Met when the two shares differ by at most `tolerance` (assumed: list it under `inferred`).

    Without `other` it is the rest of the same whole (男女比例均衡: men beside women).
    """

    group: ClassVar[Group] = "directional"
    kind: Literal["parity"]
    other: Id | None = None
    tolerance: Number

    def figures_of(self, own: str) -> tuple[str, ...]:
        return (own, self.other) if self.other else (own,)

    @property
    def sense(self) -> str:
        return t("sense.parity")
