"""What a person has still to decide about a draft, hardest first, each with the quoted clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plan_eval.drafting.build import Draft
from plan_eval.drafting.proposals import CERTAINTIES
from plan_eval.messages import t
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import target_words
from plan_eval.writing.workbook import Workbook

_GROUPS = ("quantified", "directional", "qualitative", "reference")
COLUMNS = {
    "sure": 12,
    "id": 18,
    "name": 30,
    "group": 10,
    "target": 14,
    "unit": 9,
    "population": 18,
    "why": 32,
    "quote": 52,
}
ANSWERS = {"answer": 12, "correction": 30, "by": 12}


@dataclass(frozen=True, slots=True)
class Decision:
    """One indicator of the draft in words."""

    sure: str
    id: str
    name: str
    group: str
    target: str
    unit: str
    population: str
    why: str
    quote: str


def decisions_of(draft: Draft) -> list[Decision]:
    """Every indicator, the least sure first, then the quantified before the others."""
    ranked = sorted(
        draft.plan.indicators.values(),
        key=lambda one: (
            -CERTAINTIES.index(draft.doubts[one.id].certainty),
            _GROUPS.index(one.group),
        ),
    )
    return [_decision(one, draft) for one in ranked]


def _decision(one: Indicator, draft: Draft) -> Decision:
    doubt = draft.doubts[one.id]
    age = one.scope.age if one.scope.age and one.scope.age not in one.scope.population else ""
    return Decision(
        sure=t(f"draft.certainty.{doubt.certainty}"),
        id=one.id,
        name=one.name,
        group=t(f"draft.group.{one.group}"),
        target=target_words(one),
        unit=one.unit or "",
        population=f"{one.scope.population}{age}",
        why=t("punctuation.list").join(t(f"draft.why.{reason}") for reason in doubt.why),
        quote=one.sources[0].quote,
    )


def remainder_of(draft: Draft) -> list[tuple[str, list[str]]]:
    """What else is to be looked at: a heading, and lines."""
    plan = draft.plan
    guessed = [
        f"{name}: {getattr(plan.header, name)}"
        for name in draft.guessed
        if name not in ("level", "people")
    ]
    if plan.header.level:
        guessed.append("level: " + "、".join(plan.header.level_words["zh"].values()))
    moved = [
        f"[{note.number}] {note.text}"
        for note in plan.footnotes
        if note.number in draft.moved_notes
    ]
    links = [f"{goal.id} ← {'、'.join(goal.measures)}" for goal in plan.goals.values()]
    lines = [t("draft.review.line", line=one.line, text=one.text) for one in draft.outline.unplaced]
    parts = {
        "header": guessed,
        "unplaced": lines,
        "uncounted": [t("draft.review.line", line=n, text=said) for n, said in draft.uncounted],
        "notes": [*moved, *draft.lost_notes],
        "links": links,
    }
    return [(t(f"draft.review.{name}"), said) for name, said in parts.items() if said]


def markdown(draft: Draft) -> bytes:
    """The review as text."""
    return ("\n".join(_lines(draft)) + "\n").encode()


def _lines(draft: Draft) -> Iterator[str]:
    yield f"# {t('draft.review.title', title=draft.plan.header.title)}"
    yield ""
    yield t("draft.review.how")
    sure = ""
    for one in decisions_of(draft):
        if one.sure != sure:
            sure = one.sure
            yield ""
            yield f"## {sure}"
            yield ""
        said = [one.group, one.target, one.unit, one.population, one.why]
        yield f"- [ ] **{one.id}** {one.name}（{'｜'.join(filter(None, said))}）"
        yield f"  > {one.quote}"
    for heading, lines in remainder_of(draft):
        yield ""
        yield f"## {heading}"
        yield ""
        yield from (f"- {' '.join(line.split())}" for line in lines)


def workbook(draft: Draft, day: date) -> bytes:
    """The review as a workbook with room for answers. Raises PlanEvalError without XlsxWriter."""
    title = t("draft.review.title", title=draft.plan.header.title)
    book = Workbook(title, draft.plan.header.issuer, day)
    sheet = book.sheet(t("draft.review.decisions"))
    widths = {**COLUMNS, **ANSWERS}
    book.merge(sheet, 0, (0, len(widths) - 1), title, "title")
    book.merge(sheet, 1, (0, len(widths) - 1), t("draft.review.how"), "note")
    sheet.set_row(1, 32)
    for at, (name, width) in enumerate(widths.items()):
        sheet.set_column(at, at, width)
        style = "head_input" if name in ANSWERS else "head"
        book.write(sheet, 2, at, t(f"draft.review.{name}"), style)
    decisions = decisions_of(draft)
    for row, one in enumerate(decisions, 3):
        for at, name in enumerate(COLUMNS):
            book.write(sheet, row, at, getattr(one, name), "text")
        for at in range(len(COLUMNS), len(widths)):
            sheet.write_blank(row, at, None, book.style("input"))
    sheet.freeze_panes(3, 3)
    sheet.repeat_rows(2)
    sheet.autofilter(2, 0, 2 + len(decisions), len(widths) - 1)
    others = book.sheet(t("draft.review.others"))
    others.set_column(0, 0, 24)
    others.set_column(1, 1, 120)
    for row, (heading, line) in enumerate(
        (heading, line) for heading, lines in remainder_of(draft) for line in lines
    ):
        book.write(others, row, 0, heading, "text")
        book.write(others, row, 1, line, "text")
    return book.content()
