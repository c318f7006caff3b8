"""Every constant of the method, versioned and printed in the report; none is hidden in code."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from plan_eval.model.base import Frozen, Number, Text


class Parameters(Frozen):
    """The method block of the plan file. Shares and ratios are plain numbers (0.95, not 95 %)."""

    version: Text
    method: Literal["linear"] = "linear"
    nearly_met_share: Number = Decimal("0.02")
    on_track: Number = Decimal("0.95")
    slower: Number = Decimal("0.60")
    high_effort: Number = Decimal(3)
    stand_in_years: int = 2
    robust_jump: Number = Decimal("3.5")
    provisional_baseline: bool = True
