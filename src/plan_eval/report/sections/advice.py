"""九、对策建议: what departments plan next; the office's own advice stands as a marked blank."""

from __future__ import annotations

from plan_eval.report.context import Context
from plan_eval.report.sections.practice import Words, gather


def build(context: Context) -> Words:
    """Next steps in the departments' words."""
    return gather(context, "advice", "next_steps")
