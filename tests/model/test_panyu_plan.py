"""The encoded plan: its counts, its targets, what is inferred. It needs nothing but targets/."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from plan_eval.model.ages import Ages, ages_of, make_up
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.quotations import printed_texts, uncovered
from plan_eval.plan_folder.load import load_plan

TARGETS = Path(__file__).resolve().parents[2] / "targets"
ITEMS_BY_AREA = {
    "goals": [12, 10, 10, 10, 8, 12, 12, 11],
    "measures": [8, 11, 11, 11, 11, 14, 14, 9],
}
GROUPS = {"quantified": 73, "directional": 73, "qualitative": 466, "reference": 2}
UNIT_AS_PRINTED = {"1/10万": "10万", "人": "名"}
WOMEN = "女母孕"
NOT_URBAN_OR_WHOLE = ("村", "乡", "城镇", "城市")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(TARGETS)


@pytest.fixture(scope="module")
def quantified(plan: Plan) -> list[Indicator]:
    return [one for one in plan.indicators.values() if one.group == "quantified"]


def test_the_parts_of_the_plan_are_all_there(plan: Plan) -> None:
    assert len(plan.areas) == 8
    assert [len(area.goals) for area in plan.areas] == ITEMS_BY_AREA["goals"]
    assert [len(area.measures) for area in plan.areas] == ITEMS_BY_AREA["measures"]
    assert (len(plan.goals), len(plan.measures), len(plan.key_projects)) == (85, 89, 5)
    assert (len(plan.header.implementation), len(plan.header.monitoring)) == (10, 5)
    assert [note.number for note in plan.footnotes] == list(range(1, 42))


def test_indicators_by_group(plan: Plan) -> None:
    assert Counter(one.group for one in plan.indicators.values()) == GROUPS


def test_printed_numbers_repeat_where_the_plan_repeats_them(plan: Plan) -> None:
    twice = {
        item.id: item.printed
        for area in plan.areas
        for items in (area.goals, area.measures)
        for item in items
        if Counter(one.printed for one in items)[item.printed] > 1
    }
    assert twice == {
        "decision-08": "8",
        "decision-09": "8",
        "family-m02": "2",
        "family-m03": "2",
    }


def statements(plan: Plan) -> dict[tuple[str, int, str], str]:
    """Each printed quantified statement once, with the words that give its level.

    A statement is an item, the part of its text and the quoted clause: conjoined rates quote the
    same clause, so they are one statement; the same target printed again (in another item, or in
    the heading and in the body of one measure) is one more.
    """
    return {
        (source.item, part, source.quote): str(one.target.value_printed)
        for one in plan.indicators.values()
        if one.group == "quantified"
        for source in one.sources
        for part, text in enumerate(printed_texts(plan, source.item))
        if str(one.target.value_printed) in source.quote and source.quote in text
    }


def test_73_indicators_stand_behind_68_statements(plan: Plan, quantified: list[Indicator]) -> None:
    found = statements(plan)

    assert (len(quantified), len(found)) == (73, 68)
    assert sum(item in plan.goals for item, _, _ in found) == 41
    assert sum(item in plan.measures for item, _, _ in found) == 25
    assert sum(item in plan.key_projects for item, _, _ in found) == 2


def test_68_statements_are_59_targets(quantified: list[Indicator]) -> None:
    targets = {(one.owner, one.sources[0].quote, one.target.value_printed) for one in quantified}
    assert len(targets) == 59


def test_statements_in_digits_in_numerals_and_in_absolute_words(plan: Plan) -> None:
    words = list(statements(plan).values())
    digits = [one for one in words if any(character.isdigit() for character in one)]
    numerals = [one for one in words if one.startswith(("半小时", "每个镇街至少设置一个"))]

    assert (len(digits), len(numerals)) == (48, 2)
    assert len(words) - len(digits) - len(numerals) == 18


@pytest.mark.parametrize(
    ("indicator", "also_printed_in"),
    [
        ("health-05-1", {"family-m11"}),
        ("economy-m10-6", {"security-m06"}),
        ("security-01-2", {"security-m01"}),
        ("security-04-2", {"security-m04"}),
        ("security-08-2", {"security-m10"}),
        ("family-03-2", {"family-m04"}),
        ("family-04-3", {"family-m05"}),
        ("family-04-4", {"family-m05"}),
    ],
)
def test_a_target_printed_twice_is_one_indicator(
    plan: Plan, indicator: str, also_printed_in: set[str]
) -> None:
    one = plan.indicators[indicator]
    again = {
        source.item for source in one.sources[1:] if str(one.target.value_printed) in source.quote
    }
    assert again == also_printed_in


def test_the_same_words_about_three_insurances_stay_three(plan: Plan) -> None:
    bounds = {
        name: (str(plan.indicators[name].target.kind), int(plan.indicators[name].bound or 0))
        for name in ("security-01-2", "security-03-2", "security-m03-1")
    }
    assert bounds == {
        "security-01-2": ("full_coverage", 100),
        "security-03-2": ("sustained", 96),
        "security-m03-1": ("full_coverage", 100),
    }


def test_exactly_one_target_excludes_its_number(plan: Plan) -> None:
    exclusive = [
        (one.id, one.target.value_printed)
        for one in plan.indicators.values()
        if one.target.kind in ("more_than", "less_than")
    ]
    assert exclusive == [("family-03-4", "超过30%")]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("稳定在", "sustained"),
        ("保持并巩固在", "sustained"),
        ("应保尽保", "full_coverage"),
        ("应登尽登", "full_coverage"),
        ("应配尽配", "full_coverage"),
        ("应救尽救", "full_coverage"),
        ("全部参加", "full_coverage"),
        ("动态清零", "full_coverage"),
        ("全覆盖", "full_coverage"),
        ("左右", "around"),
        ("生活圈", "standard"),
        ("新增", "addition"),
        ("每个镇街", "each_unit"),
        ("1：", "ratio"),
        ("10万以下", "at_most"),
        ("控制在", "at_most"),
        ("下降到", "at_most"),
        ("超过", "more_than"),
        ("上升趋势渐缓", "slowing"),
        ("相适应", "parity"),
    ],
)
def test_words_decide_the_kind(plan: Plan, words: str, kind: str) -> None:
    kinds = {
        one.target.kind
        for one in plan.indicators.values()
        if words in (one.target.value_printed or "")
    }
    assert kinds == {kind}


def test_levels_to_hold_are_not_levels_to_reach(quantified: list[Indicator]) -> None:
    held = {
        one.id: one.target.kind
        for one in quantified
        if any(words in str(one.target.value_printed) for words in ("稳定", "保持", "维持"))
    }
    assert {one.id for one in quantified if one.target.held} == {*held}
    assert held == {
        "education-05-2": "sustained",
        "education-06-2": "sustained",
        "economy-05-2": "sustained",
        "security-03-2": "sustained",
        "decision-07-1": "around",
        "decision-07-2": "around",
        "decision-07-3": "around",
    }


def test_conjoined_rates_are_split(plan: Plan) -> None:
    clauses = Counter(
        source.quote
        for one in plan.indicators.values()
        for source in one.sources[:1]
        if one.group == "quantified"
    )
    assert {clause: count for clause, count in clauses.items() if count > 1} == {
        "孕产妇艾滋病、梅毒和乙肝检测率达到99%以上": 3,
        "艾滋病、梅毒孕产妇感染者治疗率达到95%以上": 2,
        "推动困难女职工、低收入妇女和农村妇女“两癌”筛查全覆盖": 6,
        "宫颈癌、乳腺癌防治知识知晓率达到90%以上": 2,
        "区委和区政府领导班子中至少各配备1名女干部": 2,
        "城镇社区党组织成员、社区党组织书记中女性比例保持在50%左右": 2,
        "困难家庭和特殊家庭社会工作服务覆盖率达到100%": 2,
        "确保每个镇街至少设置一个社工服务站、一个家政服务中心、一个家庭教育指导服务中心": 3,
    }


@pytest.mark.parametrize(
    ("indicator", "groups"),
    [
        (
            "security-08-2",
            "来穗妇女、特困单亲母亲、单亲母亲、贫困妇女、残疾妇女、失业妇女、老年妇女、农村留守妇女、其他",
        ),
        ("family-04-4", "村、社区"),
        ("family-m04-2", "村、居"),
        ("family-m14-1", "计划生育特殊家庭（失独家庭）、空巢独居老者家庭、特困单亲家庭、其他"),
        ("decision-m06-4", "卫生、教育、文化、其他"),
    ],
)
def test_groups_under_one_target_are_its_breakdown(plan: Plan, indicator: str, groups: str) -> None:
    assert "、".join(plan.indicators[indicator].breakdown) == groups
    assert [one.id for one in plan.indicators.values() if one.breakdown].count(indicator) == 1


def test_every_group_of_a_breakdown_is_printed_and_etc_is_other(plan: Plan) -> None:
    for one in plan.indicators.values():
        quotes = "".join(source.quote for source in one.sources)
        named = [group for group in one.breakdown if group != "其他"]
        assert [group for group in named if group not in quotes] == [], one.id
        if one.breakdown:
            assert ("其他" in one.breakdown) == any(
                f"{named[-1]}等" in source.quote for source in one.sources
            ), one.id


def test_a_clause_printed_in_two_items_is_one_indicator(plan: Plan) -> None:
    """Each quote is looked for in every other item: where it stands, it is a source."""
    homes: dict[str, set[str]] = {}
    for one in plan.indicators.values():
        for source in one.sources:
            homes.setdefault(source.quote, set()).add(source.item)
    again = [
        (one.id, quote)
        for quote, items in homes.items()
        if len(items) > 1
        for one in plan.indicators.values()
        if 0 < len(items & {s.item for s in one.sources if s.quote == quote}) < len(items)
    ]
    assert again == []


@pytest.mark.parametrize(
    ("indicator", "kind", "quote"),
    [
        ("health-m06-4", "trend", "提高妇女对营养标签的知晓率"),
        ("health-m03-10", "trend", "合理控制非医学因素导致的剖宫产"),
        ("health-m04-5", "trend", "减少非医学需要的人工流产"),
        ("health-02-3", "qualitative", "城乡区域差距逐步缩小"),
        ("decision-m02-3", "trend", "逐步提高党代会女代表比例"),
        ("decision-m05-2", "trend", "届中调整保障女干部比例不降低"),
        (
            "decision-m06-4",
            "trend",
            "注重在卫生、教育、文化等女性集中的行业提高决策管理层中女性比例",
        ),
    ],
)
def test_named_rates_of_measures_have_indicators(
    plan: Plan, indicator: str, kind: str, quote: str
) -> None:
    one = plan.indicators[indicator]
    assert (one.target.kind, one.sources[0].quote) == (kind, quote)


def test_homestead_registration_counts_women(plan: Plan) -> None:
    one = plan.indicators["economy-m09-1"]
    assert (one.scope.population, one.scope.sex) == ("农村妇女", "female")
    assert one.rate is not None
    assert one.rate.denominator.endswith("农村妇女人数")


def test_screening_looks_back_over_years(plan: Plan) -> None:
    windows = {one.id: one.rate.years for one in plan.indicators.values() if one.rate}
    assert {name: years for name, years in windows.items() if years > 1} == {
        "health-03-3": 5,
        "health-03-4": 3,
    }


def test_age_groups_make_up_the_age_of_the_indicator(plan: Plan) -> None:
    aged = [one for one in plan.indicators.values() if one.age_groups]
    assert len(aged) == 19
    for one in aged:
        whole = ages_of(one.scope.age) if one.scope.age else Ages(0, None)
        groups = [ages for group in one.age_groups if (ages := ages_of(group))]
        assert whole is not None, one.id
        assert make_up(groups, whole), one.id


def test_rates_of_people_say_whether_residents_or_registered(plan: Plan) -> None:
    """Rates over a whole population of people, by the words of their denominators."""
    for one in plan.indicators.values():
        if one.rate and (
            "常住" in one.rate.denominator or one.rate.denominator.endswith("岁人口数")
        ):
            assert one.scope.basis == "resident", one.id


def test_names_are_unique(plan: Plan) -> None:
    for names in (
        [one.name for one in plan.indicators.values()],
        [one.name_en for one in plan.indicators.values()],
        [one.name for one in plan.departments],
        [one.title for one in plan.documents],
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_every_clause_of_every_goal_is_covered(plan: Plan) -> None:
    open_clauses = {
        goal.id: uncovered(
            goal.text,
            [
                source.quote
                for one in plan.indicators_of(goal.id)
                for source in one.sources
                if source.item == goal.id
            ],
        )
        for goal in plan.goals.values()
    }
    assert {goal: clauses for goal, clauses in open_clauses.items() if clauses} == {}


def test_every_measure_serves_a_goal_and_every_goal_has_measures(plan: Plan) -> None:
    assert [goal.id for goal in plan.goals.values() if not goal.measures] == []
    assert [one for one in plan.measures if not plan.goals_served_by(one)] == []


def test_every_item_is_somebodys(plan: Plan) -> None:
    assert [goal for goal in plan.goals if not plan.indicators_of(goal)] == []
    assert [one for one in plan.key_projects if not plan.indicators_of(one)] == []


def test_percentages_have_two_counts(plan: Plan) -> None:
    without = [
        one.id
        for one in plan.indicators.values()
        if one.unit in ("%", "1/10万") and one.rate is None and one.target.kind != "gap"
    ]
    assert without == []


def test_scale_goes_with_the_unit(plan: Plan) -> None:
    scales = {(one.unit, one.rate.scale) for one in plan.indicators.values() if one.rate}
    assert scales == {("%", 100), ("1/10万", 100_000), ("比值", 1), ("元/月", 1), ("次/人", 1)}


def test_the_bound_is_plausible(quantified: list[Indicator]) -> None:
    for one in quantified:
        assert one.plausible is not None, one.id
        assert one.bound is not None, one.id
        # the bound of a floor in each unit is a share of units, its range a count
        bound = one.target.minimum if one.target.kind == "each_unit" else Fraction(one.bound)
        assert one.plausible[0] <= bound <= one.plausible[1], one.id


def test_only_gross_rates_go_beyond_their_scale(plan: Plan) -> None:
    beyond = {
        one.id
        for one in plan.indicators.values()
        if one.rate and one.unit == "%" and one.plausible and one.plausible[1] > 100
    }
    gross = {one.id for one in plan.indicators.values() if one.rate and one.rate.may_exceed}
    cohorts = {"education-05-2", "education-m04-3"}  # more pupils move in than leave
    assert beyond == {"education-04-2", "education-06-2"} | cohorts
    assert {one.id for one in plan.indicators.values() if one.rate and one.rate.cohort} == cohorts
    assert gross == beyond | {"environment-09-3"}  # visits per head, not people


def test_figures_have_a_yearly_limit(plan: Plan) -> None:
    for one in plan.indicators.values():
        if one.has_figures and one.target.kind != "gap":
            assert one.yearly_change is not None, one.id
            assert one.yearly_change > 0, one.id


def test_counts_split_by_sex_can_be_split(plan: Plan) -> None:
    """A count of women only cannot be sent for men."""
    for one in plan.indicators.values():
        if "sex" in one.splits and one.rate:
            words = one.rate.numerator + one.rate.denominator
            assert not any(sign in words for sign in ("女", "母亲", "孕产妇", "孕妇")), one.id


def test_rates_of_women_without_a_split_count_women(plan: Plan) -> None:
    for one in plan.indicators.values():
        if one.scope.sex == "female" and "sex" not in one.splits and one.rate:
            words = one.rate.numerator + one.rate.denominator
            assert any(sign in words for sign in (*WOMEN, "活产")), one.id


def test_shares_of_women_are_of_everybody(plan: Plan) -> None:
    """A share of women speaks of the whole group: a split by sex would say it twice."""
    for one in plan.indicators.values():
        if one.unit == "%" and one.name.endswith(("女性比例", "的女性比例")):
            assert (one.scope.sex, "sex" in one.splits) == ("total", False), one.id


def test_a_part_of_the_district_is_not_split_again(plan: Plan) -> None:
    for one in plan.indicators.values():
        assert one.scope.residence == "total" or "residence" not in one.splits, one.id


def test_gaps_have_their_groups(plan: Plan) -> None:
    for one in plan.indicators.values():
        if one.target.kind == "gap":
            of = plan.indicators[one.target.of] if one.target.of else one
            assert one.target.dimension in of.splits, one.id


def test_related_indicators_are_not_themselves(plan: Plan) -> None:
    assert [one.id for one in plan.indicators.values() if one.id in one.related] == []


def printed(plan: Plan, one: Indicator) -> str:
    return "".join(words for s in one.sources for words in printed_texts(plan, s.item))


def footnotes(plan: Plan, one: Indicator) -> str:
    return "".join(note.text for s in one.sources for note in plan.footnotes_at(s.item))


def wanted_as_inferred(plan: Plan, one: Indicator) -> dict[str, bool]:
    """What the plan does not print of an indicator, by field."""
    quote, words, scope = one.sources[0].quote, printed(plan, one), one.scope
    unit_printed = one.unit is None or UNIT_AS_PRINTED.get(one.unit, one.unit) in quote
    return {
        "department": True,
        "rate": one.rate is not None,
        "plausible": one.plausible is not None,
        "yearly_change": one.yearly_change is not None,
        "splits": bool(one.splits) and one.target.kind != "each_unit",
        "period": one.period != "calendar_year",
        "unit": not unit_printed,
        "target.tolerance": one.target.kind in ("around", "parity"),
        "target.of": one.target.kind == "gap" and one.target.of is not None,
        "age_groups": bool(one.age_groups),
        "supporting": bool(one.supporting),
        "scope.basis": scope.basis is not None,
        "scope.population": scope.population not in words + footnotes(plan, one),
        "scope.age": scope.age is not None and scope.age.rstrip("以上岁及") not in quote,
        "scope.sex": scope.sex == "female" and not any(sign in words for sign in WOMEN),
        "scope.residence": scope.residence != "total"
        and not any(sign in words for sign in NOT_URBAN_OR_WHOLE),
    }


def test_what_the_plan_does_not_print_is_inferred(plan: Plan) -> None:
    hidden = [
        (one.id, name)
        for one in plan.indicators.values()
        for name, wanted in wanted_as_inferred(plan, one).items()
        if wanted and name not in one.inferred
    ]
    assert hidden == []


def test_nothing_empty_is_called_inferred(plan: Plan) -> None:
    empty = [
        (one.id, name)
        for one in plan.indicators.values()
        for name in (
            *("rate", "splits", "age_groups", "plausible", "yearly_change", "period"),
            *("supporting", "scope.basis", "target.tolerance"),
        )
        if name in one.inferred and not wanted_as_inferred(plan, one)[name]
    ]
    assert empty == []


def test_departments_are_all_inferred_and_all_busy(plan: Plan) -> None:
    assert all(department.inferred for department in plan.departments)
    busy = {who for one in plan.indicators.values() for who in (one.department, *one.supporting)}
    assert busy == set(plan.department)


def test_footnotes_by_role(plan: Plan) -> None:
    roles = Counter(note.role for note in plan.footnotes)
    assert roles == {"benchmark": 7, "provenance": 27, "drafting": 7}
    for note in plan.footnotes:
        assert bool(note.benchmarks) == (note.role == "benchmark"), note.number


@pytest.mark.parametrize(
    ("indicator", "asked"),
    [
        ("health-03-3", {("nation", "70"), ("province", "70"), ("city", "75")}),
        ("education-05-2", {("nation", "96"), ("province", "96"), ("city", "98.35")}),
        ("education-06-2", {("nation", "92"), ("province", "95"), ("city", "99")}),
        ("education-04-2", {("province", "100"), ("city", "100")}),
        ("economy-02-3", {("city", "45")}),
        ("economy-03-3", {("city", "42")}),
        ("economy-05-2", {("city", "95")}),
        ("economy-05-3", {("city", "50")}),
    ],
)
def test_benchmarks_of_higher_plans(
    plan: Plan, indicator: str, asked: set[tuple[str, str]]
) -> None:
    found = plan.benchmarks_of(indicator)
    assert {(plan.document[one.document].level, str(one.value)) for one in found} == asked


def test_the_prefaces_baselines_are_not_comparable(plan: Plan) -> None:
    values = [one.value for one in plan.header.preface_baselines]
    assert values == ["98%", "98%", "全覆盖", "全覆盖"]
    assert not any(one.comparable for one in plan.header.preface_baselines)
    printed_baselines = [one.baseline for one in plan.indicators.values() if one.baseline]
    assert [(one.year, one.comparable) for one in printed_baselines] == [(None, False)]


def test_years_and_status(plan: Plan) -> None:
    assert plan.header.text_status == "consultation_draft"
    assert plan.header.span.model_dump() == {"baseline": 2020, "start": 2021, "end": 2030}
    assert plan.header.stages.model_dump() == {"midterm": 2025, "final": 2030}
