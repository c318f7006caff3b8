"""What the words of Chinese official plans bind to: bounds, directions, holds, and numbers.

The one place that knows this wording. `TERMS` is data; the functions below it find the terms and
the numbers in a text. 以上, 以下 include the number, 超过, 不满 do not (Civil Code, art. 1259).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Literal

Bound = Literal["at_least", "at_most", "more_than", "less_than", "around"]
Side = Literal["up", "down"]
Hold = Literal["every_year", "once_reached"]
Place = Literal["before", "behind", "alone"]
"""Where a term stands: before the number it binds, right behind it, or without any number."""

SIDES: dict[Bound, Side] = {
    "at_least": "up",
    "more_than": "up",
    "at_most": "down",
    "less_than": "down",
}
"""Which way a bound is open; 左右 is open to neither."""

_HELD = ("sustained", "reached_and_held")
_KINDS: dict[Bound, frozenset[str]] = {
    "at_least": frozenset(("at_least", "each_unit", "ratio", "addition", *_HELD)),
    "at_most": frozenset(("at_most", *_HELD)),
    "more_than": frozenset(("more_than",)),
    "less_than": frozenset(("less_than",)),
    "around": frozenset(("around",)),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One way of wording, as a pattern, and what it settles.

    `kinds` are the kinds of target it admits beyond those of its bound. `weak`: it gives a bound
    only where no other term does (达到 before 30%以下 leaves it to 以下). `may_stay`: no change is
    met as well (不降低). `left_over`: what is counted is what is left (清零). `change`: the number
    behind it is a difference (提高5个百分点), no level.
    """

    pattern: str
    place: Place = "alone"
    bound: Bound | None = None
    side: Side | None = None
    hold: Hold | None = None
    kinds: frozenset[str] = frozenset()
    weak: bool = False
    may_stay: bool = False
    left_over: bool = False
    change: bool = False

    @property
    def admits(self) -> frozenset[str]:
        """The kinds of target that a text with this term may be read as."""
        bound = None if self.place == "alone" else self.bound
        return self.kinds | (_KINDS[bound] if bound else frozenset())


def _alone(pattern: str, *kinds: str, left_over: bool = False) -> Term:
    admitted = ("full_coverage",) if left_over else kinds
    return Term(pattern, kinds=frozenset(admitted), left_over=left_over)


def _against(bound: Bound, pattern: str) -> Term:
    """One group against another (不低于男性): the bound is no number."""
    return Term(f"(?:{pattern}){_GROUP}性?", bound=bound, kinds=frozenset(("compared",)))


def _way(side: Side, pattern: str, *, may_stay: bool = False) -> Term:
    return Term(pattern, side=side, kinds=frozenset(("trend",)), may_stay=may_stay)


_KEEP = "(?:稳定|保持|维持|巩固)"
_REACH = "(?:达到?|(?:提高|提升|上升|增加|下降|降低|降|减少)到?|控制)"
_RISE = "提高|提升|上升|增加|增长|扩大|增强|加强|强化|加大|改善|优化|推广|推进|普及|延长|升高|增进"
_FALL = "降低|下降|减少|减轻|缩小|缩短|遏制|控制|清理|压减|下调|消减|削减|弥合|消除"
_NOT = "(?:不得|不能|不再|防止|避免|不)"
_GROUP = "(?:男|女|城镇|城市|城乡|农村|乡村)"
_BY = "(?:了|约)?(?:超过|不低于|不少于|至少|达到)?(?=[\\d一二两三百])"

TERMS: tuple[Term, ...] = (
    # before the number
    Term(
        "不(?:得|应|能)?(?:低于|少于|小于)|至少|最少|最低(?:达到|为)|起码|≥", "before", "at_least"
    ),
    Term("不(?:得|应|能)?(?:高于|多于|大于|超过|超出|突破|超)|至多|最多|≤", "before", "at_most"),
    Term(
        "超过|超出|高于|大于|多于|突破|过(?=半)|[超逾](?=\\d|[一二三四五六七八九十]成)|[>＞](?!=)",
        *("before", "more_than"),
    ),
    Term(
        "低于|少于|小于|(?:不足|不满|未满|不到)(?=[\\d百千十]|三分)|[<＜](?!=)",
        *("before", "less_than"),
    ),
    Term("约(?=[\\d百千一二三四五六七八九])|大约|接近", "before", "around"),
    Term("(?:控制|限制|压减|压降)(?:在|到|至|于)", "before", "at_most", weak=True),
    Term("(?:下降|降低|降|减少|减|压缩|缩小|缩短)[到至为]", "before", "at_most", "down", weak=True),
    Term(
        "(?:提高|提升|上升|升|增加|增|增长|扩大|扩|发展|延长)[到至为]",
        *("before", "at_least", "up"),
        weak=True,
    ),
    Term("达到?|实现|完成", "before", "at_least", weak=True),
    # a level to hold; 达到并保持在 is longer than 保持在 and read instead of it
    Term(
        f"{_REACH}[并且后]+[^，。；、\\d]{{0,4}}?{_KEEP}(?:[并、和]?{_KEEP})*(?:在|于|到)?",
        "before",
        hold="once_reached",
    ),
    Term(f"[并且][^，。；、\\d]{{0,4}}?{_KEEP}", "behind", hold="once_reached"),
    Term(
        f"{_KEEP}(?:[并、和]?{_KEEP})*(?:在|于|(?=[\\d约百至]|不[低高少超]))",
        "before",
        hold="every_year",
    ),
    Term(
        "(?:每年|各年|历年|始终|一直)[均都皆]?(?:在|于)?(?=达|不[低高少超]|\\d|超过|高于|低于)",
        "before",
        hold="every_year",
    ),
    # right behind the number
    Term("[及或]?以上", "behind", "at_least"),
    Term("[及或]?(?:以下|以内|之内|之下)", "behind", "at_most"),
    Term("左右|上下", "behind", "around"),
    # by so much: a change, no level
    Term(
        f"(?:{_RISE}|提速|增收|年均增|翻){_BY}", "before", "at_least", "up", weak=True, change=True
    ),
    Term(f"(?:{_FALL}){_BY}", "before", "at_least", "down", weak=True, change=True),
    # without a number
    _alone("全面?覆盖|全员|全部(?!门)|应.尽.|无一(?:遗漏|例外)|无遗漏", "full_coverage"),
    _alone("(?:动态)?清零|归零|零(?:发生|新增|死亡|事故)|[降减][为到至]零|杜绝", left_over=True),
    _alone("(?:新增|增设|新建)(?![和、或及的改])", "addition"),
    _alone("每一?个?(?=[镇街乡村县区市]|社区)|各(?=[镇街乡村]|社区)", "each_unit"),
    _alone("[镇乡街]（[镇乡街]）(?=[^，。；]*(?:至少|不少于|均|都))", "each_unit"),
    _alone("与[^，。；]*?(?:相适应|相匹配|相协调|相当|相称)|比例[^，。；]{0,6}[均平]衡", "parity"),
    _alone("差距|差异|鸿沟", "gap"),
    _alone(
        "(?:上升|增长|增加|升高|下降|扩大|下滑)?的?(?:趋势|势头|增速|增幅|速度)[^，。；]{0,4}?"
        "(?:渐缓|减缓|放缓|趋缓|变缓|得到遏制)",
        "slowing",
    ),
    _against("at_least", "不低于|不少于"),
    _against("at_most", "不高于|不多于|不超过"),
    _against("more_than", "高于|多于|超过"),
    _against("less_than", "低于|少于"),
    _alone("生活圈|服务圈", "standard"),
    _way("up", "稳中有升", may_stay=True),
    _way("down", "稳中有降", may_stay=True),
    _way("up", f"{_NOT}(?:降低|下降|减少|缩小|下滑)", may_stay=True),
    _way("down", f"{_NOT}(?:提高|上升|增加|扩大|增长|升高|反弹)", may_stay=True),
    _way("up", _RISE),
    _way("down", _FALL),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A term where it stands in a text."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is printed: `unit` is %, ‰, 1/10万, ':', 倍, or what is counted (处, 岁, '').

    `value` is in that unit, without 万 and 亿; `scale` is what those words multiply it by. Of a
    ratio `value` is the first term and `other` the second.
    """

    value: Fraction
    unit: str
    start: int
    end: int
    scale: int = 1
    other: Fraction | None = None
    in_numerals: bool = False

    def is_as_much_as(self, value: Decimal, unit: str | None) -> bool:
        """Whether a figure of the plan files, in their unit, is this number."""
        wide = unit is not None and unit[:1] in ("万", "亿")
        known = [self.value if wide else self.value * self.scale]
        if self.unit == "小时" and unit == "分钟":
            known = [self.value * 60]
        if self.other is not None:
            known = [self.value, self.other]
        digits = max(0, -int(value.as_tuple().exponent))
        # 三分之二 is 66.67 in the files: as many decimals as they were given
        return any(
            Fraction(value) == one
            or (self.in_numerals and digits and Fraction(value) == round(one, digits))
            for one in known
        )


DATES = frozenset(
    (
        *("年", "月", "日", "周", "号", "年代", "世纪", "学年", "年级"),
        *("届", "节", "期", "章", "级", "孩"),
    )
)
"""When, and which of several: no number that asks for anything."""

MEASURES = frozenset(("岁", "周岁", "天", "分钟", "小时", "时", "平方米", "米", "公里", "千米"))
"""Ages and sizes: mostly they say of whom or what a target speaks (65岁以上妇女)."""

STARTS = re.compile("[由从][^，。；到至提升增降减]*$")
"""What stands before the number that a change starts from (由90%提高到95%)."""

_NARROW = {
    ord(wide): narrow
    for wide, narrow in zip("０１２３４５６７８９％／：．∶", "0123456789%/:.:", strict=True)
}
"""One character for one, so that places in the text stay (NFKC would make ㎡ two)."""

_NUMERAL = "[零〇一二两三四五六七八九十百千]"
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_COUNTED = (
    "个百分点|百分点|平方米|周岁|分钟|小时|公里|千米|年代|世纪|学年|年级|人次|"
    "[名个处间所家项次户人支条倍番位张套件例岁年月日天周米期章号届节孩级座场元辆床成亩件盏对者只]"
)
_QUANTITY = re.compile(
    rf"(?P<of>百|千|十万|10万)分之(?P<share>{_NUMERAL}+(?:点{_NUMERAL}+)?|{_DIGITS})"
    rf"|(?P<whole>{_NUMERAL}+|{_DIGITS})分之(?P<part>{_NUMERAL}+(?:点{_NUMERAL}+)?|{_DIGITS})"
    rf"|(?P<first>{_DIGITS})\s*:\s*(?P<second>{_DIGITS})"
    rf"|每(?:10|十)万[人名]?[^，。；\d]{{0,8}}?(?P<per>{_DIGITS})(?=人|例|名)?"
    rf"|(?P<digits>{_DIGITS})\s*(?P<sign>%|‰|个百分点|百分点|/\s*(?:10|十)\s*万|/\s*100000)"
    rf"|(?P<half>半小时|半年|一半|半数|(?<=过)半)"
    rf"|翻(?P<doubled>一|两|三)番"
    rf"|(?P<count>{_DIGITS})\s*(?P<large>[万亿])?\s*(?P<counted>{_COUNTED})?"
    rf"|(?P<numeral>{_NUMERAL}+)(?P<wide>[万亿])?(?P<numbered>{_COUNTED})"
)
_OF = {"百": "%", "千": "‰", "十万": "1/10万", "10万": "1/10万"}
_SCALES = {"%": 100, "‰": 1000, "1/10万": 100_000}
_LARGE = {None: 1, "万": 10**4, "亿": 10**8}
_ONES = {one: n for n, one in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def narrow(text: str) -> str:
    """Digits and signs in their narrow form, every character in its place."""
    return text.translate(_NARROW)


def quantities(text: str) -> list[Quantity]:
    """Every number of a text, in digits of either width or in numerals."""
    return [one for found in _QUANTITY.finditer(narrow(text)) for one in _quantity(found)]


def _quantity(found: re.Match[str]) -> Iterator[Quantity]:
    """One match as a number; a numeral alone (两癌, 一体) is none."""
    part = found.groupdict()
    at = (found.start(), found.end())
    if part["whole"]:
        whole, share = _number(part["whole"]), _number(part["part"])
        if whole:
            yield Quantity(share / whole * 100, "%", *at, in_numerals=True)
    elif part["of"]:
        yield Quantity(_number(part["share"]), _OF[part["of"]], *at, in_numerals=True)
    elif part["first"]:
        yield Quantity(_number(part["first"]), ":", *at, other=_number(part["second"]))
    elif part["per"]:
        yield Quantity(_number(part["per"]), "1/10万", *at)
    elif part["digits"]:
        sign = "1/10万" if "/" in part["sign"] else part["sign"].removeprefix("个")
        yield Quantity(_number(part["digits"]), sign, *at)
    elif part["half"]:
        half, of = {"半小时": (30, "分钟"), "半年": (6, "月")}.get(part["half"], (50, "%"))
        yield Quantity(Fraction(half), of, *at, in_numerals=True)
    elif part["doubled"]:
        yield Quantity(Fraction(1 << _ONES[part["doubled"]]), "倍", *at, in_numerals=True)
    else:
        digits, unit = part["count"] or part["numeral"], part["counted"] or part["numbered"] or ""
        scale = _LARGE[part["large"] or part["wide"]]
        value = _number(digits)
        if unit == "成":
            value, unit = value * 10, "%"
        yield Quantity(value, unit, *at, scale=scale, in_numerals=not part["count"])


def _number(written: str) -> Fraction:
    """12,000, 7.5, 二十五 and 七点五 as numbers."""
    if written[0].isdigit():
        return Fraction(written.replace(",", ""))
    whole, _, rest = written.partition("点")
    total, ones = 0, 0
    for character in whole:
        if character in _TENS:
            total, ones = total + (ones or 1) * _TENS[character], 0
        else:
            ones = ones * 10 + _ONES[character]
    digits = "".join(str(_ONES[character]) for character in rest)
    return Fraction(f"{total + ones}.{digits or 0}")


@cache
def _patterns() -> tuple[tuple[Term, re.Pattern[str]], ...]:
    return tuple((term, re.compile(term.pattern)) for term in TERMS)


def terms_in(text: str) -> list[Found]:
    """The terms of a text, in its order, the longest of those that overlap (不超过, never 超过)."""
    plain = narrow(text)
    found = [
        Found(term, match.start(), match.end())
        for term, pattern in _patterns()
        for match in pattern.finditer(plain)
        if match.end() > match.start()
    ]
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
