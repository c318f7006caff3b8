"""Which report is written: its kind, whether it is an extract or a draft, and who signed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from plan_eval.plan_folder.approval_file import (
        Approval,  # loads pydantic, which `--help` does not need
    )

Kind = Literal["evaluation", "monitoring"]
Parts = Literal["main", "annex", "both"]
"""The volumes of a report: what is signed, and what it rests on."""
Format = Literal["pdf", "html", "docx", "xlsx"]
"""What a report is written as."""


@dataclass(frozen=True)
class Edition:
    """The evaluation group's report or the monitoring group's (规划五（二）), whole or an extract.

    `area` and `department` are ids; `draft` prints 征求意见稿.
    """

    kind: Kind = "evaluation"
    area: str | None = None
    department: str | None = None
    draft: bool = False
    approval: Approval | None = None

    @property
    def whole(self) -> bool:
        """Whether the report speaks of the whole plan."""
        return self.area is None and self.department is None
