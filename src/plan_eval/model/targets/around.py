"""左右: near a level, on either side."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.base import Flag, Number
from plan_eval.model.targets.base import Group, Printed


class Around(Printed):
    """Met within `value` ± `tolerance`.

    The plan prints no tolerance: it is the plan file's assumption (list it under `inferred`).
    `sustained`: a level to hold in every year of the plan (保持在…左右), not only at its end.
    """

    group: ClassVar[Group] = "quantified"
    kind: Literal["around"]
    value: Number
    tolerance: Number
    sustained: Flag = False

    @property
    def held(self) -> bool:
        return self.sustained
