"""Demands without number or direction: judged from the evidence in self-assessments."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.targets.base import BaseTarget, Group


class Qualitative(BaseTarget):
    """完成 / 基本完成 / 推进中 / 未启动 / 无自评材料; outside the quantified rates.

    A unit or rate may stand beside it: figures that inform the judgement without deciding it.
    """

    group: ClassVar[Group] = "qualitative"
    kind: Literal["qualitative"]

    def words(self, said: Callable[[str], str] = str) -> str:
        return t("target.qualitative")
