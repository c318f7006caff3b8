"""A figure another target is measured against (女职工比例); it has no target of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.targets.base import BaseTarget, Group


class Reference(BaseTarget):
    """Reported and shown, never judged, in no tally."""

    group: ClassVar[Group] = "reference"
    kind: Literal["reference"]

    def words(self, said: Callable[[str], str] = str) -> str:
        return t("target.reference")
