"""What the page says, before it is a page."""

from collections import Counter
from pathlib import PurePath

import altair as alt
import pytest

from plan_eval.report.context import Context
from plan_eval.report.rows import row
from plan_eval.report.web import charts, items, table
from plan_eval.report.web.places import Places, places_of


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
        for part in items.build(context, places)
        for _, group in part.groups
        for item in group
    ]
    assert sorted(listed) == sorted(context.plan.items)


def test_every_self_assessment_is_quoted_whole(context: Context, places: Places) -> None:
    said = {
        item.id: item.said
        for part in items.build(context, places)
        for _, group in part.groups
        for item in group
    }
    for one in context.assessment.self_assessments:
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
    tips = chart["layer"][-1]["data"]["values"]
    history = context.result(indicator).history
    assert [tip["year"] for tip in tips] == [point.year for point in history]
    assert all(f"{point.row}" in tip["place"] for tip, point in zip(tips, history, strict=True))


def test_computed_figures_are_not_called_reported(built: table.Table, context: Context) -> None:
    for line in built.lines:
        kind = context.plan.indicators[line.row.id].target.kind
        assert line.card.computed is (kind in ("each_unit", "gap"))
