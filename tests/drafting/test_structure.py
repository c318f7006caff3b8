"""Parts of a plan by its headings, however an office numbers them; nothing of the text is lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from benches.draft import EXPECTED, TEXT, TEXTS

from plan_eval.drafting.sources import Paragraph, Source, read_source
from plan_eval.drafting.structure import Outline, outline_of
from plan_eval.errors import PlanEvalError


def outlined(text: str) -> Outline:
    lines = text.strip().splitlines()
    paragraphs = tuple(Paragraph(line.strip(), n) for n, line in enumerate(lines, 1))
    return outline_of(Source("plan.txt", paragraphs, {}))


def plain(number: str) -> str:
    return unicodedata.normalize("NFKC", number).rstrip(".")


def shape(found: Outline) -> list[tuple[str, list[str], list[str]]]:
    return [
        (
            area.heading.text,
            [f"{plain(item.printed)}|{item.text}" for item in area.goals],
            [f"{plain(item.printed)}|{item.text}" for item in area.measures],
        )
        for area in found.areas
    ]


OFFICIAL = """
一、总体要求
坚持正确方向。
二、发展领域、主要目标和策略措施
（一）妇女与健康
主要目标：
1.健康水平提高。
2.死亡率下降。
策略措施：
1.完善服务。建立制度。
（二）妇女与教育
主要目标：
1.平等入学。
策略措施：
1.落实政策。
三、组织实施
（一）加强领导。
"""
WANTED = [
    ("妇女与健康", ["1|健康水平提高。", "2|死亡率下降。"], ["1|完善服务。建立制度。"]),
    ("妇女与教育", ["1|平等入学。"], ["1|落实政策。"]),
]


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [("主要目标：", "主要目标"), ("策略措施：", "【策略措施】")],
        [("主要目标：", "（1）主要目标："), ("策略措施：", "（2）策略措施：")],
        [(r"(?m)^(\d)\.", r"\1．")],
        [(r"(?m)^(\d)\.", r"\1、 ")],
        [(r"(?m)^1\.", "１．"), (r"(?m)^2\.", "２．")],
        [(r"(?m)^1\.", "1）"), (r"(?m)^2\.", "2）")],
        [(r"(?m)^1\.", "⒈"), (r"(?m)^2\.", "⒉"), ("（一）妇", "㈠妇"), ("（二）妇", "㈡妇")],
        [("（一）妇女", "(一)妇女"), ("（二）妇女", "(二) 妇女")],
        [("（一）妇女", "妇女"), ("（二）妇女", "妇女")],
        [("一、总", "第一章 总"), ("二、发", "第二章 发"), ("三、组", "第三章 组")],
        [("（一）妇女", "第一节　妇女"), ("（二）妇女", "第二节　妇女")],
        [("主要目标：\n1", "主要目标：1"), ("策略措施：\n1", "策略措施：1"), ("。\n2", "。2")],
        [("健康水平提高。", "健康水平\n提高。")],
        [
            ("二、发展领域.*\n", ""),
            ("（一）妇", "二、妇"),
            ("（二）妇", "三、妇"),
            ("三、组", "四、组"),
        ],
        [("主要目标：\n", ""), ("策略措施：\n", ""), ("平等入学", "平等入学。\n2.平等升学")],
    ],
)
def test_the_same_plan_in_other_clothes(changes: list[tuple[str, str]]) -> None:
    text = OFFICIAL
    for pattern, other in changes:
        text, count = re.subn(pattern, other, text)
        assert count, pattern
    wanted = WANTED
    if "升学" in text:
        wanted = [WANTED[0], ("妇女与教育", ["1|平等入学。", "2|平等升学。"], ["1|落实政策。"])]
    found = outlined(text)
    assert shape(found) == wanted
    assert [item.text for item in found.implementation.items] == ["加强领导。"]


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        ("1.甲目标。\n2.乙目标。\n2.丙目标。\n3.丁目标。", ["1", "2", "2", "3"]),
        ("1.甲目标。\n3.丙目标。", ["1", "3"]),
        ("7.甲目标。\n8.5岁以下儿童贫血率下降。", ["7", "8"]),
        ("1.甲目标。\n2.2025年前完成乙。", ["1", "2"]),
        ("1.甲目标：\n（1）子目标。\n（2）子目标。\n2.乙目标。", ["1", "2"]),
        ("——甲目标达到8%；\n——乙目标。", ["1", "2"]),
        ("甲目标达到百分之八。\n乙目标达到百分之九。", ["1", "2"]),
    ],
    ids=["twice", "skipped", "a number behind", "a year behind", "sub-items", "dashes", "none"],
)
def test_numbers_of_items_slip(lines: str, printed: list[str]) -> None:
    found = outlined(f"（一）儿童与健康\n主要目标：\n{lines}\n策略措施：\n1.完善服务。")
    (area,) = found.areas
    assert [item.printed for item in area.goals] == printed
    text = "".join(item.text for item in area.goals)
    for piece in re.findall("[甲乙丙丁子]目标|5岁以下儿童|2025年前", lines):
        assert piece in text
    assert len(area.measures) == 1


@pytest.mark.parametrize("name", EXPECTED)
def test_made_up_plans_have_the_parts_a_reader_sees(name: str) -> None:
    found, expected = outline_of(read_source(TEXTS / name)), EXPECTED[name]
    assert [len(area.goals) for area in found.areas] == expected["goals"]
    assert [len(area.measures) for area in found.areas] == expected["measures"]
    assert len(found.projects) == expected["projects"]


def all_of(found: Outline) -> str:
    """Every text that the outline holds."""
    texts = [one.text for one in (*found.front, *found.background, *found.unplaced)]
    for area in found.areas:
        texts.append(area.heading.text)
        texts += [item.text for item in (*area.goals, *area.measures)]
    for items in (found.projects, found.implementation.items, found.monitoring.items):
        texts += [item.text for item in items]
    texts += [found.implementation.heading, found.monitoring.heading]
    return "".join(texts)


@pytest.mark.parametrize("path", [*(TEXTS / name for name in EXPECTED), TEXT], ids=lambda p: p.name)
def test_no_character_of_a_text_is_lost(path: Path) -> None:
    """But for numbers and labels, which the parts stand for."""
    if not path.is_file():
        pytest.skip("the plan's text is not here (../shared/plan)")
    source = read_source(path)
    lost = Counter("".join(one.text for one in source.paragraphs)) - Counter(
        all_of(outline_of(source))
    )
    signs = set("".join(lost)) - set(
        "（）()一二三四五六七八九十、.．0123456789１２３４５６７ —：:第章节。"
    )
    assert signs <= set("主要目标策略措施发展工作"), signs


def test_what_has_no_place_is_kept() -> None:
    found = outlined(OFFICIAL + "四、附表\n指标说明。\n五、监测评估\n（一）年度监测。")
    assert [one.text for one in found.unplaced] == ["四、附表", "指标说明。"]
    assert [item.text for item in found.monitoring.items] == ["年度监测。"]


@pytest.mark.parametrize(
    "text",
    [
        "关于召开会议的通知\n一、会议时间\n明天上午。\n二、会议要求\n（一）准时参加。",
        "主要目标：\n1.没有领域的目标。",
        "（一）儿童与健康\n主要目标：\n策略措施：",
    ],
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(PlanEvalError, match="没有找到规划的目标") as refused:
        outlined(text)
    assert refused.value.hint


def test_goals_and_measures_in_chapters_of_their_own() -> None:
    found = outlined(
        """
一、指导思想
坚持正确方向。
二、主要目标
（一）妇女与健康
1.健康水平提高。
2.死亡率下降。
（二）妇女与教育
1.平等入学。
三、策略措施
（一）妇女与健康
1.完善服务。建立制度。
（二）妇女与教育
1.落实政策。
四、保障措施
（一）加强领导。
"""
    )
    assert shape(found) == WANTED
    assert [item.text for item in found.implementation.items] == ["加强领导。"]


@pytest.mark.parametrize("page", ["", " 7", "\t12", "……3"])
def test_a_table_of_contents_is_no_part_of_the_plan(page: str) -> None:
    heads = [line for line in OFFICIAL.strip().splitlines() if re.match("[一二三]、|（", line)]
    heads.append("（一）加强领导")
    contents = "".join(f"{line.rstrip('。')}{page}\n" for line in heads)
    found = outlined(contents + OFFICIAL)
    assert shape(found) == WANTED
    assert [item.text for item in found.implementation.items] == ["加强领导。"]


def test_areas_that_are_numbered_themselves() -> None:
    text = re.sub("（一）妇", "1.妇", re.sub("（二）妇", "2.妇", OFFICIAL))
    text = re.sub(r"(?m)^(\d)\.(?!妇)", r"（\1）", text)
    found = outlined(text)
    assert [area.heading.text for area in found.areas] == ["妇女与健康", "妇女与教育"]
    assert [len(area.goals) for area in found.areas] == [2, 1]
    assert [len(area.measures) for area in found.areas] == [1, 1]
