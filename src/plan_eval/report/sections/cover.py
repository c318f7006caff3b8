"""The cover: plan, stage, period, issuer, date, and the marks that warn."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plan_eval.report.context import SYNTHETIC, Context
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class Cover:
    """The words on the cover; `running` is the head of every later page."""

    title: str
    title_lines: tuple[str, ...]
    kind: str
    period: str
    issuer: str
    day: str
    marks: tuple[str, ...]
    running: str


def build(context: Context) -> Cover:
    """The cover of a stage."""
    header, stage, day = context.plan.header, context.assessment.stage, context.day
    kind = t(f"report.kind.{stage.name}", year=stage.year)
    return Cover(
        title=header.title,
        # the years in brackets stay whole on a line of their own
        title_lines=tuple(re.split(r"(?=（)", header.title)),
        kind=kind,
        period=t("report.period", start=header.span.start, year=stage.year),
        issuer=header.issuer,
        day=t("report.day", year=day.year, month=day.month, day=day.day),
        marks=(SYNTHETIC,) if context.synthetic else (),
        running=f"{header.short_title} {kind}",
    )
