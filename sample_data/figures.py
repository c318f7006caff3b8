"""The invented figures: from the stories and the plan to one figure per indicator, group and year.

Counts come first; a value is always computed from them, so that the parts add up and every rate
agrees with its numerator and denominator.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from plan_eval.checks.expected import expected_groups
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan

Cell = tuple[str, str, str]
"""Sex, age group ("" for all ages) and residence."""
Group = tuple[str, str, str, str]
"""Area, sex, age group and residence, as in the indicators form."""
Counts = dict[Cell, list[int]]
WHOLE = "total"
GAP = "—"


@dataclass(frozen=True)
class Figure:
    """One row's figures as text; `reason` is the word of explanation, if one is due."""

    value: str
    numerator: str = ""
    denominator: str = ""
    reason: str = ""


class District:
    """The invented district: all figures of the plan's indicators, the same for the same seed."""

    def __init__(self, plan: Plan, stories: Mapping[str, Any]) -> None:
        self.plan = plan
        self.seed = stories["seed"]
        self.years = range(plan.header.span.baseline, plan.header.stages.final + 1)
        self._turn = self.years.index(plan.header.stages.midterm)
        self._sizes = stories["sizes"]
        self._stories = stories["stories"]
        self.counts = cache(self._counts)
        self.levels = cache(self._levels)

    def groups(self, indicator: Indicator) -> list[Group]:
        """The groups an indicator is reported for; beside a qualitative demand, the main figure."""
        found = [group[:4] for group in expected_groups(indicator, self.plan)]
        if indicator.has_figures and indicator.group == "qualitative":
            found.append(("", indicator.scope.sex, "", indicator.scope.residence))
        return found

    def figures(self, indicator: Indicator) -> Iterator[tuple[int, Group, Figure]]:
        """Year, group and figure of every row of an indicator, as it is known in the end."""
        story = self.story(indicator)
        gaps, notes = story.get("missing", {}), story.get("notes", {})
        for at, year in enumerate(self.years):
            for group in self.groups(indicator):
                if str(year) in gaps:
                    figure = Figure(GAP, reason=gaps[str(year)])
                else:
                    figure = self._figure(indicator, group, at, notes.get(str(year), ""))
                yield year, group, figure

    def first_sent(self, indicator: Indicator) -> dict[int, str]:
        """The values that the next year's report puts right, as they were sent at first."""
        return {
            int(year): value for year, value in self.story(indicator).get("revised", {}).items()
        }

    def story(self, indicator: Indicator) -> Mapping[str, Any]:
        """What the table says of an indicator, else a story of its own that fits its target."""
        return self._stories.get(indicator.id) or self._default(indicator)

    def _figure(self, indicator: Indicator, group: Group, at: int, reason: str) -> Figure:
        town, sex, age, residence = group
        if town:
            return Figure(str(self._unit_count(indicator, town, at)), reason=reason)
        if indicator.rate is None:
            if age:
                return Figure(str(self._aged(indicator, sex, at)[age]), reason=reason)
            level = self._plain_level(indicator, sex, at)
            return Figure(_text(Fraction(level), indicator.decimals), reason=reason)
        cell = _cell(indicator, sex, age, residence)
        over, under = (counts[cell][at] for counts in self.counts(indicator))
        value = Fraction(over * indicator.rate.scale, under)
        return Figure(_text(value, indicator.decimals), str(over), str(under), reason)

    def _counts(self, indicator: Indicator) -> tuple[Counts, Counts]:
        """Numerators and denominators of a rate, by cell; parts add up to their whole."""
        story = self.story(indicator)
        if "same_as" in story:
            twin = self.counts(self.plan.indicators[story["same_as"]])
            of = story.get("sex", WHOLE)
            one, other = ({(WHOLE, "", WHOLE): counts[of, "", WHOLE]} for counts in twin)
            return one, other
        under = self._denominators(indicator)
        main = _cell(indicator, indicator.scope.sex, "", indicator.scope.residence)
        over = {main: story.get("counts") or self._share_of(indicator, under[main])}
        if "sex" in indicator.splits:
            self._by_sex(indicator, over, under)
        if "residence" in indicator.splits:
            rural, urban = (main[0], "", "rural"), (main[0], "", "urban")
            self._part(indicator, over, under, main, rural, urban)
        self._by_age(indicator, over, under, main)
        return over, under

    def _aged(self, indicator: Indicator, sex: str, at: int) -> dict[str, int]:
        """The parts by age group of a plain count."""
        whole: Cell = (sex, "", WHOLE)
        counts: Counts = {whole: [int(self._plain_level(indicator, sex, at))]}
        self._by_age(indicator, counts, dict(counts), whole)
        return {age: counts[sex, age, WHOLE][0] for age in indicator.age_groups}

    def _by_age(self, indicator: Indicator, over: Counts, under: Counts, main: Cell) -> None:
        """The age groups, each year exact in sum: people by invented weights, then how many count.

        Of a share the smaller of those who do and who do not is dealt out, so no part overflows.
        """
        if not indicator.age_groups:
            return
        words = indicator.rate.denominator if indicator.rate else indicator.id
        dice, people = self._random(indicator.id, "ages"), self._random(words, "ages")
        sizes = [people.randint(20, 40) for _ in indicator.age_groups]
        chances = [size * dice.randint(90, 110) for size in sizes]
        cells = [(main[0], age, main[2]) for age in indicator.age_groups]
        share = indicator.rate is not None and indicator.rate.scale == 100
        of = [_dealt(n, sizes) for n in under[main]]
        got = []
        for count, whole, parts in zip(over[main], under[main], of, strict=True):
            if share and 2 * count > whole:
                rest = _dealt(whole - count, chances)
                got.append([part - n for part, n in zip(parts, rest, strict=True)])
            else:
                got.append(_dealt(count, chances))
        for at, cell in enumerate(cells):
            over[cell] = [parts[at] for parts in got]
            under[cell] = [parts[at] for parts in of]

    def _share_of(self, indicator: Indicator, under: Sequence[int], gap: str = "") -> list[int]:
        scale = indicator.rate.scale if indicator.rate else 1
        levels = self.levels(indicator, gap)
        return [_whole(level * n / scale) for level, n in zip(levels, under, strict=True)]

    def _by_sex(self, indicator: Indicator, over: Counts, under: Counts) -> None:
        female, male = ("female", "", WHOLE), ("male", "", WHOLE)
        if indicator.scope.sex == WHOLE:
            self._part(indicator, over, under, (WHOLE, "", WHOLE), female, male)
        else:
            other = male if indicator.scope.sex == "female" else female
            over[other] = self._bounded(
                indicator, self._share_of(indicator, under[other], other[0]), under[other]
            )

    def _part(
        self, indicator: Indicator, over: Counts, under: Counts, main: Cell, one: Cell, rest: Cell
    ) -> None:
        """Fill in one part by its gap to the whole; the rest is what is left."""
        name = one[2] if one[2] != main[2] else one[0]
        wanted = self.story(indicator).get("parts", {}).get(name)
        wanted = wanted or self._share_of(indicator, under[one], name)
        gross = bool(indicator.rate and indicator.rate.gross)
        over[one] = [
            n if gross else max(min(n, total, most), total - others, 0)
            for n, total, most, others in zip(
                wanted, over[main], under[one], under[rest], strict=True
            )
        ]
        over[rest] = [total - n for total, n in zip(over[main], over[one], strict=True)]

    @staticmethod
    def _bounded(indicator: Indicator, wanted: list[int], most: list[int]) -> list[int]:
        if indicator.unit != "%" or (indicator.rate and indicator.rate.gross):
            return wanted
        return [min(n, limit) for n, limit in zip(wanted, most, strict=True)]

    def _denominators(self, indicator: Indicator) -> Counts:
        words = indicator.rate.denominator if indicator.rate else ""
        spec = self.story(indicator).get("size") or self._sizes.get(words)
        if spec is None:
            spec = {"at": self._random(words).randrange(800, 5000)}
        if isinstance(spec, int):
            spec = {"fixed": spec}
        if "numerator_of" in spec:
            return self._as_denominators(self.counts(self.plan.indicators[spec["numerator_of"]])[0])
        if "female_of" in spec:
            words, spec = spec["female_of"], self._sizes[spec["female_of"]]
            whole = _parts(self._wholes(words, spec), spec.get("female", _HALF))[0]
            return _spread(whole, spec)
        return _spread(self._wholes(words, spec), spec)

    @staticmethod
    def _as_denominators(counts: Counts) -> Counts:
        both = [counts.get((sex, "", WHOLE)) for sex in ("female", "male")]
        if (WHOLE, "", WHOLE) not in counts and both[0] and both[1]:
            counts = counts | {(WHOLE, "", WHOLE): [f + m for f, m in zip(*both, strict=True)]}
        return counts

    def _wholes(self, words: str, spec: Mapping[str, Any]) -> list[int]:
        if "list" in spec:
            return list(spec["list"])
        if "fixed" in spec:
            return [spec["fixed"]] * len(self.years)
        dice = [self._random(words), self._random(words, "then")]
        growth = 1 + Decimal(spec.get("drift", 0))
        size = Decimal(spec["at"])
        found = []
        for at in range(len(self.years)):
            swing = Decimal(dice[at > self._turn].randint(-30, 30)) / 10_000
            found.append(_whole(size * (1 + swing)))
            size *= growth
        return found

    def _levels(self, indicator: Indicator, gap: str = "") -> list[Decimal]:
        """The level of each year, in the indicator's unit; with `gap`, of that other group."""
        story = self.story(indicator)
        if "counts" in story and gap:
            scale = indicator.rate.scale if indicator.rate else 1
            under = self._denominators(indicator)[_cell(indicator, *_scope(indicator))]
            main = [Decimal(n * scale) / of for n, of in zip(story["counts"], under, strict=True)]
        elif "values" in story:
            main = [Decimal(value) for value in story["values"]]
        else:
            main = self._path(indicator, story)
        return [level + add for level, add in zip(main, self._gap(story, gap), strict=True)]

    def _path(self, indicator: Indicator, story: Mapping[str, Any]) -> list[Decimal]:
        """From the baseline to the mid-term and on to the end, with a tremble between the ends.

        The years after the mid-term have dice of their own: what the mid-term saw stays as it was.
        """
        middle, steps = Decimal(story["to"]), len(self.years) - 1
        course = story.get("course", "steady")
        dice = self._random(indicator.id)
        before = _leg(Decimal(story["from"]), middle, self._turn, course, dice)
        dice = self._random(indicator.id, "then")
        then = Decimal(story.get("then", middle))
        return before + _leg(middle, then, steps - self._turn, "steady", dice)[1:]

    def _gap(self, story: Mapping[str, Any], name: str) -> list[Decimal]:
        """Baseline, mid-term, end; one number is all three, two leave the last as it was."""
        ends = story.get("gap", {}).get(name, 0) if name else 0
        ends = list(ends) if isinstance(ends, list) else [ends]
        first, middle, last = (*ends, ends[-1], ends[-1])[:3]
        rest = len(self.years) - 1 - self._turn
        before = [first + Decimal(middle - first) * at / self._turn for at in range(self._turn + 1)]
        return before + [middle + Decimal(last - middle) * at / rest for at in range(1, rest + 1)]

    def _plain_level(self, indicator: Indicator, sex: str, at: int) -> Decimal:
        story = self.story(indicator)
        if sex in story:
            return Decimal(story[sex][at])
        return self.levels(indicator, "" if sex == indicator.scope.sex else sex)[at]

    def _unit_count(self, indicator: Indicator, unit: str, at: int) -> int:
        empty = self.story(indicator).get("zero", {}).get(str(self.years[at]), [])
        return 0 if unit in empty else self._random(indicator.id, unit).randint(1, 3)

    def _default(self, indicator: Indicator) -> dict[str, Any]:
        low, high = indicator.plausible or (Decimal(0), Decimal(100))
        dice = self._random(indicator.id, "story")
        limit = indicator.yearly_change
        if not isinstance(limit, Decimal):  # none, or a share of the last figure
            limit = (high - low) / 10
        step = min(limit, (high - low) / 20) * dice.randint(1, 5) / 10
        goal = indicator.bound if indicator.bound is not None else (low + high) / 2
        if indicator.target.direction == "down":
            step = -step
        last = min(max(goal + step * dice.randint(-3, 2), low), high)
        first = min(max(last - step * 5, low), high)
        return {"from": first, "to": last}

    def _random(self, *words: str) -> random.Random:
        return random.Random("/".join((self.seed, *words)))


_HALF = Decimal("0.5")


def _scope(indicator: Indicator) -> Cell:
    return indicator.scope.sex, "", indicator.scope.residence


def _dealt(count: int, weights: Sequence[int]) -> list[int]:
    """Whole shares of a count by weights; the last takes what is left."""
    shares = [count * weight // sum(weights) for weight in weights[:-1]]
    return [*shares, count - sum(shares)]


def _cell(indicator: Indicator, sex: str, age: str, residence: str) -> Cell:
    """Where a group's counts lie: an unsplit scope is the whole of its own denominator."""
    if "sex" not in indicator.splits:
        sex = WHOLE
    if "residence" not in indicator.splits:
        residence = WHOLE
    return sex, age, residence


def _spread(whole: list[int], spec: Mapping[str, Any]) -> Counts:
    """A denominator by sex and residence."""
    by_sex = dict(zip(("female", "male"), _parts(whole, spec.get("female", _HALF)), strict=True))
    found: Counts = {}
    for sex, counts in {WHOLE: whole, **by_sex}.items():
        found[sex, "", WHOLE] = counts
        urban, rural = _parts(counts, spec.get("urban", _HALF))
        found[sex, "", "urban"], found[sex, "", "rural"] = urban, rural
    return found


def _parts(whole: list[int], share: Decimal) -> tuple[list[int], list[int]]:
    one = [_whole(n * share) for n in whole]
    return one, [n - part for n, part in zip(whole, one, strict=True)]


def _leg(
    first: Decimal, last: Decimal, steps: int, course: str, dice: random.Random
) -> list[Decimal]:
    """Levels from one level to another, both ends exact."""
    found = []
    for at in range(steps + 1):
        done = _course(course, Decimal(at) / steps)
        tremble = Decimal(dice.randint(-8, 8)) / 100 if 0 < at < steps else 0
        found.append(first + (last - first) * (done + tremble))
    return found


def _course(name: str, at: Decimal) -> Decimal:
    """How much of the way is done at a share of the time."""
    if name == "early":
        return 1 - (1 - at) ** 2
    return at**2 if name == "late" else at


def _whole(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def _text(value: Fraction, places: int) -> str:
    """Rounded half up, as statistics offices do, with all its decimals."""
    scaled = value * 10**places
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return format(Decimal(rounded).scaleb(-places), "f")
