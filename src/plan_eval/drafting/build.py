"""A draft of a plan: the outline of a text and the proposals of its clauses as a `Plan`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from plan_eval.drafting.account import uncounted
from plan_eval.drafting.header import header_of, people_of_plan
from plan_eval.drafting.links import linked
from plan_eval.drafting.names import is_rate
from plan_eval.drafting.notes import Documents, benchmarks_in, role_of, titles_in
from plan_eval.drafting.people import people_of
from plan_eval.drafting.proposals import Certainty, Proposal, Reason, proposals_of
from plan_eval.drafting.sources import Paragraph, Source
from plan_eval.drafting.structure import AreaDraft, Item, Outline, outline_of
from plan_eval.drafting.tables import Leads, known_rate
from plan_eval.drafting.vocabulary import AREA_IDS, ELECTED, EVERY_TERM, MADE, MAKES
from plan_eval.messages import t
from plan_eval.model.area import Area, Goal, Measure, Project, Projects
from plan_eval.model.footnote import Footnote, Place
from plan_eval.model.indicator import Indicator, Rate, Split
from plan_eval.model.indicator import Source as Cited
from plan_eval.model.misreadings import misread_targets
from plan_eval.model.plan import Plan
from plan_eval.model.register import Department, Units
from plan_eval.model.targets import Parity, Ratio, Reference

UNASSIGNED = "unassigned"
"""The department of a draft that was asked for none."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """How sure a proposal is, and the reasons why it is no surer."""

    certainty: Certainty
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class Draft:
    """A plan as drafted, with the doubts about each indicator, and what found no place."""

    plan: Plan
    doubts: dict[str, Doubt]
    outline: Outline
    lost_notes: tuple[str, ...]
    moved_notes: tuple[int, ...]
    """Footnotes whose mark stands outside goals and measures, where the files know no place."""

    guessed: tuple[str, ...]
    """Fields of plan.yaml that the text does not say."""

    uncounted: tuple[tuple[int, str], ...] = ()
    """Sentences with a number that is nowhere in the plan, each with its line."""


def draft_of(source: Source, leads: Leads | None = None) -> Draft:
    """Draft the plan of a text. Raises PlanEvalError where too little of a plan is found."""
    outline = outline_of(source)
    header, guessed = header_of(source, outline)
    made = _Maker(people_of_plan(header.title), leads, header.level.short if header.level else "")
    for area, id_ in zip(outline.areas, _area_ids(outline.areas), strict=True):
        made.area(area, id_)
    projects = made.projects(outline.projects)
    areas = tuple(made.areas())
    notes, documents, moved = _footnotes(source, made, areas)
    plan = Plan(
        header=header,
        areas=areas,
        projects=projects,
        footnotes=notes,
        documents=documents.ranked,
        departments=made.departments(),
        units=Units(note=t("draft.yaml.units"), units=()),
    )
    for one in misread_targets(plan):
        if one.code == "PL031":
            continue  # a name that was carried from the clause before is likest to that
        why = (*made.doubts[one.item].why, "misread")
        made.doubts[one.item] = Doubt("guess", why)
    left = tuple(uncounted(source.paragraphs, plan))
    return Draft(plan, made.doubts, outline, source.lost, moved, guessed, left)


def _area_ids(areas: list[AreaDraft]) -> list[str]:
    """An id for each area by its title, else by its number; each once."""
    found: list[str] = []
    for n, area in enumerate(areas, 1):
        title = re.sub("^.*?与(?=.)", "", area.heading.text)
        name = next((id_ for words, id_ in AREA_IDS if re.search(words, title)), f"area-{n}")
        found.append(f"area-{n}" if name in found else name)
    return found


_MAKES = re.compile(f"^{MAKES}")
_MADE = re.compile(f"{MADE}[”）]*$")


@dataclass
class _Made:
    """An area in the making."""

    draft: AreaDraft
    id: str
    goals: list[Goal] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)


class _Maker:
    """Makes items and their indicators; a clause printed again is a further source."""

    def __init__(self, people: str, leads: Leads | None, short: str) -> None:
        self.doubts: dict[str, Doubt] = {}
        self.headings: list[tuple[str, Paragraph]] = []
        self.marks: dict[str, Paragraph] = {}
        self._people, self._leads, self._short = people, leads, short
        self._areas: list[_Made] = []
        self._known: dict[tuple[object, ...], tuple[list[Indicator], int]] = {}
        self._busy: dict[str, None] = {}

    def area(self, draft: AreaDraft, id_: str) -> None:
        made = _Made(draft, id_)
        self._areas.append(made)
        self.headings += [(id_, one) for one in (draft.heading, draft.label) if one]
        texts = [item.text for item in draft.goals], [item.text for item in draft.measures]
        links = linked(*texts, [item.title for item in draft.measures])
        for n, (item, serving) in enumerate(zip(draft.goals, links, strict=True), 1):
            goal = f"{id_}-{n:02d}"
            self.marks[goal] = item.body
            measures = tuple(f"{id_}-m{m + 1:02d}" for m in serving)
            made.goals.append(
                Goal(
                    id=goal,
                    printed=item.printed,
                    text=item.text,
                    measures=measures,
                    source_note=t("draft.yaml.table") if item.body.target else None,
                )
            )
            self._indicators(goal, proposals_of(item.text), made.indicators, draft.heading.text)
        for n, item in enumerate(draft.measures, 1):
            measure = f"{id_}-m{n:02d}"
            self.marks[measure] = item.body
            head, rest = proposals_of(item.title), _promised(item.rest)
            made.measures.append(
                Measure(
                    id=measure,
                    printed=item.printed,
                    heading=item.title,
                    commitments=_quotes(rest),
                )
            )
            told = [one for one in head if _counts(one)]
            self._indicators(measure, [*told, *rest], made.indicators, draft.heading.text)

    def areas(self) -> Iterable[Area]:
        """The areas, when nothing more can become a source of their indicators."""
        for made in self._areas:
            heading = made.draft.heading.text
            yield Area(
                id=made.id,
                printed=made.draft.printed,
                title=heading,
                goals=tuple(made.goals),
                measures=tuple(made.measures),
                indicators=tuple(made.indicators),
            )

    def projects(self, items: list[Item]) -> Projects:
        """The key projects with what each promises."""
        projects, indicators = [], list[Indicator]()
        for n, item in enumerate(items, 1):
            id_ = f"project-{n}"
            self.marks[id_] = item.body
            rest = _promised(item.rest) or proposals_of(item.rest)[:1]
            told = [one for one in proposals_of(item.title) if _counts(one)]
            projects.append(
                Project(id=id_, printed=item.printed, title=item.title, deliverables=_quotes(rest))
            )
            self._indicators(id_, [*told, *rest], indicators, item.title)
        return Projects(projects=tuple(projects), indicators=tuple(indicators))

    def departments(self) -> tuple[Department, ...]:
        """Those that lead something."""
        if self._leads is None:
            name, english = t("draft.yaml.unassigned"), "Not yet assigned"
            return (Department(id=UNASSIGNED, name=name, name_en=english),)
        return tuple(
            Department(
                id=one.id,
                name=f"{self._short}{one.name}",
                name_en=one.name_en,
                aliases=(one.name,) if self._short and not one.name.startswith("委") else (),
            )
            for one in self._leads.departments
            if one.id in self._busy
        )

    def _indicators(
        self, item: str, proposals: list[Proposal], into: list[Indicator], area: str
    ) -> None:
        count = 0
        for one in proposals:
            key = _same(one)
            if key in self._known:
                self._cite_again(key, item, one)
                continue
            count += 1
            id_ = f"{item}-{count}"
            other = f"{item}-{count + 1}" if one.against else None
            into.append(self._indicator(id_, item, one, other, area))
            self._known[key] = (into, len(into) - 1)
            self.doubts[id_] = Doubt(one.certainty, one.why)
            if one.against and other:
                count += 1
                against = replace(
                    one, name=one.against, target=Reference(kind="reference"), against=None
                )
                into.append(self._indicator(other, item, against, None, area))
                self.doubts[other] = Doubt("guess", ("parity",))

    def _cite_again(self, key: tuple[object, ...], item: str, one: Proposal) -> None:
        """Another source of what is known already; a repeat within one item is none."""
        into, at = self._known[key]
        cited = Cited(item=item, quote=one.piece.quote)
        known = into[at]
        if cited not in known.sources:
            into[at] = known.model_copy(update={"sources": (*known.sources, cited)})

    def _indicator(
        self, id_: str, item: str, one: Proposal, other: str | None, area: str
    ) -> Indicator:
        known = known_rate(one.name) if one.unit in _SCALES else None
        of_rate = known.population if known else None
        people = people_of(one.name, of_rate, self._people)
        rate = _rate(one, people.share)
        if rate is None and known and one.unit:
            rate = known.rate(_SCALES[one.unit])
        target = one.target
        if isinstance(target, Parity) and other:
            target = target.model_copy(update={"other": other})
        splits = _splits(one)
        period = known.period if known else "calendar_year"
        if one.unit and re.search(ELECTED, one.name):
            period = EVERY_TERM
        department = self._leads.of(one.name, one.piece.quote, area) if self._leads else UNASSIGNED
        self._busy[department] = None
        inferred = ["name", "target", "scope", "department"]
        inferred += ["unit"] if one.unit else []
        inferred += [name for name, value in (("rate", rate), ("splits", splits)) if value]
        inferred += ["period"] if period != "calendar_year" else []
        if one.target.group == "qualitative":
            inferred.remove("name")
        return Indicator(
            id=id_,
            name=one.name,
            target=target,
            unit=one.unit,
            scope=people.scope,
            rate=rate,
            splits=splits,
            department=department,
            period=period,
            sources=(Cited(item=item, quote=one.piece.quote),),
            inferred=tuple(inferred),
        )


_SCALES = {"%": 100, "‰": 1000, "1/10万": 100_000}


def _same(one: Proposal) -> tuple[object, ...]:
    """What makes two proposals one indicator: name and target; a demand only word for word."""
    if one.target.group == "qualitative":
        return ("", one.piece.own)
    target = one.target.model_dump(exclude={"printed"})
    return (one.name, one.unit, tuple(sorted((k, str(v)) for k, v in target.items())))


def _rate(one: Proposal, share: tuple[str, str] | None) -> Rate | None:
    """The two counts of a share of people, and of a ratio of two things."""
    if isinstance(one.target, Ratio):
        first, second = _sides(one.name)
        return Rate(numerator=second, denominator=first, scale=1)
    if share is None or one.unit != "%":
        return None
    whole, part = share
    return Rate(numerator=f"{whole}中{part}人数", denominator=f"{whole}人数")


def _sides(name: str) -> tuple[str, str]:
    """男厕位数 and 女厕位数 of 男女厕位比例."""
    found = re.search("([男女城乡师])([男女城乡生])(.*?)(?:之?比例?|比率)$", name)
    if found is None:
        return t("draft.yaml.first", name=name), t("draft.yaml.second", name=name)
    return f"{found[1]}{found[3]}数", f"{found[2]}{found[3]}数"


def _splits(one: Proposal) -> tuple[Split, ...]:
    if one.target.kind == "each_unit":
        return ("town",)
    dimension = getattr(one.target, "dimension", None)
    return (dimension,) if dimension in ("sex", "residence") else ()


def _counts(one: Proposal) -> bool:
    """Whether a clause of a measure asks for something that is counted."""
    if one.target.group == "quantified":
        return not _EXHORTS.match(one.piece.own)
    return one.target.group == "directional" and is_rate(one.name)


_EXHORTS = re.compile("杜绝(?!.*(?:死亡|事故|发生|案件))")
"""杜绝浪费 asks for good conduct, 杜绝…事故 for none of them."""


def _promised(text: str) -> list[Proposal]:
    """What the text of a measure promises: what is counted, and what is made by name."""
    return [
        one
        for one in proposals_of(text)
        if _counts(one)
        or (
            one.target.group == "qualitative"
            and _MAKES.match(one.piece.own)
            and _MADE.search(one.piece.own)
        )
    ]


def _quotes(proposals: list[Proposal]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.piece.quote for one in proposals))


def _footnotes(
    source: Source, made: _Maker, areas: tuple[Area, ...]
) -> tuple[tuple[Footnote, ...], Documents, tuple[int, ...]]:
    """The footnotes with their places, the documents they name, those that stand elsewhere."""
    places = {
        number: (item, position, paragraph.text)
        for item, paragraph in (*made.headings, *made.marks.items())
        for number, position in paragraph.marks.items()
    }
    parts = {goal.id: "goal" for area in areas for goal in area.goals}
    parts |= {measure.id: "measure" for area in areas for measure in area.measures}
    by_item: dict[str, list[Indicator]] = {}
    for one in (one for area in areas for one in area.indicators):
        for cited in one.sources:
            by_item.setdefault(cited.item, []).append(one)
    documents, found, moved = Documents(), [], []
    for number, text in sorted(source.notes.items()):
        note = None
        if number in places:
            item, position, whole = places[number]
            note = _place(item, parts.get(item, "heading"), position, whole)
        else:
            moved.append(number)
            item = areas[0].id
            note = _place(item, "heading", len(areas[0].title), areas[0].title)
        benchmarks = benchmarks_in(text, documents, by_item.get(note.item, []))
        named = tuple(dict.fromkeys(documents.of(title).id for _, title in titles_in(text)))
        elsewhere = t("draft.yaml.moved") if number not in places else None
        found.append(
            Footnote(
                number=number,
                text=text or t("draft.yaml.empty-note"),
                place=note,
                role=role_of(text, benchmarks, named),
                documents=named,
                benchmarks=benchmarks,
                source_note=elsewhere,
            )
        )
    return tuple(found), documents, tuple(moved)


def _place(item: str, part: str, position: int, whole: str) -> Place:
    """The place of a mark, with the words of its clause right before it."""
    before = whole[:position]
    words = re.split("[，。；！？]", before.rstrip("，。；！？"))[-1]
    after = before[before.rfind(words) :] if words else before
    return Place.model_validate(
        {"item": item, "part": part, "position": position, "after": after or whole[:1]}
    )
