from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.forms.build import (
    YEAR,
    figures_filled,
    form_of,
    items_filled,
    sample_answers,
    sample_plan,
    typed,
)

from plan_eval.checks.engine import validate
from plan_eval.checks.expected import expected_groups
from plan_eval.forms.blank import blank_form, definition, reporting
from plan_eval.forms.csv_form import figures_csv, items_csv
from plan_eval.forms.form import FIGURE_COLUMNS, ITEM_COLUMNS, heading
from plan_eval.model.finding import Severity
from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import ALIASES, IGNORED, RESIDENCES, SEXES
from plan_eval.model.plan import Plan
from plan_eval.model.wording import target_words
from plan_eval.reading.submissions import read_submissions

OWNERS = [name for name in reporting(sample_plan()) if form_of(name).figures]


def test_departments_with_figures_are_those_that_own_them() -> None:
    owners = {i.department for i in sample_plan().indicators.values() if i.has_figures}
    assert set(OWNERS) == owners
    assert len(OWNERS) == 25


@pytest.mark.parametrize("department", OWNERS)
def test_filled_form_validates_clean(department: str, tmp_path: Path) -> None:
    form = form_of(department)
    figures, items = tmp_path / "figures.csv", tmp_path / "items.csv"
    figures.write_bytes(typed(figures_csv(form), figures_filled(form, department), FIGURE_COLUMNS))
    items.write_bytes(typed(items_csv(form), items_filled(form, department), ITEM_COLUMNS))
    paths = [figures, items] if form.items else [figures]

    found = validate(read_submissions(paths, sample_plan()), sample_plan())

    assert [one for one in found.findings if not one.settled] == []
    assert found.observations.height == len(form.figures)
    assert found.self_assessments.height == len(form.items)
    assert {department} == set(found.observations["department"])
    assert {YEAR} == set(found.observations["report_year"])


def test_empty_form_is_read_and_every_gap_is_told(tmp_path: Path) -> None:
    form = form_of("police")
    path = tmp_path / "blank.csv"
    path.write_bytes(figures_csv(form))

    found = validate(read_submissions([path], sample_plan()), sample_plan())

    open_ones = [one for one in found.findings if not one.settled]
    assert {one.severity for one in open_ones} == {Severity.VERIFY}
    assert len(open_ones) == len(form.figures) == 5


def test_every_owed_figure_has_its_row() -> None:
    plan = sample_plan()
    owed = sum(len(list(expected_groups(one, plan))) for one in plan.indicators.values())
    rows = [row for name in reporting(plan) for row in form_of(name).figures]
    key = ("indicator", "town", "sex", "age", "residence")
    keys = {tuple(row.cells[name] for name in key) for row in rows}
    assert len(rows) == len(keys) == owed


def test_age_groups_are_asked_for_and_owed_once_confirmed(tmp_path: Path) -> None:
    plan, name = sample_plan(), "law-06-2"
    rows = [row.cells for row in form_of("police").figures if row.indicator.id == name]
    assert [row["age"] for row in rows] == ["", "17岁以下", "18-59岁", "60岁以上"]

    path = tmp_path / "区公安分局_2025.csv"
    path.write_text(f"指标编码,年份,数值\n{name},2025,28.9\n", "utf-8")
    assert "PE602" not in codes_of(path, plan)

    one = plan.indicators[name]
    inferred = tuple(field for field in one.inferred if field != "age_groups")
    assert codes_of(path, replaced(plan, one.model_copy(update={"inferred": inferred})))[
        "PE602"
    ] == len(one.age_groups)


def codes_of(path: Path, plan: Plan) -> Counter[str]:
    found = validate(read_submissions([path], plan), plan)
    return Counter(one.code for one in found.findings)


def replaced(plan: Plan, indicator: Indicator) -> Plan:
    areas = tuple(
        area.model_copy(
            update={
                "indicators": tuple(
                    indicator if one.id == indicator.id else one for one in area.indicators
                )
            }
        )
        for area in plan.areas
    )
    parts = {name: getattr(plan, name) for name in Plan.model_fields}
    return Plan.model_construct(**parts | {"areas": areas})


def test_every_item_stands_in_exactly_one_form() -> None:
    plan = sample_plan()
    items = [row.cells["item"] for name in reporting(plan) for row in form_of(name).items]
    assert sorted(items) == sorted(plan.reportable)


def test_last_years_figure_is_the_one_that_was_sent() -> None:
    form = form_of("court", YEAR + 1)
    sent = sample_answers("court")["law-06-4", str(YEAR), "", "女", "", "合计"]
    assert form.figures[0].cells["last_year"] == sent["数值"]


def test_without_submissions_last_year_is_empty() -> None:
    form = blank_form(sample_plan(), "court", YEAR)
    assert not form.last_year
    assert form_of("court", YEAR).last_year


def test_definition_names_both_counts_and_the_time() -> None:
    cells = form_of("court").figures[0].cells
    assert (
        "审结的侵害妇女人身权益刑事案件数÷受理的侵害妇女人身权益刑事案件数×100"
        in (cells["definition"])
    )
    assert "自然年" in cells["definition"]


def test_definition_is_said_once_for_the_rows_of_an_indicator() -> None:
    rows = [row for row in form_of("health").figures if row.indicator.id == "health-02-1"]
    assert [row.cells["definition"] == "同上" for row in rows] == [False, True, True]


def test_figures_beside_a_qualitative_demand_are_welcome_and_not_owed() -> None:
    form = form_of("health")
    assert {one.id for one in form.welcome} == {"health-01-3", "environment-06-2"}
    assert {one.id for one in form.welcome}.isdisjoint(r.indicator.id for r in form.figures)


@pytest.mark.parametrize("column", sorted({*FIGURE_COLUMNS, *ITEM_COLUMNS}))
def test_the_reader_knows_every_heading(column: str) -> None:
    known = {word for words in (ALIASES | IGNORED).values() for word in words}
    assert heading(column) in known


def _targets(name: str) -> dict[tuple[str, str, str, str], str]:
    """What the form prints beside each row of an indicator: town, sex, age, residence."""
    rows = form_of(sample_plan().indicators[name].department).figures
    return {
        (cells["town"], cells["sex"], cells["age"], cells["residence"]): cells["target"]
        for cells in (row.cells for row in rows if row.indicator.id == name)
    }


@pytest.mark.parametrize(
    ("name", "sex", "words"),
    [
        ("health-10-2", "女", "≥70"),
        ("education-06-2", "女", "每年≥99"),
        ("health-05-1", "合计", "≥65"),
    ],
)
def test_a_target_stands_with_those_it_speaks_of(name: str, sex: str, words: str) -> None:
    targets = _targets(name)
    assert targets.pop(("", sex, "", "合计")) == words
    assert targets
    assert {*targets.values()} == {""}


def test_no_row_of_a_part_has_a_target() -> None:
    plan = sample_plan()
    for form in map(form_of, reporting(plan)):
        for row in form.figures:
            scope, cells = row.indicator.scope, row.cells
            whole = (SEXES[scope.sex][0], "", RESIDENCES[scope.residence][0])
            part = (cells["sex"], cells["age"], cells["residence"]) != whole
            derived = row.indicator.target.kind == "gap"
            assert not (part and cells["target"]) or derived, (row.indicator.id, cells["group"])


def test_a_gap_is_one_between_its_groups() -> None:
    targets = _targets("economy-m05-1")
    assert {sex for _, sex, _, _ in targets} == {"女", "男"}
    assert {*targets.values()} == {"各组之间：缩小"}


def test_every_town_has_its_floor_and_the_whole_is_computed() -> None:
    targets = _targets("family-m03-1")
    assert {town for town, *_ in targets} == {unit.name for unit in sample_plan().units.units}
    floor = target_words(sample_plan().indicators["family-m03-1"])
    assert {*targets.values()} == {floor}
    assert floor.endswith("≥1")
    meaning = definition(sample_plan().indicators["family-m03-1"])
    assert "达到下限的" in meaning
    assert "不另填" in meaning
    assert "达到下限的" not in definition(sample_plan().indicators["health-05-1"])
