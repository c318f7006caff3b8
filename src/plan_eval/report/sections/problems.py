"""七、存在的主要问题及原因: as the departments report them; causes stand as a marked blank."""

from __future__ import annotations

from plan_eval.report.context import Context
from plan_eval.report.sections.practice import Words, gather


def build(context: Context) -> Words:
    """Problems in the departments' words."""
    return gather(context, "problems", "problems")
