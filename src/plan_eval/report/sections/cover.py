"""The cover: plan, stage, period, issuer, date, and the marks that warn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.messages import dated, t
from plan_eval.model.inference import is_unverified
from plan_eval.model.wording import called
from plan_eval.report.context import Context


@dataclass(frozen=True, slots=True)
class Cover:
    """The words on the cover; `running` is the head of every later page."""

    title: str
    title_lines: tuple[str, ...]
    printed: str
    kind: str
    part: str
    period: str
    issuer: str
    day: str
    marks: tuple[str, ...]
    running: str


def build(context: Context) -> Cover:
    """The cover of a stage."""
    header, stage, day = context.plan.header, context.assessment.stage, context.day
    period = t("report.period", start=header.span.start, year=stage.year)
    kind = t(f"report.kind.{context.edition.kind}.{stage.name}", year=stage.year)
    part = _part(context)
    title = called(header)
    short = header.short_title if title == header.title else title
    # in the head of every page, so that no page of it looks final
    unverified = t("report.unverified") if is_unverified(context.plan) else ""
    return Cover(
        title=title,
        # the years in brackets stay whole on a line of their own
        title_lines=tuple(re.split(r"(?=[（(])", title)),
        # a title in another language has the plan's own below it
        printed="" if title == header.title else header.title,
        kind=kind,
        # at the end of the plan the title says it already, and a yearly report names its year
        period="" if period in title or stage.name == "annual" else period,
        issuer=header.issuer,
        day=dated(day),
        part=part,
        marks=tuple(_marks(context)),
        running=" ".join(filter(None, (short, kind, part, unverified))),
    )


def _marks(context: Context) -> Iterator[str]:
    if context.edition.draft:
        yield t("report.draft")
    if context.plan.header.example:
        yield context.plan.header.example
    if is_unverified(context.plan):
        yield t("report.unverified")
    if context.synthetic:
        yield t("report.synthetic-mark")


def _part(context: Context) -> str:
    """Which district of several it is about, what an extract is of, or nothing."""
    words = [context.edition.district] if context.edition.district else []
    if context.edition.area:
        words.append(t("report.extract.area", title=context.area_title))
    if context.edition.department:
        name = context.department(context.edition.department)
        words.append(t("report.extract.department", name=name))
    return " ".join(words)
