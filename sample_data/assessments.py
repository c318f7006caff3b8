"""The invented self-assessments: a row per goal, measure, project and some duties, in fit words."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from plan_eval.model.area import Goal, Measure
from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import STATUSES
from plan_eval.model.plan import Plan
from sample_data.figures import GAP, District
from sample_data.forms import INVENTED, Row

_FALLBACK = "committee-office"
_USUAL_PARTNERS = ("womens-federation", "committee-office")
_MIDTERM = {"done": 34, "mostly_done": 32, "under_way": 32, "not_started": 2}
_FINAL = {"done": 62, "mostly_done": 30, "under_way": 8, "not_started": 0}
_CLAUSE_END = re.compile("[，；。]")


def assessments_of(
    district: District, phrases: Mapping[str, Any], wishes: Mapping[str, Any]
) -> Iterator[tuple[int, str, list[Row]]]:
    """Rows by year and department, for the years of `wishes`.

    Items under `missing` have none, so that no evidence is a case too; of the duties, which nobody
    owes, those under `duties` have one. Unless the wishes say so,
    no item falls behind what was said of it before.
    """
    before: dict[str, str] = {}
    for year, wish in wishes.items():
        found: dict[str, list[Row]] = {}
        for item in (*district.plan.items, *wish.get("duties", ())):
            if item in wish["missing"]:
                continue
            writer = _Writer(district, phrases, item, int(year))
            row = writer.row(wish["status"].get(item), before.get(item))
            if item in wish.get("notes", {}):
                row["note"] = f"{wish['notes'][item]}；{INVENTED}"
            found.setdefault(writer.lead, []).append(row)
            before[item] = row["status"]
        for department, rows in sorted(found.items()):
            yield int(year), department, rows


class _Writer:
    """Words one item; every choice is drawn from a seed of its own."""

    def __init__(
        self, district: District, phrases: Mapping[str, Any], item: str, year: int
    ) -> None:
        self.district, self.phrases, self.item, self.year = district, phrases, item, year
        stages = district.plan.header.stages
        self.final = year == stages.final
        # the mid-term's words keep the seed they were first drawn with
        seed = (district.seed, item) if year == stages.midterm else (district.seed, item, str(year))
        self.dice = random.Random("/".join(seed))
        owners = _owners(district.plan, item)
        self.lead = owners[0]
        self.words: dict[str, object] = {
            "subject": _subject(district.plan, item),
            "lead": district.plan.department[self.lead].name,
            "partner": self._partner(owners),
            "year": year,
            "number": self.dice.randint(3, 96),
            "other": self.dice.randint(2, 40),
            "first_year": district.years[0],
        }
        self.shown = self._shown()

    def row(self, wished: str | None, before: str | None) -> Row:
        """One row of the form."""
        status = wished or self._status(before)
        code = _code(status)
        troubled = code != "done" and self.dice.random() < 0.45
        return {
            "item": self.item,
            "year": str(self.year),
            "status": status,
            "evidence": self._evidence(code),
            "achievements": self._achievements(code),
            "problems": self._problems() if troubled else "",
            "next_steps": self._next_steps(code, troubled),
            "department": str(self.words["lead"]),
            "note": self._note(code),
        }

    def _note(self, code: str) -> str:
        """How an item may be done while an indicator of it is not there yet."""
        if code != "done" or self.item in self.district.plan.duties:
            return INVENTED
        words = self.phrases["note_done_final" if self.final else "note_done"]
        return f"{words}；{INVENTED}"

    def _status(self, before: str | None) -> str:
        chances = _FINAL if self.final else _MIDTERM
        code = self.dice.choices(list(chances), weights=list(chances.values()))[0]
        best_first = list(STATUSES)
        if before is not None:
            code = min(code, _code(before), key=best_first.index)
        return STATUSES[code][0]

    def _evidence(self, code: str) -> str:
        if code == "not_started" or (code == "under_way" and self.dice.random() < 0.4):
            return ""
        found = [self._say(self.phrases["evidence"])]
        if self.dice.random() < 0.4:
            found.append(self._say(self.phrases["evidence_more"]))
        return "；".join(found)

    def _achievements(self, code: str) -> str:
        likely = {"done": 0.6, "mostly_done": 0.4, "under_way": 0.2}.get(code, 0)
        if self.dice.random() >= likely:
            return ""
        words = self.phrases["achievements"]
        figure = [self._say(words["figure"])] if self.shown == "better" else []
        opening = self._say(self._fitting(words["opening"]))
        return "，".join([opening, self._say(words["result"]), *figure]) + "。"

    def _problems(self) -> str:
        words = self.phrases["problems"]
        opening = words["short"] if self.words.get("short") else words["opening"]
        return f"{self._say(opening)}，{self._say(self._fitting(words['cause']))}。"

    def _next_steps(self, code: str, troubled: bool) -> str:
        if not troubled and code == "done" and self.dice.random() < 0.6:
            return ""
        phrases = self.phrases["final"] if self.final else self.phrases
        return self._say(phrases["next_steps_done" if code == "done" else "next_steps"]) + "。"

    def _fitting(self, phrases: Mapping[str, list[str]]) -> list[str]:
        """The area's own phrases twice, so that they come up more often than the common ones."""
        own = phrases.get(self.item.partition("-")[0], [])
        return [*phrases["common"], *own, *own]

    def _say(self, phrases: list[str]) -> str:
        return self.dice.choice(phrases).format_map(self.words)

    def _partner(self, owners: list[str]) -> str:
        departments = self.district.plan.department
        others = owners[1:] or [one for one in _USUAL_PARTNERS if one != self.lead]
        return departments[self.dice.choice(others)].name

    def _shown(self) -> str:
        """Put the figures of the item's first telling indicator into the words."""
        for indicator in self.district.plan.indicators_of(self.item):
            ends = _ends(self.district, indicator, self.year)
            if ends is None:
                continue
            first, last = ends
            # no level is given for a standard, so none can be missed
            bound = None if indicator.target.kind == "standard" else indicator.bound
            self.words |= {"indicator": indicator.name, "first": first, "last": last}
            self.words |= {"unit": (indicator.unit or "").removeprefix("1"), "bound": bound}
            up = indicator.target.direction == "up"
            self.words["short"] = bound is not None and (Decimal(last) < bound) == up
            return "better" if (Decimal(last) > Decimal(first)) == up else "worse"
        return ""


def _code(status: str) -> str:
    return next(code for code, words in STATUSES.items() if status in words)


def _ends(district: District, indicator: Indicator, year: int) -> tuple[str, str] | None:
    """The main figure of the first year and of `year`, where the target has a direction."""
    if indicator.target.direction is None or indicator.group == "qualitative":
        return None
    main = ("", indicator.scope.sex, "", indicator.scope.residence)
    if main not in district.groups(indicator):
        return None
    values = {
        at: figure.value for at, group, figure in district.figures(indicator) if group == main
    }
    ends = values[district.years[0]], values[year]
    return None if GAP in ends else ends


def _owners(plan: Plan, item: str) -> list[str]:
    """The departments of an item's indicators, the most frequent one first; that of a duty."""
    if item in plan.duties:
        return [plan.duties[item].department or _FALLBACK]
    count = Counter(one.department for one in plan.indicators_of(item))
    return [department for department, _ in count.most_common()] or [_FALLBACK]


def _subject(plan: Plan, item: str) -> str:
    """What an item is about: the first clause of its printed words."""
    thing = plan.reportable[item]
    if isinstance(thing, Goal):
        return _CLAUSE_END.split(thing.text)[0]
    return _CLAUSE_END.split(thing.heading if isinstance(thing, Measure) else thing.title)[0]
