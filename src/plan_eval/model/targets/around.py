"""左右: near a level, on either side."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.base import Number
from plan_eval.model.targets.base import Group, Printed


class Around(Printed):
    """Met within `value` ± `tolerance`.

    The plan prints no tolerance: it is the plan file's assumption (list it under `inferred`).
    """

    group: ClassVar[Group] = "quantified"
    kind: Literal["around"]
    value: Number
    tolerance: Number
