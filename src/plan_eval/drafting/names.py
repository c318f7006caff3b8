"""What an indicator is called: the subject of its clause, taken apart where it names several.

婚前医学检查率和孕前优生检查率 are two indicators, 艾滋病、梅毒和乙肝检测率 three, and
教育和培训覆盖率 is one: a list is taken apart only where its parts are alike.
"""

from __future__ import annotations

import re

from plan_eval.drafting.people import HEADS
from plan_eval.drafting.vocabulary import (
    ADVERBS,
    BODIES,
    BUILDS,
    ENDINGS,
    GROUPS,
    MEASURED,
    OF_A_LIST,
    SHARES,
    SICKNESSES,
    UNIT_SIGNS,
    VERBS,
)

_GAP = "[≤≥<>＜＞、和并且及，,：:\\s]"
_NUMBER = "[（(]\\d{1,2}[）)]|[①-⑳]"
_YEAR = "(?:到|至)?20\\d\\d年(?:底|末|前)?"
_FROM = "[由从][\\d.]+[%％‰]?[\u4e00-\u9fff]{0,2}"
"""Where a change begins: 由30%提高到."""

_LEADING = re.compile(f"^(?:{_YEAR}|{ADVERBS}|{VERBS}|{_NUMBER}|在(?=[^，]*中)|{_GAP})+")
_TRAILING = re.compile(f"(?:{ADVERBS}|{ENDINGS}|{_YEAR}|{_FROM}|{_GAP})+$")
_WHOLE = re.compile("^全[国省市县区州旗盟](?=.{2})")
_COUNTED_BY = re.compile(
    "(?:以[^，。]{1,14}?为(?:单位|基数|基准)(?:计算?)?|在[^，。]{2,10}?基础上)(?=$|每年|年均)"
)
"""以乡镇为单位, 以2020年数据为基数: how it is counted, not what."""

_OF_ALL = re.compile("(?:达到?|占|提高到|保持在)到?[\u4e00-\u9fff]{2,10}的$")
"""达到总培训人数的 50%: what a share is of."""

_BUILDS = re.compile(f"(?:每年|[^{UNIT_SIGNS}]{{0,5}}?){BUILDS}[好了]?")
_HAS = re.compile("中?的?(?:至少|最少|应)?[各均]?(?:配备|设置|设立|建立|建成|建有|拥有|有|建)?$")
_LIST = re.compile("、|以及|和(?![谐平睦])|(?<!参)与|(?<!普)(?<!以)及(?!时)")
_SICK = f"[\u4e00-\u9fff]{{1,5}}?{SICKNESSES}"
_GROUPS = re.compile(f"(.+?)(中的?[\u4e00-\u9fff]{{1,6}}的?{SHARES}|的?{GROUPS}的?{SHARES})$")
_UNSEEN = {ord("、"): 0xE000, ord("和"): 0xE001, ord("与"): 0xE002, ord("及"): 0xE003}
_SEEN = {unseen: sign for sign, unseen in _UNSEEN.items()}
LONGEST = 60
"""Characters of a name; a longer clause is cut at its end."""


def trimmed(words: str) -> str:
    """A subject without the adverbs and verbs before and behind it."""
    words = re.sub("[“”\"']", "", words).strip(" 　")
    words = _TRAILING.sub("", _COUNTED_BY.sub("", _TRAILING.sub("", _OF_ALL.sub("", words))))
    bare = _WHOLE.sub("", _LEADING.sub("", words))
    # what is left must still be a name
    return bare if len(bare) >= 2 or not re.search("[\u4e00-\u9fff]{2}", words) else words


def is_measured(name: str) -> bool:
    """Whether a name ends in something that has figures."""
    return re.search(f"{MEASURED}$", name) is not None


def is_rate(name: str) -> bool:
    """Whether it is a share."""
    return re.search(f"{SHARES}$", name) is not None


def counted(subject: str, behind: str) -> str:
    """The name of what is counted: 至少1处…庇护所, 领导班子中至少配备1名女干部, 五星文明户3000."""
    bare, thing = trimmed(_HAS.sub("", subject)), thing_of(behind)
    if is_measured(trimmed(subject)):
        return trimmed(subject)
    unnamed = not bare or (len(bare) < 2 and bare not in UNIT_SIGNS)
    if thing and (unnamed or _BUILDS.fullmatch(subject.strip("，、和 "))):
        return f"{thing}数"
    return f"{bare}{thing}数" if bare or thing else ""


def thing_of(behind: str) -> str:
    """What a counted number counts: the words behind it, up to where its list goes on."""
    words = re.split("[、，](?=[\\d一两二三四五六七八九十])", behind)[0]
    words = re.sub("[“”\"'、和及以]+$|^的", "", words.strip())
    return words if len(words) <= LONGEST // 2 else ""


def covered(term: str, subject: str, behind: str, *, left_over: bool) -> str:
    """The name of what an absolute word is said of (…实现全覆盖, 零就业家庭动态清零)."""
    name = trimmed(subject)
    if left_over:
        name = name or thing_of(behind)
        return name if is_measured(name) else f"{name}数"
    if re.search("应.尽.", term):
        return f"{name}{term}率"
    rest = thing_of(behind)
    if "覆盖" in term:
        name = re.sub("服务?的?$|的$", lambda one: "服务" if "服务" in one[0] else "", name)
        return f"{name}{rest}覆盖率"
    return f"{name}{rest}率" if not is_rate(f"{name}{rest}") else f"{name}{rest}"


def taken_apart(name: str, *, each: bool = False) -> tuple[list[str], bool]:
    """The names in a name, and whether a list was left whole that might be several.

    `each`: the words say that the level is for each of them (至少各配备1名).
    """
    hidden = re.sub("（[^（）]*）|“[^“”]*”|《[^《》]*》", lambda m: m[0].translate(_UNSEEN), name)
    parts = [part for part in _LIST.split(hidden) if part]
    if len(parts) < 2:
        return [name], False
    for way in (_whole_names, _of_groups, _of_things, *((_of_bodies,) if each else ())):
        if found := way(parts):
            return [one.translate(_SEEN) for one in found], False
    return [name], True


def _whole_names(parts: list[str]) -> list[str]:
    """婚前医学检查率 和 孕前优生检查率: each is a name of its own."""
    if not all(is_rate(part) for part in parts):
        return []
    # 5岁以下儿童贫血率和生长迟缓率: both are of whom the first names
    whom = re.match(f".{{0,8}}?{HEADS}", parts[0])
    head = whom[0] if whom else ""
    return [parts[0], *(part if re.search(HEADS, part) else head + part for part in parts[1:])]


def _of_groups(parts: list[str]) -> list[str]:
    """城镇社区党组织成员、社区党组织书记 中女性比例: groups, and one share that is of each."""
    found = _GROUPS.match(parts[-1])
    return [group + found[2] for group in (*parts[:-1], found[1])] if found else []


def _of_things(parts: list[str]) -> list[str]:
    """艾滋病、梅毒和乙肝 检测率; 困难家庭和特殊家庭 社会工作服务覆盖率: alike by their ends."""
    *things, last = parts
    end = _end_of_thing(things, last)
    if end is None or len(last) - end < 2:
        return []
    head, first = _head_of(things[0])
    return [head + one + last[end:] for one in (first, *things[1:], last[:end])]


def _of_bodies(parts: list[str]) -> list[str]:
    """县委和县政府 领导班子…: what each of them has begins with the word for a body."""
    found = re.search(f"(?<=.){BODIES}", parts[-1])
    if found is None:
        return []
    return [one + parts[-1][found.start() :] for one in (*parts[:-1], parts[-1][: found.start()])]


def _end_of_thing(things: list[str], last: str) -> int | None:
    """Where the last thing of a list ends and the words for all of them begin."""
    if all(re.fullmatch(f".*(?:{HEADS})", thing) for thing in things):
        found = re.match(f".{{0,6}}?(?:{HEADS})+", last)
        return found.end() if found else None
    longest = max(len(thing) for thing in things)
    for length in (2, 1):
        tails = {thing[-length:] for thing in things}
        if len(tails) == 1 and all(len(thing) > length for thing in things):
            at = last.find(next(iter(tails)))
            if 0 < at <= longest + 1:
                return at + length
    if all(re.fullmatch(f".*{_SICK}", thing) for thing in things):
        found = re.match(_SICK, last)
        return found.end() if found else None
    return None


def _head_of(first: str) -> tuple[str, str]:
    """Whom a list of diseases is of, before the first: 孕产妇 of 孕产妇艾滋病."""
    found = re.match(OF_A_LIST, first)
    if found and re.fullmatch(_SICK, first[found.end() :]):
        return found[0], first[found.end() :]
    return "", first
