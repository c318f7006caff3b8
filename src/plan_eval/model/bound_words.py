"""What official Chinese says of a number: 不低于45%, 下降到12/10万以下, 保持在50%左右, 全覆盖.

One table of words, each with the comparison, the direction and the years it stands for. Lint reads
it to hold a target to its clause; forms, report and drafting speak from the same table.

以上, 以下, 不低于, 至少 include the number (Civil Code, article 1259); 超过 and 不满 exclude it.
左右 gives no tolerance. 稳定在, 保持在 ask for every year, 达到并保持在 for every year from the
first that reached the level.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Comparator = Literal["at_least", "at_most", "more_than", "less_than", "around"]
Hold = Literal["every_year", "once_reached"]
Towards = Literal["up", "down"]

BEFORE: dict[Comparator, str] = {
    "at_least": "不(?:得|应)?(?:低于|少于|小于|下于)|至少|最少|起码|不得?少于|达到?|实现"
    "|(?:提高|提升|增加|增长|上升|扩大|增至|升)(?:到|至)|提至|增至|升至",
    "at_most": "不(?:得|应)?(?:超过|高于|多于|大于|突破)|至多|最多|控制在|限制在"
    "|(?:下降|降低|减少|缩小|压减|压降|降|减)(?:到|至)",
    "more_than": "(?<!不)(?<!不得)(?<!不应)(?:超过|高于|大于|多于|突破|超出)",
    "less_than": "(?<!不)(?<!不得)(?<!不应)(?:低于|少于|小于)|不满|不足|不到|未满",
    "around": "大约|约|接近",
}
"""Before the number, longest first where one holds another; a 不 turns the meaning round."""

AFTER: dict[Comparator, str] = {
    "at_least": "(?:及|或)?以上",
    "at_most": "(?:及|或)?以[下内]",
    "around": "左右|上下",
}
"""Right behind the number and its unit; they decide, whatever stands before."""

HOLDS: dict[Hold, str] = {
    "once_reached": "(?:达到|提高到|提升到|实现)(?:并|且|后)?(?:保持|稳定|巩固|维持)",
    "every_year": "(?:稳定|保持|维持|巩固)(?:并(?:稳定|保持|巩固|提高))?(?:保持)?在",
}
"""Levels of which more years count than the last. 巩固 in a name (巩固率) is none of them."""

DIRECTIONS: dict[Towards, str] = {
    "up": "提高|提升|提至|上升|增[加长多]|扩大|改善|[加增]强|强化|加大|推[进广]",
    "down": "降低|下降|减[少轻]|缩小|控制|遏制|压减|消除|清理|杜绝",
}
"""Goals without a number: which way is better."""

_OPPOSITE: dict[Towards, Towards] = {"up": "down", "down": "up"}

SHAPES: dict[str, str] = {
    "full_coverage": "全覆盖|应.尽.|全部|全员|百分之百|清零|归零|一个都?不[少落]",
    "left_over": "清零|归零|零发生",
    "each_unit": "[每各]一?个?[^，。；]{0,6}?(?:至少|不少于|都|均|设)|（[街乡镇]）[^，。；]*至少",
    "addition": "新增|新建|增设|增建",
    "standard": "生活圈|服务圈|(?:分钟|小时)(?:可达|到达)",
    "slowing": "渐缓|趋缓|放缓|减缓|增速下降",
    "gap": "差距|差异|鸿沟",
    "parity": "相适应|相当|相匹配|相协调",
    "compared": "(?:高|低|多|少)于(?:男|女|城镇|农村|全)|不(?:高|低|多|少)于(?:男|女|城镇|农村)",
}
"""Words for the other kinds of target."""

NUMERALS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
NUMERALS |= {"十": 10}
_CN = "".join(NUMERALS)
_SHARES = {
    rf"百分之(?P<percent>[{_CN}百零\d.]+)": "percent",
    rf"(?P<den>[{_CN}])分之(?P<num>[{_CN}])": "fraction",
    rf"(?P<tenths>[{_CN}\d])成": "tenths",
    "过半|半数以上": "over_half",
    "一半|半数": "half",
}
_COUNTED = "个|名|处|所|间|座|支|家|户|人|件|项|次|万|亿|元"
_UNIT = r"(?P<unit>%|‰|/\s*10万|/\s*万|个百分点)?"
_NUMBER = re.compile(rf"(?P<number>\d+(?:\.\d+)?)\s*{_UNIT}")
_RATIO = re.compile(r"(?P<first>\d+(?:\.\d+)?)\s*[:∶]\s*(?P<second>\d+(?:\.\d+)?)")
_WORDED = re.compile("|".join(_SHARES))
_ONE = re.compile(rf"(?:至少|不少于|各)[^，。；]{{0,6}}?(?P<word>[{_CN}])(?={_COUNTED})")
_NOT_A_LEVEL = re.compile(
    r"\d+(?:\.\d+)?\s*(?:-\s*\d+\s*)?(?:周?岁|年|月|日|届|号|公里|米|天|分钟|小时)"
    r"|\d+(?:\.\d+)?\s*万?(?:平方米|人次)|流量[^，。；]{0,4}\d+万?人|十[四五]五|第\d+"
    r"|\d{3,5}(?:报警|热线)|[“\"][^”\"]*\d[^”\"]*[”\"]"
)
"""Ages, years, sizes and names: their numbers say who or what is meant, not how much is asked."""

_STOPS = re.compile(r"[，。；,;！？\n]")
PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clause asks: a number with its unit, the comparison, and which years count.

    `values` are the numbers that stand there (two of a ratio); `comparator` is None where no word
    says which way. `said` are the words that decide, `at` is where the number stands in its
    clause, `counted` whether it counts things (4处).
    """

    values: tuple[Decimal, ...]
    unit: str | None
    comparator: Comparator | None
    hold: Hold | None
    clause: str
    said: str
    at: int = 0
    counted: bool = False

    @property
    def asks(self) -> bool:
        """Whether it asks for a level at all: a bare number may be part of a name."""
        return self.comparator is not None or self.unit is not None or self.counted

    @property
    def adds(self) -> bool:
        """Whether so many more are asked for (新增4处)."""
        return re.search(rf"(?:{SHAPES['addition']})\D{{0,2}}$", self.clause[: self.at]) is not None


def plain(text: str) -> str:
    """Narrow forms, as the table is written in; the dashes of ranges become one."""
    narrow = unicodedata.normalize("NFKC", text)
    return re.sub("[—–~～－]+", "-", narrow)


def readings(text: str) -> Iterator[Reading]:
    """Every number in a text that asks for a level, in order, with the words around it."""
    narrow = plain(text)
    barred = [found.span() for found in _NOT_A_LEVEL.finditer(narrow)]
    for clause, offset in _clauses(narrow):
        for start, end, values, unit in _numbers(clause):
            if any(a < offset + end and offset + start < b for a, b in barred):
                continue
            reading = _reading(clause, start, end, values, unit)
            if reading.asks:
                yield reading


def _clauses(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for stop in _STOPS.finditer(text):
        yield text[at : stop.start()], at
        at = stop.end()
    yield text[at:], at


Found = tuple[int, int, tuple[Decimal, ...], str | None]


def _numbers(clause: str) -> Iterator[Found]:
    """Where numbers stand in a clause: ratios, digits with their unit, shares in words."""
    taken: list[tuple[int, int]] = []
    for pattern, read in (
        (_RATIO, _ratio),
        (_NUMBER, _digits),
        (_WORDED, _share),
        (_ONE, _counted),
    ):
        for found in pattern.finditer(clause):
            if not any(found.start() < b and a < found.end() for a, b in taken):
                taken.append(found.span())
                yield read(found)


def _ratio(found: re.Match[str]) -> Found:
    return (*found.span(), (Decimal(found["first"]), Decimal(found["second"])), None)


def _digits(found: re.Match[str]) -> Found:
    unit = found["unit"] and re.sub(r"\s", "", found["unit"])
    unit = f"1{unit}" if unit and unit.startswith("/") else unit
    return (*found.span(), (Decimal(found["number"]),), unit)


def _share(found: re.Match[str]) -> Found:
    """百分之六十, 三分之二, 五成, 一半: shares in words, in percent."""
    groups = {name: text for name, text in found.groupdict().items() if text}
    if "percent" in groups:
        value = _numeral(groups["percent"])
    elif "den" in groups:
        value = Decimal(100) * NUMERALS[groups["num"]] / NUMERALS[groups["den"]]
    elif "tenths" in groups:
        value = 10 * _numeral(groups["tenths"])
    else:
        value = Decimal(50)
    return (*found.span(), (value,), PERCENT)


def _counted(found: re.Match[str]) -> Found:
    return (*found.span("word"), (Decimal(NUMERALS[found["word"]]),), None)


def _numeral(text: str) -> Decimal:
    """六十五, 九十, 100: numerals below a thousand."""
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Decimal(text)
    total, current = 0, 0
    for character in text:
        if character == "百":
            total, current = total + (current or 1) * 100, 0
        elif character == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = NUMERALS.get(character, 0)
    return Decimal(total + current)


def _reading(
    clause: str, start: int, end: int, values: tuple[Decimal, ...], unit: str | None
) -> Reading:
    before, after = clause[:start], clause[end:]
    hold, rest = _hold(before)
    behind = _first(AFTER, re.sub(rf"^\s*(?:{_COUNTED})*", "", after))
    if unit is not None and "过半" in clause[start:end]:
        behind = ("more_than", clause[start:end])
    ahead = _last(BEFORE, rest)
    decided = behind or ahead
    comparator = decided[0] if decided else None
    if hold and comparator is None:
        comparator = "at_least"  # 保持在99%: at that level or better
    said = "…".join(words for _, words in (one for one in (ahead, behind) if one))
    counted = re.match(rf"\s*(?:{_COUNTED})", after) is not None
    return Reading(values, unit, comparator, hold, clause, said or clause, start, counted)


def _hold(before: str) -> tuple[Hold | None, str]:
    """Which years count by the words right before a number, and what stands before them."""
    for hold, words in HOLDS.items():
        found = re.search(rf"(?:{words})在?[^，。；]{{0,2}}$", before)
        if found:
            return hold, before[: found.start()]
    return None, before


def _first(table: dict[Comparator, str], text: str) -> tuple[Comparator, str] | None:
    for comparator, words in table.items():
        if found := re.match(words, text):
            return comparator, found.group()
    return None


def _last(table: dict[Comparator, str], text: str) -> tuple[Comparator, str] | None:
    """The words nearest to the number, the longest of those that end there."""
    best: tuple[int, int, Comparator, str] | None = None
    for comparator, words in table.items():
        for found in re.finditer(words, text):
            here = (found.end(), -found.start(), comparator, found.group())
            if best is None or here[:2] > best[:2]:
                best = here
    return (best[2], best[3]) if best else None


def directions(text: str) -> set[Towards]:
    """The directions that the words of a goal without a number name; 不 turns one round."""
    narrow = plain(text)
    named: set[Towards] = set()
    for towards, words in DIRECTIONS.items():
        for found in re.finditer(rf"(?P<turned>不再?)?(?:{words})", narrow):
            named.add(_OPPOSITE[towards] if found["turned"] else towards)
    return named


def says(shape: str, text: str) -> bool:
    """Whether a text has a word for a kind of target without a number, by its name in SHAPES."""
    return re.search(SHAPES[shape], plain(text).replace("(", "（").replace(")", "）")) is not None
