"""Compose the page: the report's section values and its own, in one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from plan_eval.messages import speaking_of, t, tongue
from plan_eval.model.wording import called
from plan_eval.report.charts.picture import require_address_space
from plan_eval.report.context import Context
from plan_eval.report.html import Templates
from plan_eval.report.places import Places, places_of
from plan_eval.report.sections import (
    cover,
    data_gaps,
    early_signs,
    method,
    overview,
    sexes,
    sources,
    summary,
    surveys,
)
from plan_eval.report.sections import duties as carried_out
from plan_eval.report.web import charts, departments, download, effects, goals_and_measures, table
from plan_eval.report.web.embedding import (
    css_string,
    inline,
    json_block,
    json_text,
    packed,
    policy,
)
from plan_eval.writing.saving import save

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATE, _STYLE, _SCRIPT = "web/page.html.j2", "web/page.css", "web/page.js"
_LICENCES = "web/licences.txt"
_SCRIPT_WORDS = (
    "shown",
    "filtered",
    "narrowed",
    "listed",
    "items",
    "quoted",
    "open",
    "close",
    "colon",
    "comma",
    "semicolon",
)
_SECTIONS = {
    "cover": cover,
    "summary": summary,
    "overview": overview,
    "early_signs": early_signs,
    "method": method,
    "sources": sources,
}


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """An area's quantified indicators: each by name and state, met first, and the counts."""

    id: str
    title: str
    marks: tuple[table.Line, ...]
    counts: tuple[int, ...]


def write_page(
    context: Context, templates: Path, destination: Path, *, force: bool = False
) -> Path:
    """Write the page; gives `destination`.

    `templates` may override any template of the program. Raises PlanEvalError when the file cannot
    be written.
    """
    return save(destination, compose_page(context, templates).encode(), force=force)


def compose_page(context: Context, templates: Path) -> str:
    """The whole page; equal input gives equal bytes."""
    with speaking_of(context.plan.header.level_words):
        return _composed(context, templates)


def _composed(context: Context, templates: Path) -> str:
    made = Templates(templates)
    made.filters["css_string"] = css_string
    script, charting = inline(_source(made, _SCRIPT)), _charting()
    return made.get_template(_TEMPLATE).render(
        lang=tongue(),
        # the drawing library is unpacked, and then a script like the page's own
        policy=policy((script, charting)),
        style=inline(_source(made, _STYLE)),
        script=script,
        charting=packed(charting),
        licences=_source(made, _LICENCES),
        plan=context.plan,
        stage=context.assessment.stage,
        final=context.final,
        **_values(context),
    )


def _values(context: Context) -> dict[str, object]:
    """What the page's parts are made of."""
    places = places_of(context)
    indicators = table.build(context, places)
    gaps = data_gaps.build(context)
    sections = {name: section.build(context) for name, section in _SECTIONS.items()}
    if context.duties_said:
        sections["duties"] = carried_out.build(context)
    if context.surveys:
        sections["surveys"] = surveys.build(context)
    parts = goals_and_measures.build(context, places)
    duties, claims = departments.duties(gaps, context), departments.claims(context, places)
    return {
        "data": json_block(_data(indicators, context)),
        "drawn": packed(json_text(_charts(indicators, context, places))),
        "sections": sections | {"data_gaps": gaps},
        "table": indicators,
        "shown_ids": {line.row.id for line in indicators.lines},
        "names": {"": "", **{one.id: called(one) for one in context.plan.departments}},
        "synthetic": context.synthetic,
        "written": [of for of in context.texts.blocks.values() if of.html is not None],
        "matrix": _matrix(indicators, context),
        "states": _states_found(_quantified(indicators)),
        "departments": departments.departments(indicators, duties, claims, context),
        "duties": duties,
        "claims": claims,
        "assessed": bool(context.evaluates and context.said),
        "every_state": _states_found(indicators.lines),
        "sexes": sexes.sex_lines(context),
        "plan_parts": parts,
        "effects": effects.build(parts, context),
    }


def _source(made: Environment, name: str) -> str:
    """A file of the templates as it is, not as a template: its braces are its own."""
    assert made.loader is not None
    return made.loader.get_source(made, name)[0]


@cache
def _charting() -> str:
    """Vega, Vega-Lite and Vega-Embed, as vl-convert carries them: nothing is fetched."""
    import vl_convert

    require_address_space()
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")


def _data(indicators: table.Table, context: Context) -> dict[str, object]:
    """What the page's script works with."""
    return {
        "indicators": {
            line.row.id: _filtered_by(line) | {"cells": download.cells(line, context)}
            for line in indicators.lines
        },
        "words": {name: t(f"web.script.{name}") for name in _SCRIPT_WORDS},
        "heads": download.heads(context),
        "file": download.file_name(cover.build(context)),
    }


def _charts(indicators: table.Table, context: Context, places: Places) -> dict[str, object]:
    """What the drawing library works with, once a card is opened."""
    parts = context.plan.indicators
    made = {
        line.row.id: charts.specification(parts[line.row.id], context, places)
        for line in indicators.lines
    }
    shared = charts.shared({name: chart for name, chart in made.items() if chart})
    return shared | {"config": charts.configuration()}


def _filtered_by(line: table.Line) -> dict[str, object]:
    row = line.row
    searched = (row.id, row.name, row.department, line.area_words, row.unit, row.target)
    return {
        "area": line.area,
        "department": line.department,
        "group": line.group,
        "state": row.state,
        "pace": row.pace,
        "warning": line.warning,
        "benchmark": line.benchmark,
        "text": " ".join((*searched, *row.notes)),
        "keys": line.keys,
    }


def _states_found(lines: Iterable[table.Line]) -> tuple[table.Choice, ...]:
    """The states that occur among some lines, counted."""
    found = Counter((line.row.state, line.row.state_words) for line in lines)
    return tuple(
        table.Choice(code, words, count)
        for code, words, count in sorted(
            ((*of, count) for of, count in found.items()),
            key=lambda one: table.STATES.index(one[0]),
        )
    )


def _quantified(indicators: table.Table) -> list[table.Line]:
    return [line for line in indicators.lines if line.group == "quantified"]


def _matrix(indicators: table.Table, context: Context) -> tuple[MatrixLine, ...]:
    """The picture of areas × states."""
    states = [choice.code for choice in _states_found(_quantified(indicators))]
    made = []
    for part, title in context.parts.items():
        own = [line for line in _quantified(indicators) if line.area == part]
        own.sort(key=lambda line: states.index(line.row.state))
        counts = Counter(line.row.state for line in own)
        if own:
            made.append(MatrixLine(part, title, tuple(own), tuple(counts[s] for s in states)))
    return tuple(made)
