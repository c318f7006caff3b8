"""What changed between two sets of submissions or judgements: which figure, which state, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from plan_eval.checks.validation import Validation
from plan_eval.messages import has, t
from plan_eval.model.assessment import Assessment, Result
from plan_eval.model.changes import Action, Cause, Change, shown
from plan_eval.model.finding import Severity
from plan_eval.model.observation import KEY, NUMBERS
from plan_eval.model.plan import Plan
from plan_eval.model.verdict import Point
from plan_eval.model.wording import called, group_words, item_title, number, target_words

_GROUP = ("town", "sex", "age", "residence")
_SAID = tuple(f"said_{name}" for name in NUMBERS)
_ITEM = ("item", "year", "department")
_VERDICT = ("state", "nearly", "checklist", "pace", "level")


@dataclass(frozen=True)
class Judged:
    """A plan, what was accepted for it, and what that says at a stage."""

    plan: Plan
    validation: Validation
    assessment: Assessment


def changes(old: Judged, new: Judged) -> list[Change]:
    """The figures, then the self-assessments, then the verdicts that came out otherwise."""
    return [
        *figure_changes(old.validation, new.validation, new.plan),
        *item_changes(old.validation, new.validation, new.plan),
        *state_changes(old, new),
    ]


def figure_changes(old: Validation, new: Validation, plan: Plan) -> Iterator[Change]:
    """The figures that came, went, or say something else; an unread key stands as it was sent.

    Compared is what was sent (number, counts, and whether a rule refuses them), of several rows
    for one figure the one that counts.
    """
    both = _figures(old).join(_figures(new), on=KEY, how="full", suffix="_new", coalesce=True)
    compared = (*_SAID, "accepted")
    differ = pl.any_horizontal(pl.col(one).ne_missing(pl.col(f"{one}_new")) for one in compared)
    order = {name: at for at, name in enumerate(plan.indicators)}
    rows = both.filter(differ).sort(
        pl.col("indicator").replace_strict(order, default=len(order), return_dtype=pl.Int64), *KEY
    )
    refused = _Refusals(new)
    for row in rows.iter_rows(named=True):
        indicator = plan.indicators.get(row["indicator"])
        places = [_place(row[f"path{end}"], row[f"row{end}"]) for end in ("", "_new")]
        action = _action(row["accepted"], row["accepted_new"])
        codes = refused.codes(row["path_new"], row["row_new"])
        yield Change(
            "figure",
            action,
            row["indicator"],
            called(indicator) if indicator else "",
            year=int(row["year"]) if row["year"].isdigit() else None,
            group={name: row[name] for name in _GROUP},
            old=_numbers(row, ""),
            new=_numbers(row, "_new"),
            old_place=places[0],
            new_place=places[1],
            why=tuple(Cause("rule", new=code) for code in codes if not row["accepted_new"]),
        )


def _figures(validation: Validation) -> pl.DataFrame:
    """One row a figure: its key as text, what was sent, whether it is accepted, and its place."""
    data = validation.data
    sent = data.submissions.observations.with_columns(accepted=data.accepted)
    key = [
        pl.coalesce(pl.col(name).cast(pl.String), pl.col(f"raw_{name}"), pl.lit("")).alias(name)
        for name in KEY
    ]
    said = [
        pl.coalesce(pl.col(name).cast(pl.String), pl.col(f"raw_{name}")).alias(f"said_{name}")
        for name in NUMBERS
    ]
    return (
        sent.filter(~data.replaced)
        .select(*key, *said, "accepted", "path", "row")
        .sort(pl.col("accepted"), "path", "row", descending=[True, False, False])
        .unique(KEY, keep="first", maintain_order=True)
    )


def _action(was: bool | None, now: bool | None) -> Action:
    match was, now:
        case None, _:
            return "added"
        case _, None:
            return "removed"
        case True, False:
            return "refused"
        case False, True:
            return "accepted"
        case _:
            return "changed"


def _numbers(row: dict[str, object], end: str) -> dict[str, object] | None:
    if row[f"path{end}"] is None:
        return None
    return {name: _plain(row[f"said_{name}{end}"]) for name in NUMBERS}


def _plain(said: object) -> object:
    """A number as it was sent, without the zeros that the exact type adds; other words as sent."""
    text = str(said)
    digits = text.removeprefix("-").replace(".", "", 1)
    if said is None or not (digits.isascii() and digits.isdigit() and "." in text):
        return said
    return text.rstrip("0").rstrip(".")


def _place(path: object, row: object) -> str | None:
    return None if path is None else f"{path}:{row}"


class _Refusals:
    """The codes that refuse a row or a whole file of a run."""

    def __init__(self, validation: Validation) -> None:
        self._found: dict[tuple[str, int | None], list[str]] = {}
        for one in validation.findings:
            stands = one.severity is Severity.ERROR and not one.settled
            if stands and one.code in validation.refusing:
                self._found.setdefault((one.path, one.row), []).append(one.code)

    def codes(self, path: str | None, row: int | None) -> list[str]:
        """Those that refuse the row itself, then those that refuse its file."""
        if path is None:
            return []
        found = (*self._found.get((path, row), ()), *self._found.get((path, None), ()))
        return list(dict.fromkeys(found))


def item_changes(old: Validation, new: Validation, plan: Plan) -> Iterator[Change]:
    """The self-assessments that came, went, or have another status."""
    before, after = _items(old), _items(new)
    for key in sorted({*before, *after}):
        was, now = before.get(key), after.get(key)
        if was and now and was[:2] == now[:2]:
            continue
        item, year, department = key
        yield Change(
            "self_assessment",
            _action(was and was[1], now and now[1]),
            item,
            item_title(item, plan) if item in plan.reportable else "",
            field=department or None,
            year=int(year) if year.isdigit() else None,
            old=was[0] if was else None,
            new=now[0] if now else None,
            old_place=was[2] if was else None,
            new_place=now[2] if now else None,
        )


def _items(validation: Validation) -> dict[tuple[str, str, str], tuple[str, bool, str]]:
    """Status, whether accepted, and place of each self-assessment, by item, year, department."""
    place = ["path", "row"]
    sent = validation.data.submissions.self_assessments
    kept = {*validation.self_assessments.select(place).iter_rows()}
    columns = [
        pl.coalesce("item", "raw_item", pl.lit("")),
        pl.coalesce(pl.col("year").cast(pl.String), "raw_year", pl.lit("")),
        pl.col("department").fill_null(""),
        pl.coalesce("status", "raw_status", pl.lit("")).alias("said"),
    ]
    rows = sent.sort(place).select(*columns, *place).iter_rows()
    found: dict[tuple[str, str, str], tuple[str, bool, str]] = {}
    for item, year, department, status, path, row in rows:
        accepted = (path, row) in kept
        if accepted or (item, year, department) not in found:
            found[item, year, department] = status, accepted, f"{path}:{row}"
    return found


def state_changes(old: Judged, new: Judged) -> Iterator[Change]:
    """The indicators whose verdict differs, in the new plan's order, each with what moved it."""
    refused = _Refusals(new.validation)
    left_out = {
        (row["indicator"], row["year"]): refused.codes(row["path"], row["row"])
        for row in _figures(new.validation).filter(~pl.col("accepted")).iter_rows(named=True)
    }
    for name, result in new.assessment.results.items():
        before = old.assessment.results.get(name)
        if before is None:
            continue
        was, now = _verdict(before), _verdict(result)
        if was != now:
            differ = [part for part in _VERDICT if was[part] != now[part]]
            yield Change(
                "state",
                "changed",
                name,
                called(new.plan.indicators[name]),
                field=differ[0],
                old={part: was[part] for part in differ},
                new={part: now[part] for part in differ},
                why=tuple(_causes(before, result, old, new, left_out)),
            )


def _verdict(result: Result) -> dict[str, object]:
    return {
        "state": result.state and str(result.state),
        "nearly": result.nearly,
        "checklist": result.checklist and str(result.checklist),
        "pace": str(result.progress.pace) if result.progress else None,
        "level": str(result.warnings[0].level) if result.warnings else None,
    }


def _causes(
    was: Result,
    now: Result,
    old: Judged,
    new: Judged,
    left_out: dict[tuple[str, str], list[str]],
) -> Iterator[Cause]:
    """What differs of all that a verdict rests on, the weightiest first; never nothing."""
    stages = old.assessment.stage, new.assessment.stage
    found = [Cause("stage", stages[0].year, stages[1].year)] if stages[0] != stages[1] else []
    found += _plan_causes(now.indicator, old, new)
    found += _figure_causes(was, now, left_out, stages[1].year)
    found += _other_causes(was, now)
    yield from found or [Cause("others")]


def _plan_causes(name: str, old: Judged, new: Judged) -> Iterator[Cause]:
    was, now = old.plan.indicators[name], new.plan.indicators[name]
    if was.target != now.target:
        yield Cause("target", target_words(was), target_words(now))
    but = {"target", "name", "name_en", "note", "inferred", "confirmed", "department"}
    if was.model_dump(exclude=but) != now.model_dump(exclude=but):
        yield Cause("definition")
    if old.plan.header.parameters != new.plan.header.parameters:
        yield Cause("parameters")


def _figure_causes(
    was: Result, now: Result, left_out: dict[tuple[str, str], list[str]], last: int
) -> Iterator[Cause]:
    """What became of the latest figure: another, outside the years, refused, gone, new."""
    a, b = was.latest, now.latest
    if a is not None and (b is None or b.year < a.year):
        codes = left_out.get((now.indicator, str(a.year)))
        if a.year > last:
            yield Cause("outside", _at(a), None, _of(a))
        else:
            yield Cause("refused" if codes else "gone", _at(a), codes or None, _of(a))
    if b is not None and (a is None or (a.year, a.value) != (b.year, b.value)):
        yield Cause("value" if a else "new-figure", _at(a), _at(b), _of(b))
    if _value(was.baseline) != _value(now.baseline):
        yield Cause("baseline", _at(was.baseline), _at(now.baseline))


def _other_causes(was: Result, now: Result) -> Iterator[Cause]:
    last = min((one.latest.year for one in (was, now) if one.latest), default=0)
    earlier = [
        {point.year: point.value for point in one.history if point.year < last}
        for one in (was, now)
    ]
    years = {*earlier[0], *earlier[1]}
    if moved := sorted(year for year in years if earlier[0].get(year) != earlier[1].get(year)):
        yield Cause("history", None, moved)
    groups = [
        {(one.dimension, one.code): one.point.value for one in of.groups} for of in (was, now)
    ]
    if groups[0] != groups[1] or was.failing != now.failing:
        both = {**groups[0], **groups[1]}
        codes = [key[1] for key in both if groups[0].get(key) != groups[1].get(key)]
        yield Cause("groups", None, codes)
    if was.checklist != now.checklist:
        yield Cause("self-assessed")


def _value(point: Point | None) -> tuple[int, Fraction] | None:
    return None if point is None else (point.year, point.value)


def _at(point: Point | None) -> dict[str, object] | None:
    return None if point is None else {"year": point.year, "value": point.value}


def _of(point: Point) -> str:
    return f"{point.path}:{point.row}"


def line(change: Change, plan: Plan) -> str:
    """A change in one line of words, with a sign before it as `diff` has them."""
    sign = {"added": "+", "removed": "-", "refused": "!", "accepted": "="}.get(change.action, "~")
    whose = " ".join(filter(None, (change.id, change.name, _whose(change, plan))))
    said = _said(change)
    where = " → ".join(filter(None, dict.fromkeys((change.old_place, change.new_place))))
    why = t("punctuation.semicolon").join(_cause_words(one, plan) for one in change.why)
    tail = t("differences.why", why=why) if why else ""
    return " ".join(filter(None, (sign, whose, said, tail, where and f"({where})")))


def _whose(change: Change, plan: Plan) -> str:
    if change.what == "plan":
        return change.field or ""
    group = change.group or {}
    words = [str(change.year)] if change.year else []
    words += [group_words(code, plan) for code in group.values() if code not in ("", "total")]
    if change.what == "self_assessment" and change.field in plan.department:
        words.append(called(plan.department[change.field]))
    return " ".join(words)


def _said(change: Change) -> str:
    if change.action in ("added", "removed") and change.old is None and change.new is None:
        return ""
    sides = [_side(change, value) for value in (change.old, change.new)]
    if change.action == "added":
        return sides[1]
    if change.action == "removed":
        return sides[0]
    return sides[0] if sides[0] == sides[1] else f"{sides[0]} → {sides[1]}"


def _side(change: Change, value: object) -> str:
    """One side of a change in words."""
    if value is None or change.what == "plan":
        return shown(value)
    if change.what == "self_assessment":
        return _word("checklist", value)
    if change.what == "figure" and isinstance(value, dict):
        counts = [str(value[name]) for name in NUMBERS[1:] if value[name] is not None]
        return shown(value["value"]) + (f" ({'/'.join(counts)})" if counts else "")
    assert isinstance(value, dict)
    said = [_word(part, one) for part, one in value.items() if one is not None]
    return t("punctuation.list").join(said) or t("differences.none")


def _word(part: str, value: object) -> str:
    """The word for a part of a verdict or for a status as it was sent."""
    if part == "nearly":
        return t("state.nearly_met" if value else "differences.not-nearly")
    key = f"{part}.{value}"
    return t(key) if has(key) else str(value)


def _cause_words(cause: Cause, plan: Plan) -> str:
    if cause.code == "rule":
        return f"{cause.new} {t(f'rules.{cause.new}.title')}"
    old, new = (_cause_value(one, plan) for one in (cause.old, cause.new))
    words = t(f"differences.cause.{cause.code}", old=old, new=new)
    return f"{words} ({cause.place})" if cause.place else words


def _cause_value(value: object, plan: Plan) -> str:
    if isinstance(value, dict):
        return t("differences.point", year=value["year"], value=number(value["value"], 2))
    if isinstance(value, list):
        return t("punctuation.list").join(group_words(str(one), plan) for one in value)
    return shown(value)


def tally(found: Iterable[Change]) -> str:
    """How much differs, in a sentence."""
    kinds = [one.what for one in found]
    if not kinds:
        return t("differences.none-at-all")
    counted = (
        t(f"differences.count.{what}", count=kinds.count(what)) for what in dict.fromkeys(kinds)
    )
    return t("punctuation.comma").join(counted)
