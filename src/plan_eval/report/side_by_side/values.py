"""What the volume says, as frozen values: an overview, then each area's indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from plan_eval.assess.districts import (
    Cell,
    Comparison,
    DistrictResult,
    middle_words,
    unit_of,
)
from plan_eval.messages import dated, t
from plan_eval.model.inference import is_unverified
from plan_eval.model.plan import PROJECTS, Plan
from plan_eval.model.verdict import Checklist, Stage
from plan_eval.model.wording import called, number, trimmed, unit_named
from plan_eval.plan_folder.boundaries import Boundaries
from plan_eval.report.charts.dots import Dot, dots_chart
from plan_eval.report.charts.heat import HeatRow, heat_chart
from plan_eval.report.charts.map import SIGNS, Region, map_chart
from plan_eval.report.charts.picture import draw
from plan_eval.report.outline import Caption, Heading, Outline
from plan_eval.report.sections.cover import Cover
from plan_eval.report.sections.figures import Figure

STATES = ("met", "nearly_met", "not_met", "undetermined")
BESIDE = 12
"""So many districts are columns of one table; of more the workbook has the figures of each."""
_HEATED = 40
_NAMED, _MISSED = 5, 8
_MAPS = 12
_WIDE_MAP, _SMALL_MAP = (420, 250), (206, 160)


@dataclass(frozen=True)
class SideBySide:
    """All that is compared; `area` and `names` narrow it. `draft` marks it as one."""

    plan: Plan
    stage: Stage
    day: date
    districts: tuple[DistrictResult, ...]
    compared: tuple[Comparison, ...]
    boundaries: Boundaries | None = None
    draft: bool = False
    part: str = ""
    outline: Outline = field(default_factory=Outline)

    @property
    def synthetic(self) -> bool:
        """Whether any figure says of itself that it is invented; then every page says so."""
        return any(one.synthetic for one in self.districts)

    @property
    def called(self) -> dict[str, str]:
        """The districts' names by id."""
        return {one.id: one.name for one in self.districts}

    @property
    def parts(self) -> dict[str, str]:
        """The areas and the key projects by id, with their titles, those that are compared."""
        titles = {area.id: called(area) for area in self.plan.areas}
        titles[PROJECTS] = t("parts.projects")
        there = {self.plan.part_of(one.indicator.id) for one in self.compared}
        return {part: title for part, title in titles.items() if part in there}


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """A district's counts: over all and by area, each as (state, count), or why there are none."""

    name: str
    stood: str
    accepted: int
    refused: int
    counts: tuple[int, ...]
    rate: str
    areas: tuple[tuple[tuple[str, int], ...], ...]
    behind: tuple[str, ...]
    behind_words: str


@dataclass(frozen=True, slots=True)
class CellWords:
    """A district's figure: its state for the mark, the figure, what else is to be known of it."""

    state: str
    words: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator over the districts."""

    name: str
    unit: str
    target: str
    year: str
    compared: str
    least: str
    middle: str
    most: str
    states: tuple[tuple[str, int], ...]
    behind: str
    apart: str
    unranked: str
    cells: tuple[CellWords, ...]


@dataclass(frozen=True, slots=True)
class DemandLine:
    """A demand in words: how many districts say what of it."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One area: the spread of its indicators, each district's figures, demands, pictures."""

    heading: Heading
    spread: Caption | None
    lines: tuple[Line, ...]
    matrix: Caption | None
    demands: Caption | None
    demand_lines: tuple[DemandLine, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """The volume: what stands on top of it, the overview, the areas, how to read it."""

    cover: Cover
    overview: Heading
    sentences: tuple[str, ...]
    districts: Caption
    lines: tuple[DistrictLine, ...]
    by_area: Caption
    areas: tuple[str, ...]
    figures: tuple[Figure, ...]
    behind: Caption | None
    parts: tuple[Part, ...]
    reading: Heading
    notes: tuple[str, ...]
    names: tuple[str, ...]
    checklists: tuple[str, ...]


def build(of: SideBySide) -> Volume:
    """The values of every page, in the order in which tables and pictures are numbered."""
    outline = of.outline
    overview = outline.chapter(t("districts.report.overview"))
    districts = outline.table(t("districts.report.districts"), t("report.unit.items"))
    by_area = outline.table(t("districts.report.by-area"), t("report.unit.items"))
    figures = tuple(_overview_figures(of))
    lines = tuple(_district_line(one, of) for one in of.districts)
    missed = any(line.behind for line in lines)
    behind = outline.table(t("districts.report.behind")) if missed else None
    parts = tuple(_part(of, part, title) for part, title in of.parts.items())
    return Volume(
        cover=cover_of(of),
        overview=overview,
        sentences=tuple(sentences(of)),
        districts=districts,
        lines=lines,
        by_area=by_area,
        areas=tuple(of.parts.values()),
        figures=figures,
        behind=behind,
        parts=parts,
        reading=outline.chapter(t("districts.report.reading")),
        notes=tuple(_notes(of)),
        names=tuple(of.called.values()),
        checklists=tuple(t(f"checklist.{one}") for one in Checklist),
    )


def cover_of(of: SideBySide) -> Cover:
    """Title, kind and marks, as the reports of the districts have them."""
    header, stage = of.plan.header, of.stage
    title, kind = called(header), t(f"districts.report.kind.{stage.name}", year=stage.year)
    short = header.short_title if title == header.title else title
    marks = [t("report.draft")] if of.draft else []
    marks += [header.example] if header.example else []
    marks += [t("report.unverified")] if is_unverified(of.plan) else []
    marks += [t("report.synthetic-mark")] if of.synthetic else []
    return Cover(
        title=title,
        title_lines=(title,),
        printed="" if title == header.title else header.title,
        kind=kind,
        part=of.part,
        period=t("report.period", start=header.span.start, year=stage.year),
        issuer=header.issuer,
        day=dated(of.day),
        marks=tuple(marks),
        running=" ".join(filter(None, (short, kind, of.part))),
    )


def quantified(of: SideBySide) -> list[Comparison]:
    """The indicators whose states are counted."""
    return [one for one in of.compared if one.indicator.group == "quantified"]


def sentences(of: SideBySide) -> Iterator[str]:
    """Who is compared and who is not, and how many indicators all or none of them meet."""
    comma = t("punctuation.list")
    judged = [one for one in of.districts if one.stood == "judged"]
    yield t("districts.report.judged", total=len(of.districts), judged=len(judged))
    for stood in ("nothing_sent", "failed"):
        if names := [one.name for one in of.districts if one.stood == stood]:
            yield t(f"districts.report.{stood}", names=comma.join(names))
    if partial := [one.name for one in judged if not one.whole]:
        yield t("districts.report.partial", names=comma.join(partial))
    own = [one.name for one in judged if one.plan != of.plan.header.id]
    if own:
        yield t("districts.report.own-plan", names=comma.join(own))
    counted = [one for one in quantified(of) if one.states.keys() & {*STATES}]
    everywhere = sum(one.states["met"] == _told(one) > 0 for one in counted)
    nowhere = sum(one.states["met"] == 0 < _told(one) for one in counted)
    values = {"everywhere": everywhere, "nowhere": nowhere, "total": len(counted)}
    yield t("districts.report.met", **values)
    chance = sum(one.unranked == "chance" for one in of.compared)
    if chance:
        yield t("districts.report.chance", count=chance)


def _told(one: Comparison) -> int:
    """The districts that can be judged in it."""
    return sum(one.states[name] for name in ("met", "nearly_met", "not_met"))


def _district_line(one: DistrictResult, of: SideBySide) -> DistrictLine:
    own = {c.indicator.id: c.by_district[one.id] for c in quantified(of)}
    judged = one.stood == "judged"
    counts = _counted(own.values())
    told = counts["met"] + counts["nearly_met"] + counts["not_met"]
    areas = []
    for part in of.parts:
        cells = [cell for name, cell in own.items() if of.plan.part_of(name) == part]
        found = _counted(cells)
        areas.append(tuple((state, found[state]) for state in STATES if found[state]))
    key = of.plan.key_indicators
    behind = tuple(
        called(c.indicator)
        for c in sorted(of.compared, key=lambda c: c.indicator.id not in key)  # these first
        if (cell := c.by_district[one.id]).standing is not None and cell.standing.behind
    )
    return DistrictLine(
        name=one.name,
        stood=one.stood,
        accepted=one.accepted,
        refused=one.refused,
        counts=tuple(counts[state] for state in STATES) if judged else (),
        rate=f"{number(Decimal(100 * counts['met']) / told, 1)}%" if told else "—",
        areas=tuple(areas) if judged else (),
        behind=behind,
        behind_words=_few(behind, _MISSED),
    )


def _counted(cells: Iterable[Cell]) -> Counter[str]:
    """By state; what has no data cannot be judged, what is not in a district's plan is not."""
    found: Counter[str] = Counter()
    for cell in cells:
        if cell.standing is not None and cell.status in ("judged", "no_data"):
            stands = cell.standing.stands
            found[stands if stands in STATES else "undetermined"] += 1
    return found


def _overview_figures(of: SideBySide) -> Iterator[Figure]:
    judged = [one for one in of.districts if one.stood == "judged"]
    counts = {one.id: _counted(c.by_district[one.id] for c in quantified(of)) for one in judged}
    if 1 < len(judged) <= _HEATED:
        words = {state: t(f"state.{state}") for state in STATES}
        rows = [
            HeatRow(one.name, {words[state]: counts[one.id][state] for state in STATES})
            for one in judged
        ]
        caption = of.outline.figure(t("districts.report.heat"), t("report.unit.items"))
        said = t("punctuation.semicolon").join(
            f"{row.name} " + " ".join(f"{s}{n}" for s, n in row.counts.items()) for row in rows
        )
        yield Figure(caption, draw(heat_chart(rows, list(words.values())), said), wide=True)
    if of.boundaries is not None and of.boundaries.shapes:
        yield _share_map(of, counts)


def _share_map(of: SideBySide, counts: dict[str, Counter[str]]) -> Figure:
    """How many of the targets that can be judged each has met, as a fraction on the map."""
    assert of.boundaries is not None
    regions, said = [], []
    for one in of.districts:
        found = counts.get(one.id)
        told = sum(found[s] for s in ("met", "nearly_met", "not_met")) if found else 0
        share = found["met"] / told if found and told else None
        ground = "undetermined" if share is None else _ground(share)
        figure = "—" if not found or not told else f"{found['met']}/{told}"
        regions.append(Region(one.id, ground, "", f"{one.name} {figure}"))
        said.append(f"{one.name} {figure}")
    caption = of.outline.figure(t("districts.report.share-map"))
    words = t("punctuation.semicolon").join(said)
    return Figure(caption, draw(map_chart(regions, of.boundaries, _WIDE_MAP), words), wide=True)


def _ground(share: float) -> str:
    """Thirds: the least met are the darkest."""
    return "met" if share >= 2 / 3 else "nearly_met" if share >= 1 / 3 else "not_met"


def _part(of: SideBySide, part: str, title: str) -> Part:
    outline = of.outline
    heading = outline.chapter(title)
    own = [one for one in of.compared if of.plan.part_of(one.indicator.id) == part]
    figures = [one for one in own if one.indicator.group in ("quantified", "directional")]
    demands = [one for one in own if one.indicator.group == "qualitative"]
    beside = len(of.districts) <= BESIDE
    lines = tuple(_line(one, of) for one in figures)
    spread = outline.table(t("districts.report.spread", title=title)) if lines else None
    matrix = outline.table(t("districts.report.matrix", title=title)) if lines and beside else None
    told = outline.table(t("districts.report.demands", title=title)) if demands else None
    return Part(
        heading=heading,
        spread=spread,
        lines=lines,
        matrix=matrix,
        demands=told,
        demand_lines=tuple(_demand(one) for one in demands),
        figures=(*_dots(figures, of), *_maps(figures, of)),
    )


def _line(one: Comparison, of: SideBySide) -> Line:
    apart = [cell for cell in one.cells if cell.apart]
    shown = [f"{of.called[c.district]}{t(f'districts.apart.{c.apart}')}" for c in apart]
    return Line(
        name=called(one.indicator),
        unit=unit_named(unit_of(one.indicator)),
        target=one.target,
        year=str(one.year or "—"),
        compared=t("cli.by.of-all", count=one.compared, total=len(one.cells)),
        least=str(one.least if one.least is not None else "—"),
        middle=middle_words(one),
        most=str(one.most if one.most is not None else "—"),
        states=tuple((state, one.states[state]) for state in STATES if one.states[state]),
        behind=_few([of.called[name] for name in one.behind]),
        apart=_few(shown),
        unranked="" if one.unranked is None else t(f"districts.short.{one.unranked}"),
        cells=tuple(cell_words(cell) for cell in one.cells),
    )


def _few(names: Sequence[str], most: int = _NAMED) -> str:
    shown = t("punctuation.list").join(names[:most])
    if len(names) <= most:
        return shown or "—"
    return t("districts.report.and-more", names=shown, count=len(names))


def cell_words(cell: Cell) -> CellWords:
    """A cell in words; a figure of another year, a rank and a difference are its notes."""
    if cell.status != "judged" or cell.standing is None:
        return CellWords("", t(f"districts.cell.{cell.status}"), ())
    of, notes = cell.standing, []
    if cell.other_year:
        notes.append(t("report.of-year", year=of.year))
    if cell.rank:
        notes.append(t("districts.rank-tied" if cell.tied else "districts.rank", rank=cell.rank))
    if cell.apart:
        notes.append(t(f"districts.apart.{cell.apart}"))
    if of.small:
        notes.append(t("districts.small"))
    state = "nearly" if of.nearly else str(of.state)
    return CellWords(state, cell.shown, tuple(notes))


def _demand(one: Comparison) -> DemandLine:
    every = [c.standing.checklist for c in one.cells if c.standing is not None]
    return DemandLine(called(one.indicator), tuple(every.count(state) for state in Checklist))


def _dots(figures: Iterable[Comparison], of: SideBySide) -> Iterator[Figure]:
    """Where two districts or more have a figure of the same year."""
    for one in figures:
        cells = [c for c in one.cells if c.compared and c.standing and c.standing.value is not None]
        if len(cells) < 2:
            continue
        down = one.indicator.target.direction == "down"
        cells.sort(key=lambda c: (Decimal(c.shown) if down else -Decimal(c.shown), c.district))
        dots = [_dot(cell, of) for cell in cells]
        bounds = {c.standing.bound for c in cells if c.standing}
        bound = bounds.pop() if len(bounds) == 1 else None  # plans of their own ask other levels
        caption = of.outline.figure(
            called(one.indicator), unit_named(unit_of(one.indicator)) or None
        )
        words = t("punctuation.semicolon").join(
            f"{d.name} {c.shown}" for d, c in zip(dots, cells, strict=True)
        )
        chart = dots_chart(dots, bound, one.indicator.decimals)
        yield Figure(caption, draw(chart, words))


def _dot(cell: Cell, of: SideBySide) -> Dot:
    assert cell.standing is not None
    assert cell.standing.value is not None
    met = cell.standing.stands == "met"
    return Dot(of.called[cell.district], cell.standing.value, met, cell.standing.interval)


def _maps(figures: Iterable[Comparison], of: SideBySide) -> Iterator[Figure]:
    """Of the key indicators in which the districts stand differently."""
    if of.boundaries is None or not of.boundaries.shapes:
        return
    wanted = [
        one
        for one in figures
        if one.indicator.id in of.plan.key_indicators
        and len({c.status for c in one.cells} | {*one.states}) > 2
    ]
    for one in wanted[:_MAPS]:
        regions = [_region(cell, of) for cell in one.cells]
        caption = of.outline.figure(t("districts.report.map", name=called(one.indicator)))
        words = t("punctuation.semicolon").join(
            f"{of.called[cell.district]} {_state_words(cell)}" for cell in one.cells
        )
        yield Figure(caption, draw(map_chart(regions, of.boundaries, _SMALL_MAP), words))


def _region(cell: Cell, of: SideBySide) -> Region:
    judged = cell.status == "judged" and cell.standing is not None
    state = cell.standing.stands if judged and cell.standing else "none"
    return Region(cell.district, state, SIGNS.get(state, ""), of.called[cell.district])


def _state_words(cell: Cell) -> str:
    if cell.status != "judged" or cell.standing is None:
        return t(f"districts.cell.{cell.status}")
    return t(f"state.{cell.standing.stands}")


def _notes(of: SideBySide) -> Iterator[str]:
    """How the comparison is made, with the parameters it goes by."""
    parameters = of.plan.header.parameters
    yield t("districts.report.note.no-score")
    yield t("districts.report.note.year")
    yield t("districts.report.note.rank")
    values = {"apart": trimmed(parameters.apart_p), "chance": trimmed(1 - parameters.confidence)}
    yield t("districts.report.note.chance", **values)
    yield t("districts.report.note.missing")
    yield t("districts.report.note.signs")
    if len(of.districts) > BESIDE:
        yield t("districts.report.note.many", most=BESIDE)
    if of.boundaries is not None and of.boundaries.without:
        names = t("punctuation.list").join(of.called[name] for name in of.boundaries.without)
        yield t("districts.report.note.without-shape", names=names)
