"""The encoded plan against the plan's own text, white space aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.model import plan_text
from tests.model.plan_text import Paragraph, PlanText, bare

from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan

pytestmark = pytest.mark.skipif(
    not plan_text.FILE.is_file(), reason="the plan's text is not here (../shared/plan)"
)
NUMBERS_AND_ABSOLUTES = re.compile(
    r"\d+(?:\.\d+)?|[一二三四五六七八九十两半]+(?:个|名|处|小时)|全覆盖|全部参加|应.尽.|清零|至少"
)
SCOPES_AND_NAMES = {
    "health-m02": {"35", "64"},  # 35-64岁: of whom
    "family-m04": {"3"},  # 3岁以下: of whom
    "environment-m01": {"四个", "两个"},  # “四个意识”: names
    "environment-m09": {"1"},  # 日客流超过1万人次: where
    "environment-m10": {"1"},  # 1万平方米, 1万人: where
    "project-4": {"110"},  # the number of the police
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(Path(__file__).resolve().parents[2] / "targets")


@pytest.fixture(scope="module")
def text() -> PlanText:
    return plan_text.read()


def paragraphs(plan: Plan, text: PlanText) -> Iterator[tuple[str, Paragraph]]:
    """Every goal, measure and project by id with its paragraph."""
    for area, printed in zip(plan.areas, text.areas, strict=True):
        yield from zip((goal.id for goal in area.goals), printed.goals, strict=True)
        yield from zip((one.id for one in area.measures), printed.measures, strict=True)
    yield from zip(plan.key_projects, text.projects, strict=True)


def test_the_text_makes_68_claims(plan: Plan, text: PlanText) -> None:
    """Counted in the text alone: clauses with a number or an absolute word that is no scope."""
    claims = [
        (item, clause.group())
        for item, paragraph in paragraphs(plan, text)
        for clause in re.finditer("[^。；，！？]+", paragraph.text)
        if set(NUMBERS_AND_ABSOLUTES.findall(clause.group())) - SCOPES_AND_NAMES.get(item, set())
    ]
    assert len(claims) == 68
    assert sum(item in plan.goals for item, _ in claims) == 41
    assert sum(item in plan.measures for item, _ in claims) == 25
    assert sum(item in plan.key_projects for item, _ in claims) == 2


def test_a_clause_printed_again_is_a_source_of_its_indicator(plan: Plan, text: PlanText) -> None:
    """A quote of a measure or project is looked for, word for word, in all other paragraphs."""
    printed = dict(paragraphs(plan, text))
    missing = [
        (one.id, item, source.quote)
        for one in plan.indicators.values()
        for source in one.sources
        if source.item not in plan.goals and len(source.quote) > 8
        for item, paragraph in printed.items()
        if item not in {s.item for s in one.sources} and source.quote in paragraph.text
    ]
    assert missing == []


def test_the_text_has_the_parts_the_plan_has(plan: Plan, text: PlanText) -> None:
    assert len(dict(paragraphs(plan, text))) == 85 + 89 + 5


def test_goals_are_printed_so(plan: Plan, text: PlanText) -> None:
    printed = dict(paragraphs(plan, text))
    for goal in plan.goals.values():
        assert bare(goal.text) == bare(printed[goal.id].text), goal.id
        assert goal.printed == printed[goal.id].printed, goal.id


def test_areas_are_printed_so(plan: Plan, text: PlanText) -> None:
    assert [(area.printed, area.title) for area in plan.areas] == [
        (area.heading.printed, area.heading.text) for area in text.areas
    ]


def test_measures_are_printed_so(plan: Plan, text: PlanText) -> None:
    printed = dict(paragraphs(plan, text))
    for measure in plan.measures.values():
        paragraph = printed[measure.id]
        assert measure.printed == paragraph.printed, measure.id
        # the heading is the paragraph's first sentence, whole
        assert measure.heading == paragraph.text.split("。")[0], measure.id
        for commitment in measure.commitments:
            assert commitment in paragraph.text, measure.id


def test_projects_are_printed_so(plan: Plan, text: PlanText) -> None:
    printed = dict(paragraphs(plan, text))
    for project in plan.key_projects.values():
        paragraph = printed[project.id]
        assert project.printed == paragraph.printed, project.id
        assert project.title == paragraph.text.split("。")[0], project.id
        for deliverable in project.deliverables:
            assert deliverable in paragraph.text, project.id


def test_duties_are_printed_so(plan: Plan, text: PlanText) -> None:
    for duties, printed in (
        (plan.header.implementation, text.implementation),
        (plan.header.monitoring, text.monitoring),
    ):
        assert [(duty.printed, duty.title) for duty in duties] == [
            (paragraph.printed, paragraph.text.split("。")[0]) for paragraph in printed
        ]
        assert all(duty.obliges and len(duty.obliges) == len(duty.obliges_en) for duty in duties)


def test_footnotes_are_printed_so(plan: Plan, text: PlanText) -> None:
    assert {note.number: bare(note.text) for note in plan.footnotes} == {
        number: bare(words) for number, words in text.footnotes.items()
    }


def test_footnote_marks_stand_there(plan: Plan, text: PlanText) -> None:
    marked = dict(paragraphs(plan, text))
    marked |= {
        area.id: printed.goals_heading
        for area, printed in zip(plan.areas, text.areas, strict=True)
        if printed.goals_heading
    }
    places = {
        number: (item, position)
        for item, paragraph in marked.items()
        for number, position in paragraph.marks.items()
    }

    assert {n.number: (n.place.item, n.place.position) for n in plan.footnotes} == places
    for note in plan.footnotes:
        before = marked[note.place.item].text[: note.place.position]
        assert before.endswith(note.place.after), note.number


def test_the_mark_within_a_number_splits_it(plan: Plan) -> None:
    """不低于[18]45%: the mark stands between the comparator and the number."""
    note = plan.footnotes[18]
    goal = plan.goals[note.place.item]
    assert goal.text[note.place.position :].startswith("45%")
    assert note.place.after.endswith("不低于")


def test_preface_baselines_are_printed_so(plan: Plan, text: PlanText) -> None:
    for one in plan.header.preface_baselines:
        assert one.quote in text.whole
        assert one.value in one.quote


def test_every_number_and_absolute_word_is_a_target_or_a_scope(plan: Plan, text: PlanText) -> None:
    left: dict[str, set[str]] = {}
    for item, paragraph in paragraphs(plan, text):
        spans = [
            found.span()
            for one in plan.indicators_of(item)
            if one.group == "quantified"
            for source in one.sources
            if source.item == item
            for found in re.finditer(re.escape(source.quote), paragraph.text)
        ]
        for found in NUMBERS_AND_ABSOLUTES.finditer(paragraph.text):
            if not any(start <= found.start() and found.end() <= end for start, end in spans):
                left.setdefault(item, set()).add(found.group())
    assert left == SCOPES_AND_NAMES
