"""The kinds of target, one file each; `Target` is their union, told apart by `kind`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from plan_eval.model.targets.addition import Addition
from plan_eval.model.targets.around import Around
from plan_eval.model.targets.compared import Compared
from plan_eval.model.targets.each_unit import EachUnit
from plan_eval.model.targets.full_coverage import FullCoverage
from plan_eval.model.targets.gap import Gap
from plan_eval.model.targets.parity import Parity
from plan_eval.model.targets.qualitative import Qualitative
from plan_eval.model.targets.ratio import Ratio
from plan_eval.model.targets.reference import Reference
from plan_eval.model.targets.slowing import Slowing
from plan_eval.model.targets.standard import Standard
from plan_eval.model.targets.sustained import ReachedAndHeld, Sustained
from plan_eval.model.targets.threshold import AtLeast, AtMost, LessThan, MoreThan
from plan_eval.model.targets.trend import Trend

Target = Annotated[
    AtLeast
    | AtMost
    | MoreThan
    | LessThan
    | Around
    | Sustained
    | ReachedAndHeld
    | Trend
    | Slowing
    | FullCoverage
    | EachUnit
    | Parity
    | Ratio
    | Gap
    | Compared
    | Addition
    | Standard
    | Qualitative
    | Reference,
    Field(discriminator="kind"),
]

__all__ = [
    "Addition",
    "Around",
    "AtLeast",
    "AtMost",
    "Compared",
    "EachUnit",
    "FullCoverage",
    "Gap",
    "LessThan",
    "MoreThan",
    "Parity",
    "Qualitative",
    "Ratio",
    "ReachedAndHeld",
    "Reference",
    "Slowing",
    "Standard",
    "Sustained",
    "Target",
    "Trend",
]
