"""What the sections say of the sample data: never more than the figures show, at any stage."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
from tests.report.rendering import render
from tests.report.sample import FINAL, MIDTERM, ROOT, judged, sample_plan, sample_validation

from plan_eval.assess.engine import assess
from plan_eval.assess.measures import outcome
from plan_eval.assess.priority import distance
from plan_eval.checks.engine import validate
from plan_eval.checks.validation import Validation
from plan_eval.messages import t
from plan_eval.model.assessment import Assessment, Evidence, Stage, State
from plan_eval.model.observation import STATUSES
from plan_eval.model.plan import Plan
from plan_eval.report import extract as extracts
from plan_eval.report.build import compose
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.html import Templates
from plan_eval.report.indicator_row import row
from plan_eval.report.sections import (
    advice,
    area_findings,
    attainment,
    cover,
    data_gaps,
    duties,
    early_signs,
    effects,
    final_trends,
    goal_sheets,
    method,
    outlook,
    overview,
    practice,
    problems,
    projects,
    sections_of,
    summary,
)
from plan_eval.report.sections.area_text import area_lead, area_text
from plan_eval.report.sections.phrases import counted, named, nth, printed_number, quoted
from plan_eval.report.sections.sexes import sex_lines, sexes

DAY = date(2030, 12, 31)
STAGES = {
    "annual": Stage("annual", 2027),
    "first": Stage("annual", 2021),
    "midterm": MIDTERM,
    "final": FINAL,
}
SENTENCES = (advice, effects, overview, practice, problems)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return sample_plan()


@pytest.fixture(scope="module")
def validation() -> Validation:
    return sample_validation()


@pytest.fixture(params=list(STAGES))
def context(request: pytest.FixtureRequest, plan: Plan, validation: Validation) -> Context:
    return context_of(plan, validation, judged(STAGES[request.param]))


@pytest.fixture
def final(plan: Plan, validation: Validation) -> Context:
    return context_of(plan, validation, judged(FINAL))


@pytest.fixture
def midterm(plan: Plan, validation: Validation) -> Context:
    return context_of(plan, validation, judged(MIDTERM))


def context_of(
    plan: Plan, validation: Validation, assessment: Assessment, edition: Edition | None = None
) -> Context:
    monitors = assessment.stage.name == "annual"
    edition = edition or Edition("monitoring" if monitors else "evaluation")
    return extracts.context_of(plan, assessment, validation, DAY, edition)


def advised(context: Context) -> list[str]:
    """What is asked of every indicator that advice could be given on."""
    return [
        advice.line(result, context)
        for name, result in context.assessment.results.items()
        if result.latest is not None
        and context.plan.indicators[name].group in ("quantified", "directional")
        and (result.state is State.NOT_MET or result.warnings)
    ]


def line_of(name: str, context: Context) -> str:
    return next(line for line in advised(context) if line.startswith(name))


def test_no_gap_is_printed_as_nought(context: Context) -> None:
    told = advised(context)
    assert told or context.assessment.stage.name == "annual"
    assert [line for line in told if re.search(r"差0(\.0+)?[^\d.]", line)] == []


def test_a_level_regained_is_not_asked_to_rise(final: Context) -> None:
    line = line_of("九年义务教育巩固率", final)
    assert "2022年未保持" in line
    assert "须尽快回升" not in line
    assert "相差" not in line


def test_a_level_lost_at_the_end_is_asked_to_rise(final: Context) -> None:
    line = line_of("妇女基本医疗保险参保率", final)
    assert "低于应保持的水平“稳定在96%以上”，相差0.3个百分点" in line


def test_the_gap_to_a_band_is_not_said_to_be_that_to_its_edge(final: Context) -> None:
    line = line_of("城镇社区党组织书记女性比例", final)
    result = final.assessment.results["decision-07-2"]
    left = distance(result)
    assert result.latest is not None
    assert left is not None
    if result.latest.value + left == 50:
        assert "与50%相差" in line
    else:
        assert "距目标“保持在50%左右”仍差1.0" in line


def test_the_direction_of_a_change_is_a_word(context: Context) -> None:
    told = advised(context)
    assert [line for line in told if re.search(r"[+−]\d", line)] == []
    if context.final:
        line = line_of("中等职业教育在校生中的女性比例", context)
        assert "较基期降低0.4个百分点，不符合“逐步提高”的要求" in line


def test_problems_at_the_end_are_the_missed_targets(final: Context) -> None:
    kinds = [t(f"report.problems.kind.{kind}", count="") for kind in problems.KINDS]
    found = [
        group
        for group in problems.build(final).groups
        if any(group.heading.text.endswith(kind) for kind in kinds)
    ]
    told = [name for group in found for name in group.indicators]
    missed = [
        name
        for name, r in final.assessment.results.items()
        if r.state is State.NOT_MET and r.latest
    ]
    assert sorted(told) == sorted(missed)
    for group in found:
        assert f"{len(group.indicators)}项" in group.heading.text


def test_there_are_at_most_eight_problems_and_twelve_pieces_of_advice(context: Context) -> None:
    assert len(problems.build(context).groups) <= 8
    found = advice.build(context)
    assert len(found.items) <= 12
    left = int(next(iter(re.findall(r"其余(\d+)项", found.rest)), 0))
    told = sum(len(item.indicators) for item in found.items)
    assert f"{told + left}项" in found.lead or not told


def test_problems_name_causes_only_in_the_words_of_a_department(midterm: Context) -> None:
    said = {quoted(one.problems or "") for one in midterm.assessment.self_assessments}
    told = [cause for group in problems.build(midterm).groups for cause in group.causes]
    assert told
    assert [cause for cause in told if not any(cause.endswith(words) for words in said)] == []


def test_a_doubtful_verdict_says_so_where_it_is_told(context: Context) -> None:
    wanted = {
        context.plan.indicators[name].name
        for name, result in context.assessment.results.items()
        if result.evidence is Evidence.INDICATIVE
    }
    for line in advised(context):
        if line.split("：")[0] in wanted:
            assert t("report.indicative") in line
    say = area_findings.turns()
    for area in context.plan.areas:
        for story in area_findings.stories(area, context, say):
            if context.plan.indicators[story.indicator].name in wanted:
                assert t("report.story.doubt") in story.text


def test_missing_data_and_open_verdicts_agree(context: Context) -> None:
    gaps = data_gaps.build(context)
    open_ones = {line.name for line in gaps.lines if line.judged == t("state.undetermined")}
    for name in open_ones:
        assert name in gaps.lead
    assert (t("report.gaps.all-judged") in gaps.lead) == (not open_ones)


def test_questions_about_one_figure_are_told_once(final: Context) -> None:
    notes = data_gaps.build(final).notes
    assert len(notes) == len(set(notes)) > 0


def test_what_there_is_none_of_is_not_counted() -> None:
    assert counted("tally", {"met": 3, "not_met": 0, "undetermined": 1}) == (
        "已达标3项，无法判定1项"
    )
    assert counted("tally", {"met": 0}) == ""


def test_long_lists_end_with_their_number() -> None:
    assert named(["甲", "乙"], 2) == "甲、乙"
    assert named(["甲", "乙", "丙"], 2) == "甲、乙等3项"


def test_a_number_printed_twice_is_told_apart(midterm: Context) -> None:
    eights = [goal.id for goal in midterm.plan.areas[3].goals if goal.printed == "8"]
    assert [printed_number(one, midterm) for one in eights] == ["8（之一）", "8（之二）"]
    assert [nth(one, midterm) for one in eights] == ["第8项（之一）", "第8项（之二）"]
    assert nth("health-03", midterm) == "第3项"


def test_no_two_tables_have_the_same_title(midterm: Context) -> None:
    goal_sheets.build(midterm)
    titles = Counter(caption.title for caption in midterm.outline.tables)
    assert [title for title, count in titles.items() if count > 1] == []


def test_the_end_projects_nothing(final: Context) -> None:
    found = early_signs.build(final)
    assert (found.outlook, found.levels) == (None, ())
    assert found.closing is not None
    assert "推算" not in goal_sheets.build(final).key
    assert "预警" not in found.heading.text
    paragraphs = method.build(final).paragraphs
    assert not [text for text in paragraphs if text.startswith(("进度评价", "预警与预测"))]


def test_years_that_a_gap_takes_are_arithmetic(final: Context) -> None:
    counted_ = 0
    for result in final.assessment.results.values():
        years, left = final_trends.years_left(result), distance(result)
        if years is None or left is None:
            continue
        assert result.latest is not None
        assert result.baseline is not None
        span = result.latest.year - result.baseline.year
        yearly = (result.latest.value - result.baseline.value) / Fraction(span)
        assert abs(yearly) * (years - 1) < abs(left) <= abs(yearly) * years
        counted_ += 1
    assert counted_ > 5


def test_ups_and_downs_of_chance_are_no_trend(final: Context) -> None:
    result = final.assessment.results["health-02-1"]
    assert result.small_count is not None
    assert result.small_count.by_chance
    assert final_trends.recent_move(result, final) is None


def test_the_outlook_counts_every_quantified_target_once(context: Context) -> None:
    found = outlook.outlook(context)
    total = context.assessment.tallies["quantified"].total
    if context.final or context.assessment.stage.year == 2021:
        assert found.caption is None
        return
    assert sum(found.total) == total
    sums = tuple(sum(column) for column in zip(*(counts for _, counts in found.lines), strict=True))
    assert sums == found.total


def test_an_early_sign_tells_its_projection_beside_it(midterm: Context) -> None:
    for part in early_signs.build(midterm).levels:
        for sign in part.signs:
            result = midterm.assessment.results[sign.row.id]
            assert (sign.chance == "—") == (result.projection is None)
            assert "达标概率" not in sign.other
            assert sign.other or sign.why


def test_experience_is_quoted_where_the_outcome_bears_it_out(midterm: Context) -> None:
    found = practice.build(midterm)
    told = {one.text for one in found.said}
    reported = [one for one in midterm.said.values() if one.achievements]
    assert 0 < len(told) < len(reported)
    for one in reported:
        if one.item in midterm.plan.goals and quoted(one.achievements or "") in told:
            results = [midterm.result(i) for i in midterm.plan.indicators_of(one.item)]
            assert outcome(results, midterm.assessment.stage)
    assert len(found.said) == 8
    assert f"报告好做法好经验{len(reported)}条" in found.lead


def test_without_self_assessments_nothing_is_counted_as_nought(
    plan: Plan, validation: Validation
) -> None:
    silent = validation.self_assessments.clear()
    stage = STAGES["final"]
    context = context_of(plan, validation, assess(plan, validation.observations, silent, stage))
    found = effects.build(context)
    assert (found.caption, found.lines) == (None, ())
    assert "没有收到" in found.text
    assert "没有收到" in problems.build(context).lead
    assert practice.build(context).lead == t("report.practice.none")
    assert [part.problems for part in goal_sheets.build(context).areas] == [None] * 8


def test_effects_add_up_to_the_measures(midterm: Context) -> None:
    found = effects.build(midterm)
    assert sum(found.total) == len(midterm.plan.measures)
    named_ = sum(line.count("第") for kind in found.kinds for line in kind.lines)
    assert named_ >= sum(found.total[1:4])


def test_women_and_men_add_up(context: Context) -> None:
    found, lines = sexes(context), sex_lines(context)
    assert found is not None
    gaps = [line.gap for line in lines]
    higher = sum(gap.startswith("+") for gap in gaps)
    assert f"女性高于男性的{higher}项" in found.text


def test_a_gap_that_rounding_could_widen_has_not_widened(final: Context) -> None:
    line = next(line for line in sex_lines(final) if line.name == "孕前优生检查率")
    assert line.trend == "基本持平"  # 3.59 and 3.61


@pytest.mark.parametrize("department", ["court", "health", "statistics"])
@pytest.mark.parametrize("stage", list(STAGES))
def test_an_extract_has_no_empty_counts(
    plan: Plan,
    validation: Validation,
    stage: str,
    department: str,
) -> None:
    monitors = judged(STAGES[stage]).stage.name == "annual"
    edition = Edition("monitoring" if monitors else "evaluation", department=department)
    context = context_of(plan, validation, judged(STAGES[stage]), edition)
    found = attainment.build(context)
    told = [found.lead, found.paragraph, found.direction, early_signs.build(context).lead]
    told += [area_lead(area, context) + area_text(area, context) for area in context.plan.areas]
    told += [text for _, _, texts in overview.build(context).parts for text in texts]
    told.append(projects.build(context).text if context.plan.projects.projects else "")
    whole = "".join(told)
    assert "—%" not in whole
    assert re.findall(r"[^\d.]0(?:项|个|条)", whole) == []


def test_an_extract_quotes_its_own_department_alone(plan: Plan, validation: Validation) -> None:
    edition = Edition(department="court")
    context = context_of(plan, validation, judged(FINAL), edition)
    found = practice.build(context)
    assert {one.department for one in found.said} <= {"区法院"}


def test_monitoring_leaves_words_to_the_evaluation(plan: Plan, validation: Validation) -> None:
    edition = Edition("monitoring", area="law")
    html = compose(context_of(plan, validation, judged(MIDTERM), edition), ROOT / "templates")
    assert "中期监测报告" in html
    assert "自评：" not in html
    assert "策略措施自评与效果" not in html
    assert t("goal-state.left-to-evaluation") in html


def test_real_figures_are_not_called_invented_in_a_draft(
    plan: Plan, validation: Validation
) -> None:
    sent = validation.data.submissions
    named_ = sent.observations.with_columns(source=pl.lit("部门台账"))
    real = validate(replace(sent, observations=named_), plan)
    units = plan.units.model_copy(update={"synthetic": False})
    honest = Plan.model_construct(
        **{name: getattr(plan, name) for name in Plan.model_fields} | {"units": units}
    )
    edition = Edition(area="law", draft=True)
    html = compose(context_of(honest, real, judged(MIDTERM), edition), ROOT / "templates")
    assert "征求意见稿" in html
    assert "示例数据" not in html
    assert "虚构" not in html


def test_a_baseline_of_another_year_says_so(final: Context) -> None:
    indicator = final.plan.indicators["health-m02-2"]
    assert row(indicator, final).baseline_year == 2027
    table = goal_sheets.build(final)
    rows = (r for a in table.areas if a.measures for r in a.measures.rows)
    assert any(r.baseline_year == 2027 for r in rows)


def test_statuses_are_printed_in_the_words_departments_tick() -> None:
    assert {code: t(f"checklist.{code}") for code in STATUSES} == {
        code: words[0] for code, words in STATUSES.items()
    }


def test_the_cover_does_not_repeat_the_years_of_the_title(context: Context) -> None:
    made = cover.build(context)
    assert made.period not in made.title or not made.period
    assert bool(made.period) == (context.assessment.stage.name == "midterm")


def test_the_yearly_report_looks_back_one_year(context: Context) -> None:
    told = attainment.build(context).paragraph
    year = context.assessment.stage.year
    assert (f"与{year - 1}年相比" in told) == (context.assessment.stage.name == "annual")


def test_the_summary_is_two_pages(context: Context, tmp_path: Path) -> None:
    made = Templates(ROOT / "templates").get_template("sections/summary.html.j2")
    built = {"summary": summary.build(context), "cover": cover.build(context)}
    html = made.render(
        context=context, plan=context.plan, sections=built, cover=built["cover"], t=t
    )
    assert "—%" not in html
    done = render(html, tmp_path / "summary.pdf")
    assert done.pages <= 2


def test_duties_are_listed_as_their_offices_report_them(midterm: Context) -> None:
    found = duties.build(midterm)
    (first, implementing), (second, monitoring) = found.tables
    assert [first.title, second.title] == ["组织实施工作", "监测评估工作"]
    told = {one.item: one for one in midterm.assessment.self_assessments}
    reported = [one for one in midterm.plan.duties if one in told]
    assert len(implementing) + len(monitoring) == len(reported) == 6
    assert "15项工作，责任单位就其中6项报告" in found.text
    by_title = {line.title: line for line in (*implementing, *monitoring)}
    for name in reported:
        line, said = by_title[midterm.plan.duties[name].title], told[name]
        assert line.reported == f"{midterm.plan.department[said.department or ''].name}，2025年"
        assert (line.status, line.evidence) == (t(f"checklist.{said.status}"), said.evidence or "—")
        for text in (said.achievements, said.problems, said.next_steps):
            assert not text or any(one.endswith(text) for one in line.told)


def test_without_a_report_on_duties_there_is_no_section(
    plan: Plan, validation: Validation, midterm: Context
) -> None:
    of = context_of(plan, validation, judged(MIDTERM), Edition(department="statistics"))
    assert "duties" in sections_of(of)
    said = validation.self_assessments.filter(~pl.col("item").is_in(list(plan.duties)))
    silent = assess(plan, validation.observations, said, MIDTERM)
    assert "duties" not in sections_of(context_of(plan, validation, silent, of.edition))
    carried = overview.build(context_of(plan, validation, silent)).carried_out
    assert carried is not None
    assert (carried.tables, "均未报告" in carried.text) == ((), True)
    assert all(duty.title in carried.silent for duty in plan.duties.values())


@pytest.mark.parametrize(
    ("edition", "items"),
    [
        (Edition(department="statistics"), ["monitoring-1", "monitoring-3"]),
        (Edition(department="health"), []),
        (Edition(area="health"), []),
    ],
)
def test_an_extract_has_its_departments_duties(
    plan: Plan, validation: Validation, edition: Edition, items: list[str]
) -> None:
    context = context_of(plan, validation, judged(MIDTERM), edition)
    assert list(context.duties_said) == items
    assert ("duties" in sections_of(context)) is bool(items)


def test_a_yearly_report_lists_duties(plan: Plan, validation: Validation) -> None:
    yearly = context_of(plan, validation, judged(Stage("annual", 2025)))
    assert yearly.edition.kind == "monitoring"
    carried = overview.build(yearly).carried_out
    assert carried is not None
    assert len(carried.tables) == 2


def test_what_is_said_of_duties_is_counted_with_no_area(midterm: Context) -> None:
    """A duty has no figures, so its experience is neither borne out nor left out."""
    reported = {one for one in midterm.said if midterm.said[one].achievements}
    assert reported.isdisjoint(midterm.plan.duties)
    telling = replace(
        next(one for one in midterm.assessment.self_assessments if one.item == "monitoring-1"),
        achievements="建立了数据库。",
        problems="九年义务教育巩固率的统计口径不一。",
    )
    others = (one for one in midterm.assessment.self_assessments if one.item != "monitoring-1")
    told = replace(midterm.assessment, self_assessments=(*others, telling))
    context = replace(midterm, assessment=told)
    assert practice.build(context).lead == practice.build(midterm).lead
    assert problems.build(context).lead == problems.build(midterm).lead
    assert any(
        "建立了数据库" in one
        for _, lines in duties.build(context).tables
        for line in lines
        for one in line.told
    )
