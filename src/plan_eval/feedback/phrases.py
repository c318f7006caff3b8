"""The lines on top of a feedback sheet, the same in the workbook and in the PDF."""

from __future__ import annotations

from plan_eval.feedback.reply_sheet import Feedback
from plan_eval.messages import dated, joined, t

_NAMED = 6
"""How many files are named; a department sends a few."""


def department_words(feedback: Feedback) -> str:
    """The department's name, or that it is not known."""
    return feedback.department or t("feedback.unknown-sender")


def period_words(years: tuple[int, ...]) -> str:
    """2025年, 2020—2025年, 2020、2022年."""
    if not years:
        return "—"
    first, last = years[0], years[-1]
    if len(years) > 1 and last - first == len(years) - 1:
        return t("feedback.years", first=first, last=last)
    return t("feedback.year", year=t("punctuation.list").join(map(str, years)))


def head_lines(feedback: Feedback) -> list[str]:
    """Who, for when, on which day, and which files."""
    names = t("punctuation.list").join(feedback.files[:_NAMED])
    if len(feedback.files) > _NAMED:
        names = t("feedback.and-more", names=names)
    head = [
        t("feedback.to", department=department_words(feedback)),
        t("feedback.period", period=period_words(feedback.years)),
        t("feedback.date", day=dated(feedback.day)),
    ]
    if not feedback.files:
        return [joined(head, "spread"), t("feedback.no-files")]
    files = t("feedback.files", count=len(feedback.files), names=names)
    return [
        joined(head, "spread"),
        joined([files, t("feedback.rows", count=feedback.rows)], "spread"),
    ]


def counts(feedback: Feedback) -> str:
    """How much there is of each kind."""
    return t(
        "feedback.counts",
        **{kind: len(lines) for kind, lines in feedback.parts.items()},
        settled=feedback.settled,
        noticed=feedback.noticed,
    )


def notices(feedback: Feedback) -> list[str]:
    """What was read in another way than written, only counted; and what 推定 means.

    No line where there is nothing of the kind.
    """
    lines = []
    if feedback.notices:
        said = (t("feedback.notice", title=title, count=count) for title, count in feedback.notices)
        lines.append(t("feedback.notices", notices=t("punctuation.list").join(said)))
    if feedback.inferred:
        lines.append(t("feedback.inferred"))
    return lines
