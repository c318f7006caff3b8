"""What a text of the plan asks for, as proposals of indicators.

A number, a numeral or an absolute word makes a quantified one; a direction of something measured
makes a directional one; all else is qualitative. Each says how sure it is and why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from plan_eval.drafting.clauses import Piece, pieces_of
from plan_eval.drafting.levels import Level, in_row, levels_of
from plan_eval.drafting.names import (
    LONGEST,
    counted,
    covered,
    is_measured,
    is_rate,
    taken_apart,
    thing_of,
    trimmed,
)
from plan_eval.drafting.vocabulary import BUILDS, EACH_UNIT, LEFT_UNITS, UNITS, UNWANTED
from plan_eval.model.chinese import Bound, Found, Hold, Term
from plan_eval.model.clauses import asks, terms_of
from plan_eval.model.indicator import WHOLE_UNITS
from plan_eval.model.targets import (
    Addition,
    Around,
    AtLeast,
    AtMost,
    Compared,
    EachUnit,
    FullCoverage,
    Gap,
    LessThan,
    MoreThan,
    Parity,
    Qualitative,
    Ratio,
    ReachedAndHeld,
    Slowing,
    Standard,
    Sustained,
    Target,
    Trend,
)

Certainty = Literal["clear", "likely", "guess"]
Reason = Literal[
    "carried",
    "dated",
    "paired",
    "taken-apart",
    "maybe-several",
    "unnamed",
    "left-over",
    "standard",
    "ratio",
    "each-unit",
    "change",
    "no-bound",
    "hold",
    "unit",
    "direction",
    "gap",
    "parity",
    "compared",
    "misread",
]
"""Why a proposal is no surer."""

CERTAINTIES: tuple[Certainty, ...] = ("clear", "likely", "guess")
SHARE_UNITS = frozenset(("%", "‰", "1/10万", "比值"))
EACH = re.compile(EACH_UNIT)
OTHER = "other"
"""Stands for the share that a parity is measured against, until that has an id."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An indicator as far as the text says it; `why` are the reasons to doubt it.

    `against` names the share that a parity is measured against.
    """

    piece: Piece
    name: str
    target: Target
    unit: str | None = None
    certainty: Certainty = "clear"
    why: tuple[Reason, ...] = ()
    against: str | None = None

    def doubted(self, certainty: Certainty, *why: Reason) -> Proposal:
        """The same, at most so sure."""
        less = max(self.certainty, certainty, key=CERTAINTIES.index)
        return replace(self, certainty=less, why=tuple(dict.fromkeys((*self.why, *why))))


def proposals_of(text: str) -> list[Proposal]:
    """Proposals for every piece of a text, in order; no piece is without one."""
    found: list[Proposal] = []
    last: Level | None = None
    for piece in pieces_of(text):
        levels = levels_of(piece, last)
        before = found[-1] if found else None
        nothing = levels and before is not None and _names_nothing(piece, levels)
        if nothing and before is not None and before.unit is not None:
            found += _carried(_quantified(piece, levels, None), before)
        elif nothing and before is not None:
            # 完善最低生活保障制度，实现应保尽保: the subject stands in the clause before
            piece = before.piece.joined(piece)
            found = [one for one in found if one.piece.start != piece.start]
            found += [one.doubted("likely", "carried") for one in _quantified(piece, levels, None)]
        elif levels:
            found += _quantified(piece, levels, before)
        else:
            found += _unquantified(piece)
        last = levels[-1] if levels else None
    return found


def _names_nothing(piece: Piece, levels: list[Level]) -> bool:
    """Whether an absolute word stands without anything it is said of (实现应保尽保)."""
    alone = levels[0].term is not None and levels[-1].end == piece.end
    said_of = re.sub(
        "实现|做到|确保|达到|基本|全部|动态", "", piece.text[piece.lead : levels[0].start]
    )
    return alone and not said_of.strip()


def _carried(proposals: list[Proposal], before: Proposal) -> list[Proposal]:
    """The same with the subject of the clause before (…标准逐步提高，做到应保尽保)."""
    return [
        replace(one, name=f"{before.name}{one.name}"[:LONGEST]).doubted("guess", "carried")
        for one in proposals
    ]


def _quantified(piece: Piece, levels: list[Level], before: Proposal | None) -> list[Proposal]:
    """The proposals of a piece that has levels, each with the words that belong to it."""
    if paired := _paired(piece, levels):
        return paired
    found: list[Proposal] = []
    start, levels = piece.lead, _without_standards(piece, levels)
    for n, level in enumerate(levels):
        until = levels[n + 1].start if n + 1 < len(levels) else piece.end
        subject, behind = piece.text[start : level.start], piece.text[level.end : until]
        apart = level.counts and (behind[:1] in ("、", "和") or not thing_of(behind))
        if apart:  # 市级1个、县级1个…机构: the thing is named behind the last
            behind = piece.text[levels[-1].end : piece.end]
        if n and level.term is not None and in_row(subject):
            subject = piece.text[piece.lead : levels[0].start]
        found += _of_level(piece, level, subject, behind, found[-1] if found else before)
        # what follows a counted number is its thing, and no subject of the next
        of_what = piece.text[level.end : level.end + 1] == "的"
        start = until if (level.counts and not apart) or of_what else level.end
    return found


def _without_standards(piece: Piece, levels: list[Level]) -> list[Level]:
    """90%以上的社区建设1所…: the second number says what they have to have, unless it is bound."""
    first = levels[0]
    if first.counts or piece.text[first.end : first.end + 1] != "的":
        return levels
    return [
        one
        for one in levels
        if one is first or not one.counts or (one.number and asks(piece.text, one.number))
    ]


def _paired(piece: Piece, levels: list[Level]) -> list[Proposal]:
    """A率和B率分别达到65%和80%: as many names as numbers, one for each."""
    between = [piece.text[a.end : b.start] for a, b in pairwise(levels)]
    if not between or not all(in_row(one) for one in between):
        return []
    names, _ = taken_apart(trimmed(piece.text[piece.lead : levels[0].start]))
    if len(names) != len(levels):
        return []
    return [
        _of_target(piece, level, name).doubted("likely", "paired")
        for name, level in zip(names, levels, strict=True)
    ]


def _of_level(
    piece: Piece, level: Level, subject: str, behind: str, before: Proposal | None
) -> list[Proposal]:
    name, doubt = _named(piece, level, subject, behind, before)
    each = re.search("各|分别|均", piece.text[level.start : level.end]) is not None
    names, whole = taken_apart(name, each=each)
    found = []
    for one in names:
        proposal = _of_target(piece, level, one)
        if doubt:
            proposal = proposal.doubted("guess", doubt)
        if len(names) > 1:
            proposal = proposal.doubted("likely", "taken-apart")
        elif whole:
            proposal = proposal.doubted("likely", "maybe-several")
        if re.search("20\\d\\d年", piece.quote) and not level.said.change:
            proposal = proposal.doubted("likely", "dated")
        found.append(proposal)
    return found


def _named(
    piece: Piece, level: Level, subject: str, behind: str, before: Proposal | None
) -> tuple[str, Reason | None]:
    """The name of what a level is of, and what is doubtful in it."""
    if level.term is not None:
        term, left_over = piece.text[level.start : level.end], level.term.term.left_over
        return covered(term, subject, behind, left_over=left_over), None
    if "standard" in level.said.kinds:
        return f"{trimmed(subject)}{piece.text[level.start : level.end]}覆盖率", None
    number = level.number
    assert number is not None
    if number.unit in (*WHOLE_UNITS, ""):
        name = counted(_before_term(piece, level, subject), behind)
        return (name, None) if name else (piece.own, "unnamed")
    if behind.startswith("的") and not is_measured(trimmed(subject)):
        # 95%以上的学校配备…教师; 90%的学校、80%的社区开展…
        does = re.search(f"{BUILDS}.*$", piece.own) if not re.search(BUILDS, behind) else None
        return f"{trimmed(behind[1:])}{does[0] if does else ''}的比例", None
    name = trimmed(subject)
    if level.said.change:
        return (name, None) if len(name) >= 2 else (before.name if before else piece.own, "carried")
    if number.unit in ("小时", "分钟", "天"):
        return (name if is_measured(name) else f"{name}时间"), None
    carries = before is not None and before.unit in SHARE_UNITS and is_measured(before.name)
    if before is not None and carries and not is_measured(name):
        # 人流量较大地区不低于1:2 says of what it is in the clause before
        return f"{name}{before.name}", "carried"
    return (name, None) if len(name) >= 2 else (piece.own, "unnamed")


def _before_term(piece: Piece, level: Level, subject: str) -> str:
    """The unit that is spoken of (每个镇街) belongs to the name, too."""
    if "each_unit" not in level.said.kinds or EACH.search(subject):
        return subject
    each = EACH.search(piece.text[piece.lead : level.end])
    return f"{each[1]}{subject.lstrip('、和')}" if each else subject


# the target of a level


def _of_target(piece: Piece, level: Level, name: str) -> Proposal:
    """A proposal of one level and name."""
    printed = piece.text[level.start : level.end]
    name = name[:LONGEST]
    if level.term is not None:
        left_over = level.term.term.left_over
        target = FullCoverage(kind="full_coverage", left_over=left_over, printed=printed)
        unit = _left_unit(name) if left_over else "%"
        sure: Certainty = "likely" if left_over else "clear"
        return Proposal(piece, name, target, unit, sure, ("left-over",) if left_over else ())
    for make in (_standard, _ratio, _counting, _change):
        if made := make(piece, level, name, printed):
            return made
    return _threshold(piece, level, name, printed)


def _left_unit(name: str) -> str:
    for sign, unit in LEFT_UNITS:
        if sign in name:
            return unit
    return "人"


def _standard(piece: Piece, level: Level, name: str, printed: str) -> Proposal | None:
    number = level.number
    if number is None or "standard" not in level.said.kinds:
        return None
    limit = as_decimal(number.value)
    target = Standard(kind="standard", limit=limit, limit_unit=number.unit, printed=printed)
    return Proposal(piece, name, target, "%", "likely", ("standard",))


def _ratio(piece: Piece, level: Level, name: str, printed: str) -> Proposal | None:
    number = level.number
    if number is None or number.other is None:
        return None
    terms = (as_decimal(number.value), as_decimal(number.other))
    written = piece.text[number.start : number.end]
    target = Ratio(kind="ratio", antecedent=terms[0], consequent=terms[1], printed=written)
    return Proposal(piece, name, target, "比值", "likely", ("ratio",))


_ADDED = re.compile("^(?:新增|新建|增设)(?=.{2})|数$")


def _counting(piece: Piece, level: Level, name: str, printed: str) -> Proposal | None:
    """新增4处, 每个镇街至少1个: whole things."""
    number = level.number
    if number is None or number.unit not in ("", *WHOLE_UNITS):
        return None
    unit, value = _unit(level, name)[0], Fraction(_value(level))
    if value.denominator > 1:  # 1.5万人
        unit, value = unit.lstrip("万亿"), number.value * number.scale
    count = int(value)
    if "each_unit" in level.said.kinds:
        each = EachUnit(kind="each_unit", minimum=count, printed=printed)
        return Proposal(piece, name, each, unit, "likely", ("each-unit",))
    if "addition" in level.said.kinds:
        added = Addition(kind="addition", count=count, printed=printed)
        return Proposal(piece, f"{re.sub(_ADDED, '', name)}新增数", added, unit, "clear")
    return None


_CHANGE = re.compile("增|降|减|涨|速|幅|提高|变化|缩小")


def _change(piece: Piece, level: Level, name: str, printed: str) -> Proposal | None:
    """提高5个百分点, 年均增长6%: the level of a change, named as one."""
    number = level.number
    if number is None or not level.said.change:
        return None
    yearly = "年均" if re.search("年均|每年|逐年", piece.text[piece.lead : level.end]) else ""
    name = re.sub("(?:年均?|每年|比20\\d\\d年)+$", "", name)
    word = "降幅" if re.search("降|减|缩", piece.text[piece.lead : level.end]) else "增幅"
    named = name if _CHANGE.search(name) else f"{name}{yearly}{word}"
    bounds = sorted(level.said.bounds)
    target = _bounded(bounds[-1] if bounds else "at_least", _value(level), printed, level.said.hold)
    return Proposal(piece, named, target, _unit(level, named)[0], "guess", ("change",))


def _threshold(piece: Piece, level: Level, name: str, printed: str) -> Proposal:
    """A level to reach or to hold; without a word that binds, the side that is better."""
    number, said = level.number, level.said
    assert number is not None
    unit, doubts = _unit(level, name)
    bounds = sorted(said.bounds)
    better: Bound = "at_most" if re.search(UNWANTED, name) else "at_least"
    bound: Bound = bounds[-1] if bounds else better
    words = piece.text[level.start : level.end]
    certainty: Certainty = (
        "clear" if re.search("以|不|至|超|左右|控制|保持|稳定", words) else "likely"
    )
    if not bounds:
        doubts += ("no-bound",)
    if said.hold and bound in ("more_than", "less_than"):
        doubts += ("hold",)
    target = _bounded(bound, _value(level), printed, said.hold)
    made = Proposal(piece, name, target, unit, certainty)
    return made.doubted("guess" if "unit" in doubts else "likely", *doubts) if doubts else made


_PEOPLE = {"名": "人", "位": "人"}
"""Forms ask for people by one word."""


def _unit(level: Level, name: str) -> tuple[str, tuple[Reason, ...]]:
    """The unit as printed; of a bare number what its name ends in (五星文明户3000)."""
    number = level.number
    assert number is not None
    if number.unit:
        large = {10**4: "万", 10**8: "亿"}.get(number.scale, "")
        return f"{large}{_PEOPLE.get(number.unit, number.unit)}", ()
    last = name.removesuffix("数")[-1:]
    return (last, ("unit",)) if last in WHOLE_UNITS else ("%" if is_rate(name) else "个", ("unit",))


def _value(level: Level) -> Decimal:
    number = level.number
    assert number is not None
    # 万人 is a unit of the files, 3万 without one is not
    return as_decimal(number.value * (1 if number.unit and number.scale > 1 else number.scale))


def as_decimal(value: Fraction) -> Decimal:
    """A printed number for the files; without an end (三分之二) two decimals."""
    exact = Decimal(value.numerator) / value.denominator
    found = exact if Fraction(exact) == value else round(exact, 2)
    return found.quantize(Decimal(1)) if found == found.to_integral() else found.normalize()


def _bounded(bound: Bound, value: Decimal, printed: str, hold: Hold | None = None) -> Target:
    """The kind of target for a bound; a hold of a strict bound is not known to the files."""
    if bound == "around":
        return Around(
            kind="around",
            value=value,
            tolerance=Decimal(1),
            sustained=hold == "every_year",
            reached_and_held=hold == "once_reached",
            printed=printed,
        )
    if hold and (bound == "at_least" or bound == "at_most"):
        if hold == "every_year":
            return Sustained(kind="sustained", bound=bound, value=value, printed=printed)
        return ReachedAndHeld(kind="reached_and_held", bound=bound, value=value, printed=printed)
    match bound:
        case "at_least":
            return AtLeast(kind="at_least", value=value, printed=printed)
        case "at_most":
            return AtMost(kind="at_most", value=value, printed=printed)
        case "more_than":
            return MoreThan(kind="more_than", value=value, printed=printed)
        case "less_than":
            return LessThan(kind="less_than", value=value, printed=printed)


# what has no level


def _unquantified(piece: Piece) -> list[Proposal]:
    """A direction, a comparison, or a demand that is judged from evidence."""
    terms = [
        one for one in terms_of(piece.text) if piece.lead <= one.start and one.end <= piece.end
    ]
    for make in (_slowing, _gap, _parity, _compared, _trend):
        if found := make(piece, terms):
            return found
    return [
        Proposal(
            piece, (trimmed(piece.own) or piece.own)[:LONGEST], Qualitative(kind="qualitative")
        )
    ]


def _first(terms: list[Found], kind: str) -> Found | None:
    return next((one for one in terms if kind in one.term.kinds), None)


def _slowing(piece: Piece, terms: list[Found]) -> list[Proposal]:
    if not (one := _first(terms, "slowing")):
        return []
    target = Slowing(kind="slowing", printed=piece.text[one.start : one.end])
    names, whole = taken_apart(trimmed(piece.text[piece.lead : one.start]))
    why: tuple[Reason, ...] = ("direction", "maybe-several") if whole else ("direction",)
    return [
        Proposal(piece, name[:LONGEST], target, _unit_of(name), "likely", why) for name in names
    ]


_DIMENSIONS: tuple[tuple[str, Literal["sex", "residence"]], ...] = (
    ("男女|两性|性别", "sex"),
    ("城乡", "residence"),
)


def _gap(piece: Piece, terms: list[Found]) -> list[Proposal]:
    one = _first(terms, "gap")
    falls = next((each for each in terms if each.term.side == "down"), None)
    if one is None or falls is None:
        return []
    dimension = next((of for words, of in _DIMENSIONS if re.search(words, piece.own)), None)
    if dimension is None:
        return []
    target = Gap(kind="gap", dimension=dimension, printed=piece.text[falls.start : falls.end])
    name = trimmed(piece.text[piece.lead : piece.end])[:LONGEST]
    return [Proposal(piece, name, target, _unit_of(name), "guess", ("gap",))]


def _parity(piece: Piece, terms: list[Found]) -> list[Proposal]:
    """X比例与Y比例相适应: only where both are shares, so that they can be compared."""
    one = _first(terms, "parity")
    if one is None:
        return []
    words = piece.text[one.start : one.end]
    own = trimmed(piece.text[piece.lead : one.start])
    other = re.sub("^与|相(?:适应|匹配|协调|当|称)$", "", words)
    if not (is_rate(own) and is_rate(other)):
        return []
    target = Parity(kind="parity", other=OTHER, tolerance=Decimal(1), printed=words)
    made = Proposal(piece, own[:LONGEST], target, "%", "guess", ("parity",), against=other)
    return [made]


def _compared(piece: Piece, terms: list[Found]) -> list[Proposal]:
    one = _first(terms, "compared")
    if one is None or one.term.bound is None or one.term.bound == "around":
        return []
    words = piece.text[one.start : one.end]
    sides: tuple[tuple[str, Literal["female", "male", "urban", "rural"]], ...] = (
        ("男", "female"),
        ("女", "male"),
        ("城", "rural"),
        ("农|乡", "urban"),
    )
    first = next((side for signs, side in sides if re.search(signs, words)), None)
    name = trimmed(piece.text[piece.lead : one.start])
    if first is None or not is_measured(name):
        return []
    target = Compared(kind="compared", first=first, comparator=one.term.bound, printed=words)
    return [Proposal(piece, name[:LONGEST], target, _unit_of(name), "likely", ("compared",))]


def _trend(piece: Piece, terms: list[Found]) -> list[Proposal]:
    """A direction of something that has figures; of anything else it is a demand."""
    found: list[Proposal] = []
    start = piece.lead
    for one in (one for one in terms if one.term.side and "trend" in one.term.kinds):
        if piece.text[one.end : one.end + 1] in ("率", "度", "量", "数"):
            continue  # 普及率 is what goes up, no going up
        name = _moved(piece, one, start)
        if name is None:
            continue
        start = one.end
        names, whole = taken_apart(name)
        target = _towards(one.term, piece.text[one.start : one.end])
        why: tuple[Reason, ...] = ("direction", "maybe-several") if whole else ("direction",)
        found += [Proposal(piece, n[:LONGEST], target, _unit_of(n), "likely", why) for n in names]
    return found


def _moved(piece: Piece, one: Found, start: int) -> str | None:
    """What goes up or down: the words before 逐步提高, or those behind 提高."""
    before = trimmed(piece.text[start : one.start])
    if is_measured(before):
        return before
    whole = trimmed(re.sub("^[了着]", "", piece.text[one.end : piece.end]))
    return whole if is_measured(whole) else None


def _towards(term: Term, printed: str) -> Target:
    assert term.side is not None
    return Trend(kind="trend", towards=term.side, may_stay=term.may_stay, printed=printed)


def _unit_of(name: str) -> str:
    """The unit that a name without any number goes with."""
    return next((unit for words, unit in UNITS if re.search(words, name)), "%")
