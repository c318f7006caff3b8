"""What the page says, before it is a page."""

from collections import Counter
from dataclasses import replace
from pathlib import PurePath

import altair as alt
import pytest

from plan_eval.assess.engine import assess
from plan_eval.assess.priority import distance, needed_per_year
from plan_eval.assess.wording import chance_words, warning_words
from plan_eval.model.assessment import Stage
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.wording import signed
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.indicator_row import row
from plan_eval.report.places import Places, places_of
from plan_eval.report.sections import cover, data_gaps
from plan_eval.report.web import (
    charts,
    departments,
    download,
    effects,
    goals_and_measures,
    groups,
    table,
    verdict_reasons,
)


@pytest.fixture(scope="module")
def places(context: Context) -> Places:
    return places_of(context)


@pytest.fixture(scope="module")
def built(context: Context, places: Places) -> table.Table:
    return table.build(context, places)


def test_every_indicator_judged_from_figures_has_one_line(
    context: Context, built: table.Table
) -> None:
    judged = [
        name
        for name, one in context.plan.indicators.items()
        if one.group in ("quantified", "directional")
    ]
    assert [line.row.id for line in built.lines] == judged


def test_lines_say_what_the_report_says(context: Context, built: table.Table) -> None:
    for line in built.lines:
        assert line.row == row(context.plan.indicators[line.row.id], context)


@pytest.mark.parametrize("name", ["area", "department", "group", "state", "pace", "warning"])
def test_each_filter_offers_every_code_once_and_counts_it(built: table.Table, name: str) -> None:
    at = {"state": lambda line: line.row.state, "pace": lambda line: line.row.pace}
    codes = Counter(at.get(name, lambda line: getattr(line, name))(line) for line in built.lines)
    if name == "pace":
        del codes[""]  # directional targets have none, and no choice for it
    assert {one.code: one.count for one in built.choices[name]} == codes


def test_columns_sort_by_exact_figures(context: Context, built: table.Table) -> None:
    for line in built.lines:
        latest = context.assessment.results[line.row.id].latest
        assert line.keys.get("latest") == (None if latest is None else float(latest.value))


def test_history_and_its_places_are_those_of_the_result(
    context: Context, built: table.Table
) -> None:
    for line in built.lines:
        history = context.assessment.results[line.row.id].history
        assert [figure.of for figure in line.card.history] == [str(p.year) for p in history]
        for figure, point in zip(line.card.history, history, strict=True):
            assert str(point.row) in figure.place
            assert PurePath(point.path).name in figure.place


def test_places_do_not_tell_of_the_computer(context: Context, places: Places) -> None:
    path = str(context.validation.observations["path"][0])
    assert PurePath(path).is_absolute()
    assert "/".join(PurePath(path).parts[-3:]) in places.words(path, 7)
    assert str(places.folder) not in places.words(path, 7)


def test_all_goals_measures_and_projects_are_listed(context: Context, places: Places) -> None:
    listed = [
        item.id
        for part in goals_and_measures.build(context, places)
        for _, group in part.groups
        for item in group
    ]
    assert sorted(listed) == sorted(context.plan.items)


def test_every_self_assessment_is_quoted_whole(context: Context, places: Places) -> None:
    said = {
        item.id: item.said
        for part in goals_and_measures.build(context, places)
        for _, group in part.groups
        for item in group
    }
    of_items = [one for one in context.assessment.self_assessments if one.item in said]
    others = {one.item for one in context.assessment.self_assessments} - said.keys()
    assert others <= context.plan.duties.keys()
    for one in of_items:
        quoted = said[one.item]
        assert quoted is not None
        texts = [text for _, text in quoted.texts]
        wanted = (one.evidence, one.achievements, one.problems, one.next_steps)
        assert texts == [text for text in wanted if text]


@pytest.mark.parametrize("kind", ["at_least", "at_most", "trend", "each_unit", "gap", "sustained"])
def test_charts_are_valid_vega_lite(context: Context, places: Places, kind: str) -> None:
    indicator = next(
        one
        for one in context.plan.indicators.values()
        if one.target.kind == kind and context.result(one).history
    )
    chart = charts.specification(indicator, context, places)
    assert chart is not None
    alt.LayerChart.from_dict(chart, validate=True)


def test_tooltips_carry_figure_and_source(context: Context, places: Places) -> None:
    indicator = next(i for i in context.plan.indicators.values() if i.target.kind == "at_least")
    chart = charts.specification(indicator, context, places)
    assert chart is not None
    assert chart["layer"][-1]["data"] == {"name": "tips"}
    tips = chart["datasets"]["tips"]
    history = context.result(indicator).history
    assert [tip["year"] for tip in tips] == [point.year for point in history]
    assert all(f"{point.row}" in tip["place"] for tip, point in zip(tips, history, strict=True))


def test_computed_figures_are_not_called_reported(built: table.Table, context: Context) -> None:
    for line in built.lines:
        kind = context.plan.indicators[line.row.id].target.kind
        assert line.card.computed is (kind in ("each_unit", "gap"))


def test_what_charts_share_is_told_once_and_put_together_again(
    context: Context, built: table.Table, places: Places
) -> None:
    indicators = [context.plan.indicators[line.row.id] for line in built.lines]
    drawn = {one.id: charts.specification(one, context, places) for one in indicators}
    whole = {name: chart for name, chart in drawn.items() if chart}
    told = charts.shared(whole)
    shapes, own = told["shapes"], told["charts"]
    assert isinstance(shapes, list)
    assert isinstance(own, dict)
    assert len(shapes) < len(whole) / 5
    for name, chart in whole.items():
        rest = {part: value for part, value in own[name].items() if part != "shape"}
        assert shapes[own[name]["shape"]] | rest == chart


def test_cards_show_every_group_with_its_own_state(context: Context, built: table.Table) -> None:
    for line in built.lines:
        result = context.assessment.results[line.row.id]
        shown = Counter(f.state for split in line.card.splits for f in split.lines if f.state)
        judged = Counter(str(one.state) for one in result.splits)
        gap = context.plan.indicators[line.row.id].target.kind == "gap"
        assert shown == Counter() if gap else not judged - shown
        places = {figure.place for split in line.card.splits for figure in split.lines}
        for group in result.groups:
            assert any(f"{group.point.row}" in place for place in places)


def test_a_group_without_a_figure_is_not_left_out(context: Context, built: table.Table) -> None:
    line = next(line for line in built.lines if line.card.splits)
    indicator = context.plan.indicators[line.row.id]
    result = context.result(indicator)
    splits = tuple(replace(one, latest=None, baseline=None) for one in result.splits)
    bare = replace(result, splits=splits, groups=())
    found = groups.splits(indicator, bare, context, places_of(context))
    listed = [figure for split in found for figure in split.lines]
    assert sum(figure.value == "—" for figure in listed) == len(splits)


def test_cards_tell_projection_and_every_warning(context: Context, built: table.Table) -> None:
    for line in built.lines:
        result = context.assessment.results[line.row.id]
        words = [text for _, text in line.card.outlook]
        for warning in result.warnings:
            assert warning_words(warning) in words
        if result.projection:
            assert str(result.projection.year) in words[0]


def test_chances_are_told_in_words(context: Context, built: table.Table) -> None:
    told = set()
    for line in built.lines:
        result = context.assessment.results[line.row.id]
        if result.projection:
            words = dict(line.card.outlook)["趋势推算"]
            assert chance_words(result) in words
            assert "概率" not in words
            told.add(chance_words(result))
    assert len(told) > 3


def test_what_is_still_needed_is_told_with_its_figures(context: Context) -> None:
    told = 0
    for indicator in context.plan.indicators.values():
        result = context.result(indicator)
        words = verdict_reasons.still_needed(result, indicator, context)
        left = distance(result)
        assert bool(words) is (left is not None and result.latest is not None)
        step = needed_per_year(result, context.plan.header.span.end)
        if result.failing:
            assert f"{len(result.failing)}个" in words  # so many units, never percentage points
        elif step:
            assert signed(step, 2) in words
            told += 1
    assert told > 20


def test_nothing_is_foretold_once_the_plan_is_over(context: Context) -> None:
    final = assess(
        context.plan,
        context.validation.observations,
        context.validation.self_assessments,
        Stage("final", context.plan.header.stages.final),
    )
    over = replace(context, assessment=final)
    built = table.build(over, places_of(over))
    assert all(line.card.outlook == () for line in built.lines)
    assert [one.code for one in built.choices["warning"]] == ["none"]


@pytest.mark.parametrize("kind", ["evaluation", "monitoring"])
def test_owed_is_all_that_is_still_to_be_sent(context: Context, kind: str) -> None:
    edition = Edition(kind="evaluation" if kind == "evaluation" else "monitoring")
    of = replace(context, edition=edition)
    found = departments.duties(data_gaps.build(of), of)
    counts = Counter(duty.kind for duty in found)
    assert counts["figure"] == len(data_gaps.build(of).lines) > 0
    unsaid = [item for item in context.plan.items if item not in context.said]
    assert counts["assess"] == (len(unsaid) if kind == "evaluation" else 0)
    assert counts.keys() <= {"correct", "explain", "figure", "assess"}


def test_whoever_calls_done_what_is_missed_is_listed_with_every_missed_target(
    context: Context, places: Places
) -> None:
    found = departments.claims(context, places)
    assert [one.item for one in found] == [one.item for one in context.assessment.claims] != []
    for line, claim in zip(found, context.assessment.claims, strict=True):
        assert context.said[line.item].status == "done"
        assert [mark.id for mark in line.missed] == list(claim.missed)
        assert all(mark.state in ("not_met", "nearly") for mark in line.missed)
        assert line.department == claim.department
        assert f"{claim.row}" in line.place
    figures_only = replace(context, edition=Edition(kind="monitoring"))
    assert departments.claims(figures_only, places) == ()


def test_open_findings_are_duties_and_settled_ones_are_not(context: Context) -> None:
    line = table.build(context, places_of(context)).lines[0]
    asked = Finding(
        code="PE401",
        rule="jump",
        severity=Severity.VERIFY,
        path="health.csv",
        row=3,
        column=None,
        message="too far",
        fix="explain",
        department=line.department,
        indicator=line.row.id,
    )
    settled = replace(asked, explanation="a new clinic")
    validation = replace(context.validation, findings=(asked, settled))
    of = replace(context, validation=validation)
    kinds = ("explain", "correct")
    found = [duty for duty in departments.duties(data_gaps.build(of), of) if duty.kind in kinds]
    assert [(duty.indicator, duty.department) for duty in found] == [(line.row.id, line.department)]


def test_departments_share_out_all_that_is_led_claimed_and_owed(
    context: Context, built: table.Table, places: Places
) -> None:
    owed = departments.duties(data_gaps.build(context), context)
    claimed = departments.claims(context, places)
    lines = departments.departments(built, owed, claimed, context)
    assert sum(line.total for line in lines) == len(built.lines)
    assert sum(line.owed for line in lines) == len(owed) > 0
    assert sum(line.claims for line in lines) == len(claimed) > 0
    assert all(sum(line.counts.values()) == line.total for line in lines)
    assert all(line.total or line.owed or line.claims for line in lines)


def test_who_leads_no_indicator_but_owes_something_has_a_line(
    context: Context, built: table.Table
) -> None:
    leads = {line.department for line in built.lines}
    other = next(one.id for one in context.plan.departments if one.id not in leads)
    duty = departments.Duty("assess", other, "", "", "", "")
    found = departments.departments(built, (duty, replace(duty, department="")), (), context)
    assert [line.id for line in found if not line.total] == [other, ""]


def test_every_measure_and_project_has_one_effect(context: Context, places: Places) -> None:
    found = effects.build(goals_and_measures.build(context, places), context)
    assert found is not None
    counted = Counter(str(effect.kind) for effect in context.assessment.effects.values())
    assert {choice.code: choice.count for choice in found.choices if choice.count} == counted
    assert sum(line.total for line in found.lines) == len(context.assessment.effects)


def test_the_monitoring_report_has_figures_only(context: Context, places: Places) -> None:
    of = replace(context, edition=Edition(kind="monitoring"))
    parts = goals_and_measures.build(of, places)
    listed = [item for part in parts for _, group in part.groups for item in group]
    assert all(item.said is None and not item.effect and not item.demands for item in listed)
    assert effects.build(parts, of) is None


@pytest.mark.parametrize("name", ["=1+1", "+A1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1"])
def test_no_cell_of_the_download_would_run(context: Context, built: table.Table, name: str) -> None:
    line = built.lines[0]
    hostile = replace(line, row=replace(line.row, name=name, notes=(name,)))
    cells = download.cells(hostile, context)
    assert len(cells) == len(download.heads(context))
    assert cells[1] == cells[-1] == f"'{name}"


def test_the_file_is_called_after_the_report_on_any_system(context: Context) -> None:
    name = download.file_name(cover.build(context))
    assert "示例数据" in name
    assert not set(name) & set('\\/:*?"<>| ')
