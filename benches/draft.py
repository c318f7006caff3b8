"""How much of a plan its draft finds: `python benches/draft.py [text] [plan folder]`.

First the made-up plans of tests/drafting/texts against what a reader takes from them, then a text
against the plan folder that people made of it.

A claim is a clause with a number or an absolute word that people encode as quantified. It is
right when the draft has every target of it, with number, comparator and unit.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from plan_eval.drafting.build import Draft, draft_of
from plan_eval.drafting.sources import read_source
from plan_eval.model.footnote import Footnote
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan

ROOT = Path(__file__).resolve().parents[1]
TEXT = ROOT / "../shared/plan/panyu-women-2021-2030.txt"
TEXTS = ROOT / "tests/drafting/texts"
EXPECTED: dict[str, Any] = yaml.safe_load((TEXTS / "expected.yaml").read_text("utf-8"))
LEVEL = re.compile(
    r"\d+(?:\.\d+)?|[一二三四五六七八九十两半]+(?:个|名|处|小时)|全覆盖|全部|应.尽.|清零|至少"
)
"""What makes a clause a claim, counted in the text alone."""

Key = tuple[object, ...]


@dataclass
class Score:
    """What was found of what there is; `missed` and `false` name the rest."""

    parts: dict[str, tuple[int, int]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    def table(self) -> str:
        lines = [f"{name:32}{found:5} of {there}" for name, (found, there) in self.parts.items()]
        lines.append(f"{'false quantified indicators':32}{len(self.false):5}")
        return "\n".join(lines)


def compared(draft: Plan, encoded: Plan) -> Score:
    """The score of a draft against the plan that people made of the same text."""
    score = Score()
    for name, own, there in (
        ("areas", [a.title for a in draft.areas], [a.title for a in encoded.areas]),
        ("goals", _texts(draft, "goals"), _texts(encoded, "goals")),
        ("measures", _texts(draft, "measures"), _texts(encoded, "measures")),
        ("projects", _texts(draft, "key_projects"), _texts(encoded, "key_projects")),
        ("footnotes with their places", _notes(draft), _notes(encoded)),
    ):
        score.parts[name] = (sum(one in own for one in there), len(there))
    score.parts["best measure of a goal"] = _links(draft, encoded)
    _claims(draft, encoded, score)
    _people(draft, encoded, score)
    return score


def _texts(plan: Plan, kind: str) -> list[Key]:
    """(id, words as printed) of the items of a kind, white space aside."""
    found: list[Key] = []
    for id_, one in getattr(plan, kind).items():
        words = getattr(one, "text", None) or getattr(one, "heading", None) or one.title
        found.append((id_, one.printed, re.sub(r"\s", "", words)))
    return found


def _notes(plan: Plan) -> list[Key]:
    def place(note: Footnote) -> Key:
        return note.place.item, note.place.part, note.place.position

    return [(n.number, re.sub(r"\s", "", n.text), *place(n)) for n in plan.footnotes]


def _links(draft: Plan, encoded: Plan) -> tuple[int, int]:
    goals = [goal for goal in encoded.goals.values() if goal.measures]
    first = {goal.id: goal.measures[:1] for goal in draft.goals.values()}
    return sum(bool(set(first.get(g.id, ())) & set(g.measures)) for g in goals), len(goals)


def quantified(plan: Plan) -> list[Indicator]:
    return [one for one in plan.indicators.values() if one.group == "quantified"]


def claims_of(plan: Plan) -> dict[tuple[str, str], list[Indicator]]:
    """The quantified indicators of each claim, by item and clause."""
    found: dict[tuple[str, str], list[Indicator]] = {}
    for one in quantified(plan):
        for source in one.sources:
            # a list that begins in the clause before (3处青少年宫) is a claim of its own
            if LEVEL.search(source.quote):
                found.setdefault((source.item, source.quote), []).append(one)
    return found


def _target(one: Indicator) -> Key:
    """Number, comparator and unit; 名 and 人 are one unit."""
    numbers = one.target.model_dump(
        exclude={"printed", "kind", "tolerance", "wanted"}, exclude_none=True
    )
    unit = {"名": "人"}.get(one.unit or "", one.unit)
    return one.target.kind, unit, tuple(sorted((k, str(v)) for k, v in numbers.items()))


def _on(plan: Plan, item: str, quote: str) -> Iterator[Indicator]:
    """The quantified indicators whose quotes share words with a quote."""
    for one in quantified(plan):
        if any(
            source.item == item and (source.quote in quote or quote in source.quote)
            for source in one.sources
        ):
            yield one


def _claims(draft: Plan, encoded: Plan, score: Score) -> None:
    claims = claims_of(encoded)
    right, split, matched = 0, 0, set()
    for (item, quote), wanted in claims.items():
        found = list(_on(draft, item, quote))
        matched |= {one.id for one in found}
        if not found:
            score.missed.append(f"{item}: {quote}")
            continue
        have, want = {_target(one) for one in found}, {_target(one) for one in wanted}
        if want <= have:
            right += 1
        else:
            score.wrong.append(f"{item}: {quote}: {want - have} read as {have - want}")
        split += len(found) == len(wanted)
    score.parts["quantified claims"] = (len(claims) - len(score.missed), len(claims))
    score.parts["… number, comparator and unit"] = (right, len(claims))
    score.parts["… taken apart as by people"] = (split, len(claims))
    score.false = [f"{o.id}: {o.name}" for o in quantified(draft) if o.id not in matched]


def _people(draft: Plan, encoded: Plan, score: Score) -> None:
    """Populations: the same words, or one within the other."""
    right = exact = there = 0
    for one in quantified(encoded):
        source = one.sources[0]
        found = list(_on(draft, source.item, source.quote))
        if not found:
            continue
        there += 1
        nearest = max(found, key=lambda each: _alike(each.name, one.name))
        own, wanted = nearest.scope.population, one.scope.population
        exact += own == wanted
        if own in wanted or wanted in own:
            right += 1
        else:
            score.people.append(f"{one.name}: {wanted}, read as {own}")
    score.parts["populations"] = (right, there)
    score.parts["… word for word"] = (exact, there)


def _alike(name: str, other: str) -> float:
    return len(set(name) & set(other)) / len(set(name) | set(other))


@dataclass
class Found:
    """Of the claims of a made-up text: found at all, right, as many indicators as people have."""

    claims: int
    found: int = 0
    right: int = 0
    split: int = 0
    wrong: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)


_LEVELS = ("value", "minimum", "count", "limit", "antecedent", "consequent")


def numbers(one: Indicator) -> list[Decimal | None]:
    """The printed numbers of a target; a single None where it has none (全覆盖)."""
    given = (getattr(one.target, name, None) for name in _LEVELS)
    return [Decimal(value) for value in given if value is not None] or [None]


def judged(draft: Draft, claims: list[list[Any]]) -> Found:
    """A draft against the claims of expected.yaml."""
    found = Found(claims=len(claims))
    there = quantified(draft.plan)
    matched: set[str] = set()
    for quote, kind, values, unit, count in claims:
        on = [one for one in there if any(quote in source.quote for source in one.sources)]
        matched |= {one.id for one in on}
        have = [(one.target.kind, one.unit, n) for one in on for n in numbers(one)]
        levels: list[Decimal | None] = [Decimal(str(value)) for value in values]
        wanted = [(kind, unit, level) for level in levels or [None]]
        right = bool(on) and all(one in have for one in wanted)
        found.found += bool(on)
        found.right += right
        found.split += len(on) == count
        if not right or len(on) != count:
            found.wrong.append(f"{quote}: {wanted}, {count} of them, read as {have}")
    found.false = [f"{one.id}: {one.name}" for one in there if one.id not in matched]
    return found


def parts_of(draft: Draft) -> dict[str, object]:
    """The counts of a draft's parts as expected.yaml has them."""
    areas = draft.plan.areas
    return {
        "areas": len(areas),
        "goals": [len(area.goals) for area in areas],
        "measures": [len(area.measures) for area in areas],
        "projects": len(draft.plan.key_projects),
    }


def made_up() -> None:
    for name, expected in EXPECTED.items():
        draft = draft_of(read_source(TEXTS / name))
        found = judged(draft, expected["claims"])
        same = all(expected[part] == there for part, there in parts_of(draft).items())
        print(
            f"{name:24}parts {'right' if same else parts_of(draft)}; claims {found.found}, right "
            f"{found.right}, taken apart {found.split} of {found.claims}; false {len(found.false)}"
        )
        for line in found.wrong:
            print(f"  wrong {line}")
        for line in found.false:
            print(f"  false {line}")


def main(text: Path = TEXT, folder: Path = ROOT / "targets") -> None:
    if not text.is_file():
        print(f"{text} is not here")
        return
    began = time.perf_counter()
    draft: Draft = draft_of(read_source(text))
    took = time.perf_counter() - began
    score = compared(draft.plan, load_plan(folder))
    print(score.table())
    print(f"{'seconds':32}{took:8.2f}")
    for name in ("missed", "wrong", "false", "people"):
        for line in getattr(score, name):
            print(f"{name}: {line}")


if __name__ == "__main__":
    made_up()
    main(*map(Path, sys.argv[1:]))
