"""What the report claims: one count in one place, and nothing the data do not show."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

import polars as pl
import pytest
from tests.report.sample import (
    FINAL,
    MIDTERM,
    ROOT,
    judged,
    sample_plan,
    sample_sent,
    sample_validation,
)
from tests.report.test_every_edition import data, words

from plan_eval.checks.engine import validate
from plan_eval.messages import speaking_of
from plan_eval.model.assessment import SelfAssessment, State
from plan_eval.model.finding import Severity
from plan_eval.report.build import compose
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.extract import context_of
from plan_eval.report.indicator_row import rows
from plan_eval.report.sections import advice, data_gaps, overview, problems, summary
from plan_eval.report.sections.problems import reported

DAY = date(2031, 3, 1)
STAGES = {"midterm": MIDTERM, "final": FINAL}


@cache
def context(stage: str) -> Context:
    return context_of(sample_plan(), judged(STAGES[stage]), sample_validation(), DAY)


@cache
def said(stage: str) -> str:
    """The whole report at a stage, as its readers get it."""
    return re.sub(r"\s+", "", words(compose(fresh(context(stage)), ROOT / "templates")))


def fresh(of: Context) -> Context:
    return context_of(of.plan, of.assessment, of.validation, DAY, of.edition)


def numbers(pattern: str, text: str) -> list[int]:
    """All numbers that stand where `pattern` has (\\d+)."""
    return [int(found) for found in re.findall(pattern, text)]


def same(*counts: list[int]) -> bool:
    """Whether all the places were found and say the same."""
    return all(counts) and len({number for of in counts for number in of}) == 1


@pytest.mark.parametrize("stage", STAGES)
def test_the_tally_is_the_same_wherever_it_stands(stage: str) -> None:
    text, tally = said(stage), context(stage).assessment.tallies["quantified"]
    assert same(
        [tally.met],
        numbers(r"可判定\d+项，已达标(\d+)项", text),
        numbers(r"项量化指标中已有(\d+)项达到目标", text),
        numbers(r"%量化指标达标率(\d+)项/", text),
        [
            sum(numbers(r"本领域\d+项量化指标中已达标(\d+)项", text))
            + sum(numbers(r"本领域(\d+)项量化指标全部达标", text))
            + context(stage).assessment.by_area["projects"]["quantified"].met
        ],
    )
    assert same([tally.not_met], numbers(r"可判定的\d+项中，未达标(\d+)项", text))
    if stage == "final":
        assert same([tally.not_met], numbers(r"未达标共(\d+)项", text))
    else:
        assert same(
            numbers(r"达标或进度正常的合计(\d+)项", text),
            numbers(r"；达标或进度正常的合计(\d+)项，占可判定指标", text),
            numbers(r"%达标或进度正常(\d+)项/", text),
            [tally.met + number for number in numbers(r"进度符合或快于预期(\d+)项（", text)],
        )


@pytest.mark.parametrize("stage", STAGES)
def test_as_many_answers_are_announced_as_listed(stage: str) -> None:
    with speaking_of(sample_plan().header.level_words):
        listed = len(data_gaps.build(fresh(context(stage))).notes)
    assert same([listed], numbers(r"已由填报单位说明或豁免(\d+)条", said(stage)))


def test_the_outlook_and_the_red_list_count_alike() -> None:
    text = said("midterm")
    if "逐项见红色预警" in text:
        short = numbers(r"按现有趋势到\d+年难以达标的(\d+)项，分布在", text)
        assert same(short, numbers(r"有：按现有趋势难以达标(\d+)项", text))
    assert sum(numbers(r"难以保持的(\d+)项：", text)) >= sum(
        numbers(r"已达标但按现有趋势难以保持(\d+)项", text)
    )


def test_warnings_are_as_many_as_their_tables_have_rows() -> None:
    levels = Counter(
        result.warnings[0].level
        for result in context("midterm").assessment.results.values()
        if result.warnings
    )
    for level, name in (("red", "红色"), ("yellow", "黄色"), ("blue", "蓝色")):
        counts = numbers(rf"{name}预警(\d+)项", said("midterm"))
        assert set(counts) == ({levels[level]} if levels[level] else set())  # type: ignore[index]


def test_refused_rows_are_those_validate_counts() -> None:
    """A figure that is owed and was not sent keeps no row out."""
    sent = sample_sent()
    wrong = pl.when(pl.int_range(pl.len()) < 3).then(pl.lit("xyz")).otherwise(pl.col("unit"))
    one = (pl.col("year") == 2025) & (pl.col("indicator") == "health-03-3")
    broken = replace(sent, observations=sent.observations.filter(~one))
    missing = validate(broken, sample_plan())
    assert missing.count(Severity.ERROR) > missing.account.refused == 0
    refusing = validate(
        replace(sent, observations=sent.observations.with_columns(unit=wrong)), sample_plan()
    )
    for validation in (missing, refusing):
        of = context_of(sample_plan(), judged(FINAL), validation, DAY)
        assert of.refused == validation.account.refused
        text = "".join(
            line for _, _, lines in overview.build(of).parts for line in lines
        ) + "".join(summary.build(of).data)
        told = numbers(r"退回(\d+)行", text) + numbers(r"审核退回 (\d+) 行", text)
        assert set(told) == ({of.refused} if of.refused else set())
    assert refusing.account.refused > 0


def cause(item: str, department: str, text: str) -> SelfAssessment:
    return next(
        replace(one, department=department, problems=text)
        for one in context("midterm").assessment.self_assessments
        if one.item == item
    )


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“婚前医学检查率”离目标65%还有一段路，主要是青年家庭参与少。", False),
        ("孕前优生检查率偏低，主要是流动人口多。", True),
        ("孕前优生检查参与少，主要是宣传不够。", True),
        ("检查率不高，主要是经费不足。", False),
        ("该目标没有专项经费。", False),
    ],
)
def test_a_cause_explains_only_the_indicator_it_names(text: str, quoted: bool) -> None:
    of = context("midterm")
    indicator = next(i for i in of.plan.indicators.values() if i.name == "孕前优生检查率")
    given = cause(indicator.owner, indicator.department, text)
    told = replace(of, assessment=replace(of.assessment, self_assessments=(given,)))
    assert (reported(indicator, told) == [given]) is quoted


@pytest.mark.parametrize("stage", STAGES)
def test_a_floor_in_each_unit_is_counted_in_units(stage: str) -> None:
    of = context(stage)
    floors = [i for i in of.plan.indicators.values() if i.target.kind == "each_unit"]
    with speaking_of(of.plan.header.level_words):
        given = [advice.line(of.result(i), of) for i in floors if of.result(i).latest]
        groups = problems.build(fresh(of)).groups
    missed = [of.result(i) for i in floors if of.result(i).state is State.NOT_MET]
    assert {i.id for i in floors if of.result(i) in missed} <= {
        name for group in groups for name in group.indicators
    }
    assert given
    for line in given:
        assert "百分点" not in line
        assert re.search(r"16个镇街中\d+个达到", line)


@pytest.mark.parametrize("stage", STAGES)
def test_a_change_is_the_difference_of_the_printed_figures(stage: str) -> None:
    wrong = []
    for row in rows(context(stage).plan.indicators.values(), context(stage)):
        if row.change != "—":
            change = Fraction(row.change.replace("−", "-").replace("+", ""))
            if change != Fraction(row.latest) - Fraction(row.baseline):
                wrong.append((row.name, row.baseline, row.latest, row.change))
    assert wrong == []


@pytest.mark.parametrize("stage", STAGES)
def test_progress_is_0_to_100_percent_or_words(stage: str) -> None:
    shares = numbers(r"完成进度(-?\d+)%", said(stage))
    assert [share for share in shares if not 0 <= share <= 100] == []


def test_chances_are_words() -> None:
    assert not re.search(r"[<>]0\.\d\d|达标概率[<>]?0\.\d", said("midterm"))
    assert {"难以达标", "很可能"} <= set(re.findall("难以达标|很可能", said("midterm")))


@pytest.mark.parametrize("stage", STAGES)
def test_equal_remarks_are_one_note(stage: str) -> None:
    for notes in re.findall(r"注：(1\..*?。)资料来源", said(stage)):
        told = re.split(r"；?\d+\.(?=\D)", notes.removesuffix("。"))[1:]
        assert len(told) == len(set(told))


def test_what_was_assumed_is_said_where_something_was() -> None:
    assert "规划没有逐项印明" in said("midterm")
    tiny = data("tiny").context("midterm", Edition())
    printed = {
        name: one.model_copy(update={"inferred": ()}) for name, one in tiny.plan.indicators.items()
    }
    plan = tiny.plan.model_copy()
    plan.__dict__["indicators"] = printed
    with speaking_of(plan.header.level_words):
        text = str(overview.build(replace(tiny, plan=plan)))
    assert "没有逐项印明" not in text
