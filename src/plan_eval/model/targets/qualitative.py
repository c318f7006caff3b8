"""Demands without number or direction: judged from the evidence in self-assessments."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.targets.base import BaseTarget, Group


class Qualitative(BaseTarget):
    """已完成 / 部分完成 / 进行中 / 未启动 / 无证据; outside the quantified rates.

    A unit or rate may stand beside it: figures that inform the judgement without deciding it.
    """

    group: ClassVar[Group] = "qualitative"
    kind: Literal["qualitative"]
