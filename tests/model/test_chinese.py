from __future__ import annotations

from fractions import Fraction

import pytest

from plan_eval.model.chinese import TERMS, quantities, terms_in

HELD = {"sustained", "reached_and_held"}
LEAST = {"at_least", "each_unit", "ratio", "addition", *HELD}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("下降到2%以下", {"at_most", *HELD}),
        ("超过30%", {"more_than"}),
        ("不超过30%", {"at_most", *HELD}),
        ("不低于45%", LEAST),
        ("低于5%", {"less_than"}),
        ("50%左右", {"around"}),
        ("应登尽登", {"full_coverage"}),
        ("与女职工比例相适应", {"parity"}),
        ("在校生中男女比例均衡", {"parity"}),
        ("义务教育均衡发展", set()),
        ("上升趋势渐缓", {"slowing"}),
        ("平均寿命不低于男性", {"compared"}),
        ("差距缩小", {"gap", "trend"}),
        ("15分钟生活圈", {"standard"}),
        ("九年义务教育巩固率", set()),
        ("组织学习", set()),
    ],
)
def test_words_admit_kinds(text: str, kinds: set[str]) -> None:
    assert {kind for found in terms_in(text) for kind in found.term.admits} == kinds


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("７．５／１０万", Fraction("7.5"), "1/10万"),
        ("十万分之七点五", Fraction("7.5"), "1/10万"),
        ("10万分之12", Fraction(12), "1/10万"),
        ("每10万人不超过12例", Fraction(12), "1/10万"),
        ("百分之七十五", Fraction(75), "%"),
        ("千分之三", Fraction(3), "‰"),
        ("三分之二", Fraction(200, 3), "%"),
        ("五成", Fraction(50), "%"),
        ("一半", Fraction(50), "%"),
        ("二十五个", Fraction(25), "个"),
        ("一百二十户", Fraction(120), "户"),
        ("3,000户", Fraction(3000), "户"),
        ("1．5％", Fraction("1.5"), "%"),
        ("半小时", Fraction(30), "分钟"),
        ("翻两番", Fraction(4), "倍"),
        ("5个百分点", Fraction(5), "百分点"),
    ],
)
def test_numbers_in_any_writing(text: str, value: Fraction, unit: str) -> None:
    assert [(one.value, one.unit) for one in quantities(text)] == [(value, unit)]


def test_a_ratio_keeps_its_order() -> None:
    (one,) = quantities("男女厕位比例不低于1：1.5")
    assert (one.value, one.other, one.unit) == (Fraction(1), Fraction("1.5"), ":")


@pytest.mark.parametrize("text", ["“两癌”检查", "城乡一体", "三八红旗手", "万众创新"])
def test_a_numeral_that_counts_nothing_is_no_number(text: str) -> None:
    assert quantities(text) == []


def test_of_terms_that_overlap_the_longest_is_read() -> None:
    assert [one.term.bound for one in terms_in("不超过5%")] == ["at_most"]
    assert [one.term.hold for one in terms_in("达到并保持在5%")] == ["once_reached"]


def test_every_term_settles_something() -> None:
    assert all(one.bound or one.side or one.hold or one.kinds for one in TERMS)
