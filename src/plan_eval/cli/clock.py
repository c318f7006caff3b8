"""The day that stands on what is written."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def day_of(asked: datetime | None = None) -> date:
    """The day asked for, else that of SOURCE_DATE_EPOCH (reproducible builds), else today."""
    if asked is not None:
        return asked.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else date.today()
