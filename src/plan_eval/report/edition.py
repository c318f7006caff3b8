"""Which report is written: its kind, whether it is an extract or a draft, and who signed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    # loads pydantic, which `--help` does not need
    from plan_eval.model.past_report import PastReport
    from plan_eval.model.verdict import Stage
    from plan_eval.plan_folder.approval_file import Approval, Publication

Kind = Literal["evaluation", "monitoring", "department"]
Parts = Literal["main", "annex", "both"]
"""The volumes of a report: what is signed, and what it rests on."""
Format = Literal["pdf", "html", "docx", "xlsx"]
"""What a report is written as."""


@dataclass(frozen=True)
class Edition:
    """The evaluation group's report or the monitoring group's (规划五（二）), whole or an extract.

    Or what a department itself reports each year (规划四: 每年报告落实情况和下一年工作安排).

    `area` and `department` are ids; `draft` prints 征求意见稿. `published` is what was published of
    the plan before, `past` the latest evaluation in the register.
    """

    kind: Kind = "evaluation"
    area: str | None = None
    department: str | None = None
    draft: bool = False
    approval: Approval | None = None
    published: tuple[Publication, ...] = ()
    past: PastReport | None = None

    @property
    def whole(self) -> bool:
        """Whether the report speaks of the whole plan."""
        return self.area is None and self.department is None

    @property
    def registered(self) -> bool:
        """Whether it is one to come back to: a whole evaluation that is no draft."""
        return self.whole and self.kind == "evaluation" and not self.draft

    def name(self, stage: Stage) -> str:
        """What this report is filed under: midterm_2025, annual_2024_health."""
        usual = "monitoring" if stage.name == "annual" else "evaluation"
        kind = self.kind if self.kind != usual else None
        parts = (stage.name, str(stage.year), kind, self.area, self.department)
        return "_".join(filter(None, parts))
