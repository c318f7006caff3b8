"""The invented self-assessments: one row per goal, measure and project, worded to fit the item."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping
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
_WEIGHTS = {"done": 34, "mostly_done": 32, "under_way": 32, "not_started": 2}
_CLAUSE_END = re.compile("[，；。]")


def assessments_of(
    district: District, phrases: Mapping[str, Any], wishes: Mapping[str, Any], year: int
) -> dict[str, list[Row]]:
    """Rows by department; items under `missing` have none, so that no evidence is a case too."""
    found: dict[str, list[Row]] = {}
    for item in district.plan.items:
        if item in wishes["missing"]:
            continue
        writer = _Writer(district, phrases, item, year)
        found.setdefault(writer.lead, []).append(writer.row(wishes["status"].get(item)))
    return dict(sorted(found.items()))


class _Writer:
    """Words one item; every choice is drawn from a seed of its own."""

    def __init__(
        self, district: District, phrases: Mapping[str, Any], item: str, year: int
    ) -> None:
        self.district, self.phrases, self.item, self.year = district, phrases, item, year
        self.dice = random.Random(f"{district.seed}/{item}")
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

    def row(self, wished: str | None) -> Row:
        """One row of the form."""
        status = wished or self._status()
        code = next(code for code, words in STATUSES.items() if status in words)
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
            "note": INVENTED,
        }

    def _status(self) -> str:
        codes = list(_WEIGHTS)
        code = self.dice.choices(codes, weights=[_WEIGHTS[code] for code in codes])[0]
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
        plans = self.phrases["next_steps_done" if code == "done" else "next_steps"]
        return self._say(plans) + "。"

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
            ends = _ends(self.district, indicator)
            if ends is None:
                continue
            first, last = ends
            # no level is given for a standard, so none can be missed
            bound = None if indicator.target.kind == "standard" else indicator.bound
            self.words |= {"indicator": indicator.name, "first": first, "last": last}
            self.words |= {"unit": indicator.unit, "bound": bound}
            up = indicator.target.direction == "up"
            self.words["short"] = bound is not None and (Decimal(last) < bound) == up
            return "better" if (Decimal(last) > Decimal(first)) == up else "worse"
        return ""


def _ends(district: District, indicator: Indicator) -> tuple[str, str] | None:
    """The main figure of the first and the last year, where the target has a direction."""
    if indicator.target.direction is None or indicator.group == "qualitative":
        return None
    main = ("", indicator.scope.sex, indicator.scope.residence)
    if main not in district.groups(indicator):
        return None
    values = [figure.value for _, group, figure in district.figures(indicator) if group == main]
    return None if GAP in (values[0], values[-1]) else (values[0], values[-1])


def _owners(plan: Plan, item: str) -> list[str]:
    """The departments of an item's indicators, the most frequent one first."""
    count = Counter(one.department for one in plan.indicators_of(item))
    return [department for department, _ in count.most_common()] or [_FALLBACK]


def _subject(plan: Plan, item: str) -> str:
    """What an item is about: the first clause of its printed words."""
    thing = plan.items[item]
    if isinstance(thing, Goal):
        return _CLAUSE_END.split(thing.text)[0]
    return _CLAUSE_END.split(thing.heading if isinstance(thing, Measure) else thing.title)[0]
