"""An item of 组织实施 or 监测评估: what offices do, and what it obliges these tools to do."""

from __future__ import annotations

from plan_eval.model.base import Frozen, Id, Text

FEATURES = {
    "stage": ("annual", "midterm", "final"),
    "command": (
        *("validate", "template", "feedback", "assess", "alerts", "report"),
        *("letters", "publish", "register"),
        *("targets list", "targets footnotes", "targets export"),
    ),
    "section": (
        *("summary", "projects", "effects", "practice", "problems", "early_signs"),
        *("follow_up", "advice"),
        *("duties", "data_gaps", "method", "sources", "sign_off"),
    ),
    "column": ("evidence", "achievements", "problems", "next_steps"),
}
"""What an obligation can be met by: stages, commands, sections of the report, columns of the form.

A test holds each of them to what there is.
"""


class Duty(Frozen):
    """`commitments` are printed clauses that `department` (inferred) may report on each year.

    `done_by` names what meets `obliges`, as in FEATURES: "stage annual", "column next_steps".
    """

    id: Id
    printed: Text
    title: Text
    department: Id | None = None
    commitments: tuple[Text, ...] = ()
    obliges: tuple[Text, ...] = ()
    obliges_en: tuple[Text, ...] = ()
    done_by: tuple[Text, ...] = ()
