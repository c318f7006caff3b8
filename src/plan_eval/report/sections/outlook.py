"""What the trends so far lead to in the target year: likely met, uncertain, unlikely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.messages import joined, listed, t
from plan_eval.model.assessment import Level, Projection, Result, State
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption
from plan_eval.report.sections.phrases import counted, named, names_of

_EVEN = 0.5
PROSPECTS = ("likely", "uncertain", "unlikely", "none")


@dataclass(frozen=True, slots=True)
class Outlook:
    """Sentences, and areas × prospects; no table where nothing can be projected."""

    sentences: tuple[str, ...]
    caption: Caption | None
    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]
    total: tuple[int, ...]


def prospect(projection: Projection | None, context: Context) -> str:
    """One of PROSPECTS, by the bounds at which warnings turn yellow and red (方法参数)."""
    parameters = context.plan.header.parameters
    if projection is None:
        return "none"
    if projection.chance < parameters.chance_red:
        return "unlikely"
    return "uncertain" if projection.chance < parameters.chance_yellow else "likely"


def chance_words(result: Result, context: Context) -> str:
    """The chance in words: a few years of figures do not carry two decimals of it."""
    projection, parameters = result.projection, context.plan.header.parameters
    if projection is None:
        return "—"
    if projection.chance < parameters.chance_red:
        met = result.state is State.MET
        return t("report.chance.unlikely-kept" if met else "report.chance.unlikely")
    if projection.chance < _EVEN:
        return t("report.chance.possible")
    likely = projection.chance < parameters.chance_yellow
    return t("report.chance.likely" if likely else "report.chance.very-likely")


def prospects(context: Context) -> dict[str, list[Result]]:
    """The quantified indicators by what their trend leads to, in plan order."""
    found: dict[str, list[Result]] = {name: [] for name in PROSPECTS}
    for indicator in context.plan.indicators.values():
        if indicator.group == "quantified":
            result = context.result(indicator)
            found[prospect(result.projection, context)].append(result)
    return found


def outlook(context: Context) -> Outlook:
    """The part of the section that looks ahead; at the end there is nothing to look ahead to."""
    by = prospects(context)
    heads = tuple(t(f"report.outlook.{name}") for name in PROSPECTS)
    if not any(by[name] for name in PROSPECTS[:3]):
        return Outlook((_too_early(context),), None, heads, (), ())
    caption = context.outline.table(t("report.outlook.table"), t("report.unit.items"))
    total = tuple(len(by[name]) for name in PROSPECTS)
    return Outlook(tuple(_sentences(by, context)), caption, heads, _lines(by, context), total)


def _too_early(context: Context) -> str:
    points = context.plan.header.parameters.projection_points
    return t("report.outlook.too-early", points=points)


def _sentences(by: dict[str, list[Result]], context: Context) -> Iterator[str]:
    yield _lead(by, context)
    yield _bounds(by, context)
    for name, state, words in (
        ("likely", State.NOT_MET, "likely-yet"),
        ("unlikely", State.MET, "losing"),
        ("uncertain", State.MET, "unsure"),
    ):
        found = [result.indicator for result in by[name] if result.state is state]
        if found:
            names = named(names_of(found, context))
            yield t(f"report.outlook.{words}", count=len(found), names=names, end=_end(context))
    unlikely = [result for result in by["unlikely"] if result.state is State.NOT_MET]
    if unlikely:
        where = _most(unlikely, context)
        red = all(any(w.level is Level.RED for w in one.warnings) for one in unlikely)
        yield t(
            "report.outlook.short",
            count=len(unlikely),
            where=where,
            end=_end(context),
            see=t("report.outlook.see-red") if red else "",
        )
    projected = [result.projection for of in by.values() for result in of]
    apart = sum(one is not None and not one.agree for one in projected)
    if apart:
        yield t("report.outlook.apart", count=apart)


def _lead(by: dict[str, list[Result]], context: Context) -> str:
    counts = {name: len(by[name]) for name in PROSPECTS[:3]}
    total, told = sum(counts.values()), counted("prospect", counts)
    return t("report.outlook.lead", total=total, end=_end(context), counts=told)


def _bounds(by: dict[str, list[Result]], context: Context) -> str:
    parameters = context.plan.header.parameters
    text = t(
        "report.outlook.bounds",
        points=parameters.projection_points,
    )
    rest = len(by["none"])
    return joined([text, t("report.outlook.rest", count=rest) if rest else ""])


def _most(results: list[Result], context: Context) -> str:
    """The areas by how many of the results they have, most first."""
    count = Counter(context.plan.part_of(result.indicator) for result in results)
    order = list(context.parts)
    parts = sorted(count, key=lambda part: (-count[part], order.index(part)))
    told = [
        t("report.outlook.part", title=context.parts[part], count=count[part]) for part in parts
    ]
    return listed(told)


def _lines(
    by: dict[str, list[Result]], context: Context
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    count = Counter(
        (context.plan.part_of(result.indicator), name) for name, of in by.items() for result in of
    )
    return tuple(
        (title, tuple(count[part, name] for name in PROSPECTS))
        for part, title in context.parts.items()
        if any(count[part, name] for name in PROSPECTS)
    )


def _end(context: Context) -> int:
    return context.plan.header.span.end
