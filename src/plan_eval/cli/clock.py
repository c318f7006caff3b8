"""The day that stands on what is written."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from plan_eval.errors import PlanEvalError
from plan_eval.words import t


def day_of(asked: datetime | None = None) -> date:
    """The day asked for, else that of SOURCE_DATE_EPOCH (reproducible builds), else today.

    Raises PlanEvalError when the variable holds no number of seconds, as the specification
    (reproducible-builds.org) asks: another day than the one meant must not go out in silence.
    """
    if asked is not None:
        return asked.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return date.today()
    try:
        if not (epoch.isascii() and epoch.isdigit()):
            raise ValueError(epoch)
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise PlanEvalError(t("cli.epoch"), hint=t("cli.epoch-hint")) from None
