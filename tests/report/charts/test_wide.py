"""The pictures as wide as the page: towns, benchmarks, women and men, areas by state."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

import altair as alt
import pytest
import vl_convert
from tests.report.charts.drawn import Drawn, drawn, unstyled

from plan_eval.report.charts.bullet import Bullet, bullet_chart
from plan_eval.report.charts.dumbbell import Pair, dumbbell_chart
from plan_eval.report.charts.heat import HeatRow, heat_chart
from plan_eval.report.charts.strip import strip_chart
from plan_eval.report.charts.theme import ACCENT, WARN, Specification

LEVELS = {"nation": "国家", "province": "省", "city": "市", "district": "本区目标"}
STATES = ("已达标", "接近达标", "未达标", "无法判定")
LONG = "有劳动关系的妇女和灵活就业妇女工伤保险参保率"


def towns(count: int, name: str) -> Specification:
    return strip_chart({f"{name}{n}": Fraction(n % 4) for n in range(count)}, 1)


def benchmarks() -> Specification:
    rows = [
        Bullet("常用指标", 70.1, {"nation": 70, "province": 70, "city": 75, "district": 75}),
        Bullet(LONG, 3.2, {"district": 3.2}),
        Bullet("毛入学率", 112.4, {"province": 95, "district": 100}),
    ]
    return bullet_chart(rows, LEVELS, "最近值")


def sexes() -> Specification:
    pairs = [Pair("相等", 50, 50), Pair(LONG, 0, 100), Pair("都没有", 0, 0), Pair("近", 97.1, 97.7)]
    return dumbbell_chart(pairs, "女", "男")


def states() -> Specification:
    rows = [
        HeatRow("妇女与健康（23）", dict(zip(STATES, (8, 0, 15, 0), strict=True))),
        HeatRow(LONG, dict(zip(STATES, (0, 0, 0, 1), strict=True))),
        HeatRow("没有指标", {}),
    ]
    return heat_chart(rows, STATES)


PICTURES: dict[str, Callable[[], Specification]] = {
    "benchmarks": benchmarks,
    "sexes": sexes,
    "states": states,
    "a town": lambda: towns(1, "石碁镇"),
    "sixteen towns": lambda: towns(16, "市桥街"),
    "long names": lambda: towns(16, "大龙街道办事处"),
    "many towns": lambda: towns(30, "沙头街道"),
}


def words(picture: Drawn) -> list[str]:
    return [text.words for text in picture.texts]


@pytest.mark.parametrize("name", PICTURES)
def test_no_text_is_cut_or_covered(name: str) -> None:
    picture = drawn(PICTURES[name]())
    assert [text.words for text in picture.texts if not picture.view.holds(text.box)] == []
    pairs = combinations(picture.texts, 2)
    assert [(one.words, two.words) for one, two in pairs if one.box.meets(two.box)] == []
    assert not any("…" in text for text in words(picture))


@pytest.mark.parametrize("name", PICTURES)
def test_specifications_are_valid_vega_lite(name: str) -> None:
    alt.Chart.from_dict(unstyled(PICTURES[name]()), validate=True)


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_those_of_vega_lite(name: str) -> None:
    full = PICTURES[name]()
    assert drawn(full).svg == vl_convert.vegalite_to_svg(full)


@pytest.mark.parametrize("name", ["benchmarks", "sexes", "states"])
def test_long_names_of_rows_stand_in_full(name: str) -> None:
    assert LONG in words(drawn(PICTURES[name]()))


def test_every_town_is_named_in_the_order_given() -> None:
    names = [f"大龙街道办事处{n}" for n in range(16)]
    shown = [word for word in words(drawn(towns(16, "大龙街道办事处"))) if word in names]
    assert shown == names


def test_towns_below_the_floor_are_hollow_and_named_in_red() -> None:
    picture = drawn(strip_chart({"甲街": Fraction(2), "乙镇": Fraction(0)}, 1))
    colours = {text.words: text.colour for text in picture.texts}
    assert colours["乙镇"] == WARN != colours["甲街"]
    assert picture.svg.count('fill="white"') == 1
    assert "≥1" in colours


def test_of_two_equal_figures_both_are_seen() -> None:
    picture = drawn(dumbbell_chart([Pair("相等", 50, 50)], "女", "男"))
    women, men = marks(picture, "value: 50;")
    # the square is open, and the circle has room inside it
    assert f'fill="{ACCENT}"' in women
    assert "fill=" not in men
    assert diameter(women) < diameter(men)


def test_equal_benchmarks_have_a_line_each() -> None:
    row = Bullet("相等", 70, {"nation": 70, "province": 70, "city": 70, "district": 70})
    drawn_marks = marks(drawn(bullet_chart([row], LEVELS, "最近值")), "value: 70;")
    places = {re.search(r"translate\(([^)]+)\)", mark)[1] for mark in drawn_marks}  # type: ignore[index]
    assert len(drawn_marks) == len(places) == 5


def test_cells_say_their_counts_and_noughts() -> None:
    shown = words(drawn(states()))
    assert [word for word in shown if word in STATES] == list(STATES)
    counts = [int(word) for word in shown if word.isdigit()]
    assert counts == [8, 0, 15, 0, 0, 0, 0, 1, 0, 0, 0, 0]


@pytest.mark.parametrize("share", range(0, 101, 5))
def test_figures_stand_out_from_their_cells_in_grey(share: int) -> None:
    row = HeatRow("健康", {"已达标": share, "未达标": 100 - share})
    picture = drawn(heat_chart([row], ("已达标", "未达标")))
    (cell,) = marks(picture, "state: 已达标;")[:1]
    figure = next(text.colour for text in picture.texts if text.words.isdigit())
    assert contrast(cell.split('fill="')[1].split('"')[0], figure) > 4


def marks(picture: Drawn, label: str) -> list[str]:
    """The paths whose label has these words."""
    return [path for path in re.findall(r"<path[^>]*>", picture.svg) if label in path]


def diameter(mark: str) -> float:
    """Twice how far a mark reaches from its middle."""
    shape = mark.split(' d="M')[1]
    return 2 * abs(float(shape.split(",")[0]))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 for two colours."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    return sum(
        weight * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
        for weight, part in zip((0.2126, 0.7152, 0.0722), channels(colour), strict=True)
    )


def channels(colour: str) -> list[float]:
    if colour == "white":
        return [1.0, 1.0, 1.0]
    if colour.startswith("#"):
        return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
