"""The pictures of the sample data's report: all there, readable, and told in words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.report.charts.drawn import drawn
from tests.report.charts.test_line import assert_readable
from tests.report.sample import FINAL, MIDTERM, judged, sample_plan, sample_validation

from plan_eval.report.charts.line import line_chart
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.sections.figure_words import line_words
from plan_eval.report.sections.figures import figures, unit_counts
from plan_eval.report.sections.state_chart import STATES, counts, standing


@pytest.fixture(scope="module", params=[MIDTERM, FINAL], ids=lambda stage: stage.name)
def context(request: pytest.FixtureRequest) -> Context:
    assessment = judged(request.param)
    return Context(sample_plan(), assessment, sample_validation(), date(2030, 12, 31))


def test_every_picture_of_the_report_is_readable(context: Context) -> None:
    for indicator in context.plan.indicators.values():
        result = context.result(indicator)
        if indicator.group == "quantified" and result.history:
            assert_readable(drawn(line_chart(indicator, result, context.plan.header.span)))


def test_every_quantified_indicator_with_figures_has_its_picture(context: Context) -> None:
    made = list(figures(context.plan.indicators.values(), context))
    wanted = [
        one
        for one in context.plan.indicators.values()
        if one.group == "quantified" and context.result(one).history
    ]
    # the wide ones come last, as they are printed
    wanted.sort(key=lambda one: one.target.kind == "each_unit")
    assert [figure.caption.title for figure in made] == [one.name for one in wanted]
    assert all(figure.picture.svg.startswith("<svg") for figure in made)


def test_pictures_are_told_in_words_with_every_figure(context: Context) -> None:
    for indicator in context.plan.indicators.values():
        result = context.result(indicator)
        if indicator.group == "quantified" and result.history:
            words = line_words(indicator, result)
            told = dict(re.findall(r"(\d{4})年(-?[\d.]+)", words.split("；")[0]))
            assert list(told) == [str(point.year) for point in result.history]
            for point in result.history:
                digits = Decimal(told[str(point.year)])
                assert abs(Fraction(digits) - point.value) <= Fraction(
                    1, 2 * 10 ** -int(digits.as_tuple().exponent)
                )
            assert ("预测区间" in words) is (result.projection is not None)


def test_states_of_the_picture_are_those_of_the_tallies(context: Context) -> None:
    by_title = counts(context)
    for part, title in context.parts.items():
        tally = context.assessment.by_area[part]["quantified"]
        found = [by_title[title][state] for state in STATES] if tally.total else [0, 0, 0, 0]
        met, nearly, not_met, undetermined = found
        assert (met, nearly + not_met, undetermined) == (
            tally.met,
            tally.not_met,
            tally.undetermined,
        )


def test_the_picture_of_states_is_told_in_words(context: Context) -> None:
    figure = standing(context)
    assert figure is not None
    for title, found in counts(context).items():
        assert f"{title}（{found.total()}）：" in figure.picture.words


def test_an_extract_has_no_picture_of_states(context: Context) -> None:
    assert standing(replace(context, edition=Edition(area="health"))) is None


def test_towns_stand_in_the_order_of_the_plan(context: Context) -> None:
    indicator = next(
        one for one in context.plan.indicators.values() if one.target.kind == "each_unit"
    )
    order = [unit.name for unit in context.plan.towns.values()]
    shown = list(unit_counts(context.result(indicator), context.plan))
    assert shown == [name for name in order if name in shown]
    assert shown


def test_no_fewer_than_none_are_expected_where_people_are_counted(context: Context) -> None:
    counted = [
        context.result(one).projection
        for one in context.plan.indicators.values()
        if one.rate is None and one.unit not in ("%", "‰", "比值")
    ]
    assert all(found is None or found.lower >= 0 for found in counted)
