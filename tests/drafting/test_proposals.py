"""Clauses as plans word them, and what a reader makes of each."""

from __future__ import annotations

import pytest

from plan_eval.drafting.proposals import Proposal, proposals_of

LEVELS = ("value", "minimum", "count", "limit", "antecedent", "consequent")


def said(one: Proposal) -> str:
    """A proposal in a line: name, kind, numbers, unit."""
    given = (getattr(one.target, name, None) for name in LEVELS)
    levels = [str(level) for level in given if level is not None]
    return " ".join(filter(None, (one.name, one.target.kind, *levels, one.unit)))


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        ("孕产妇死亡率控制在7.5／10万以下", "孕产妇死亡率 at_most 7.5 1/10万"),
        ("婚前医学检查率提高至65%", "婚前医学检查率 at_least 65 %"),
        ("巩固率达到并保持在92%以上", "巩固率 reached_and_held 92 %"),
        ("女性比例保持在50%左右", "女性比例 around 50 %"),
        ("千兆宽带家庭普及率超过30%", "千兆宽带家庭普及率 more_than 30 %"),
        ("婴儿死亡率≤5‰", "婴儿死亡率 at_most 5 ‰"),
        ("小学生近视率38%", "小学生近视率 at_most 38 %"),
        ("疫苗接种率以乡镇为单位保持在90%以上", "疫苗接种率 sustained 90 %"),
        ("持证率由30%提高到50%以上", "持证率 at_least 50 %"),
        ("参与率超九成", "参与率 more_than 90 %"),
        ("康复率达百分之百", "康复率 at_least 100 %"),
        ("女性平均受教育年限达到11.5年", "女性平均受教育年限 at_least 11.5 年"),
        ("每万名儿童拥有儿科医生6.9名", "每万名儿童拥有儿科医生数 at_least 6.9 人"),
        ("儿童每天校外活动不少于1小时", "儿童每天校外活动时间 at_least 1 小时"),
        ("95%以上的学校配备心理教师", "学校配备心理教师的比例 at_least 95 %"),
        ("90%以上的社区建设1所儿童之家", "社区建设1所儿童之家的比例 at_least 90 %"),
        ("技能劳动者中女性比例提高5个百分点", "技能劳动者中女性比例增幅 at_least 5 百分点"),
        ("近视率每年降低0.5到1个百分点", "近视率年均降幅 at_least 0.5 百分点"),
        ("建立100个示范点", "示范点数 at_least 100 个"),
        ("新增公办幼儿园12所", "公办幼儿园新增数 addition 12 所"),
        ("五星文明户3000以上", "五星文明户数 at_least 3000 户"),
        ("规范化建设至少1处庇护所", "庇护所数 at_least 1 处"),
        ("每个村至少设立1名儿童主任", "村儿童主任数 each_unit 1 人"),
        ("城市社区服务设施实现全覆盖", "城市社区服务设施覆盖率 full_coverage %"),
        ("确保零就业家庭动态清零", "零就业家庭数 full_coverage 户"),
        ("完善低保制度，实现应保尽保", "低保制度应保尽保率 full_coverage %"),
        ("便利优质15分钟生活圈", "便利优质15分钟生活圈覆盖率 standard 15 %"),
        ("农村卫生厕所普及率提高", "农村卫生厕所普及率 trend %"),
        ("侵害案件发案率持续下降", "侵害案件发案率 trend %"),
        ("妇女抑郁症患病率上升趋势渐缓", "妇女抑郁症患病率 slowing %"),
        ("缩小两性家务劳动时间差距", "两性家务劳动时间差距 gap 小时"),
        ("女性收入水平不断提升", "女性收入水平 qualitative"),
        ("65岁以上妇女健康管理水平提高", "65岁以上妇女健康管理水平 qualitative"),
        ("每学期开展2次视力监测", "每学期开展2次视力监测 qualitative"),
    ],
)
def test_one_clause_one_indicator(clause: str, wanted: str) -> None:
    assert [said(one) for one in proposals_of(f"{clause}。")] == [wanted]


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        (
            "新生儿、婴儿和5岁以下儿童死亡率分别保持在3‰、4‰和5‰以下",
            [
                "新生儿死亡率 sustained 3 ‰",
                "婴儿死亡率 sustained 4 ‰",
                "5岁以下儿童死亡率 sustained 5 ‰",
            ],
        ),
        (
            "5岁以下儿童贫血率和生长迟缓率分别控制在10%和5%以下",
            ["5岁以下儿童贫血率 at_most 10 %", "5岁以下儿童生长迟缓率 at_most 5 %"],
        ),
        (
            "孕产妇艾滋病、梅毒和乙肝检测率达到99%以上",
            [
                "孕产妇艾滋病检测率 at_least 99 %",
                "孕产妇梅毒检测率 at_least 99 %",
                "孕产妇乙肝检测率 at_least 99 %",
            ],
        ),
        (
            "困难家庭和特殊家庭服务覆盖率达到100%",
            ["困难家庭服务覆盖率 at_least 100 %", "特殊家庭服务覆盖率 at_least 100 %"],
        ),
        (
            "县委和县政府领导班子中至少各配备1名女干部",
            ["县委领导班子女干部数 at_least 1 人", "县政府领导班子女干部数 at_least 1 人"],
        ),
        (
            "教育和培训覆盖率达到80%",
            ["教育和培训覆盖率 at_least 80 %"],
        ),
        (
            "男女厕位比例不低于1：1.5，人流量较大地区不低于1：2",
            ["男女厕位比例 ratio 1 1.5 比值", "人流量较大地区男女厕位比例 ratio 1 2 比值"],
        ),
        (
            "入学率力争到2025年达到80%，到2030年达到90%",
            ["入学率 at_least 80 %", "入学率 at_least 90 %"],
        ),
        (
            "女党员比例逐步提高，破案率和结案率稳步上升",
            ["女党员比例 trend %", "破案率 trend %", "结案率 trend %"],
        ),
        (
            "新增4处活动中心，3处青少年宫",
            ["活动中心新增数 addition 4 处", "青少年宫新增数 addition 3 处"],
        ),
    ],
)
def test_lists_are_taken_apart_where_their_parts_are_alike(clause: str, wanted: list[str]) -> None:
    assert [said(one) for one in proposals_of(f"{clause}。")] == wanted


@pytest.mark.parametrize(
    ("clause", "certainty", "why"),
    [
        ("检查率达到65%以上", "clear", ()),
        ("（2）检查率达到65%以上", "clear", ()),
        ("检查率达到65%", "likely", ()),
        ("检查率65%", "likely", ("no-bound",)),
        ("五星文明户3000以上", "guess", ("unit",)),
        ("艾滋病、梅毒治疗率达到95%以上", "likely", ("taken-apart",)),
        ("教育和培训覆盖率不低于80%", "likely", ("maybe-several",)),
        ("到2025年检查率达到65%以上", "likely", ("dated",)),
    ],
)
def test_a_proposal_says_how_sure_it_is_and_why(
    clause: str, certainty: str, why: tuple[str, ...]
) -> None:
    one = proposals_of(clause)[0]
    assert (one.certainty, one.why) == (certainty, why)
