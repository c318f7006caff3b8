"""Every constant of the method, versioned and printed in the report; none is hidden in code."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, Self

from pydantic import model_validator

from plan_eval.model.base import Flag, Frozen, Number, Text, Whole
from plan_eval.model.verdict import MethodName


class CagrRatio(Frozen):
    """Bounds of the growth-rate ratio, and of the growth rate itself where there is no target.

    Source: Open SDG, sdg-build `ProgressMeasure`; Eurostat's method for the SDG indicators.
    """

    substantial: Number = Decimal("0.95")
    moderate: Number = Decimal("0.60")
    substantial_growth: Number = Decimal("0.015")
    moderate_growth: Number = Decimal("0.005")


class RecentChange(Frozen):
    """The German rule: mean of the last `years` changes; shortfalls as shares of the way left.

    Source: Destatis, indicator reports on the German Sustainable Development Strategy.
    """

    years: Whole = 5
    sun: Number = Decimal("0.05")
    slightly_cloudy: Number = Decimal("0.20")


class Parameters(Frozen):
    """The method block of the plan file. Shares and ratios are plain numbers (0.95, not 95 %)."""

    version: Text
    method: MethodName = "linear"
    nearly_met_share: Number = Decimal("0.02")
    on_track: Number = Decimal("0.95")
    slower: Number = Decimal("0.60")
    high_effort: Number = Decimal(3)
    stand_in_years: Whole = 2
    sustained: Literal["every_year", "recovered"] = "every_year"
    robust_jump: Number = Decimal("3.5")
    robust_share: Number = Decimal("0.08")
    coincidence: Number = Decimal("0.0001")
    unchanged_years: Whole = 4
    digits_figures: Whole = 20
    digits_p: Number = Decimal("0.001")
    provisional_baseline: Flag = True
    small_count: Whole = 20
    confidence: Number = Decimal("0.95")
    pooled_years: tuple[Whole, ...] = (3, 5)
    dispersion_p: Number = Decimal("0.05")
    apart_p: Number = Decimal("0.002")
    projection_points: Whole = 4
    prediction: Number = Decimal("0.80")
    end_of_scale: Number = Decimal("0.05")
    rare_years: Whole = 5
    rare_share: Number = Decimal("0.10")
    chance_red: Number = Decimal("0.25")
    chance_yellow: Number = Decimal("0.75")
    volatile_spread: Number = Decimal("0.25")
    volatile_reversals: Whole = 2
    benchmark_tolerance: Number = Decimal(1)
    overall_smooth: Number = Decimal("0.80")
    overall_fair: Number = Decimal("0.60")
    overall_judged: Number = Decimal("0.50")
    cagr_ratio: CagrRatio = CagrRatio()
    recent_change: RecentChange = RecentChange()

    @model_validator(mode="after")
    def _bounds_are_ordered(self) -> Self:
        if not 0 < self.slower < self.on_track:
            raise ValueError("slower must lie between 0 and on_track")
        if not 0 <= self.chance_red < self.chance_yellow <= 1:
            raise ValueError("chance_red must lie below chance_yellow, both between 0 and 1")
        if not (0 < self.prediction < 1 and 0 < self.confidence < 1):
            raise ValueError("prediction and confidence must lie between 0 and 1")
        if not (0 < self.robust_share < 1 and 0 < self.coincidence < 1 and 0 < self.digits_p < 1):
            raise ValueError("robust_share, coincidence and digits_p must lie between 0 and 1")
        if not 0 <= self.overall_fair <= self.overall_smooth <= 1:
            raise ValueError("overall_fair must not lie above overall_smooth, both from 0 to 1")
        if not 0 <= self.overall_judged <= 1:
            raise ValueError("overall_judged must lie between 0 and 1")
        if self.unchanged_years < 2:
            raise ValueError("unchanged_years: what did not change was there twice")
        if self.projection_points < 3:
            raise ValueError("projection_points: a prediction interval needs three points")
        return self
