"""The plan's title page as far as the text has one: title, years, level, basis, chapters."""

from __future__ import annotations

import re
from collections import Counter

from plan_eval.drafting.clauses import pieces_of
from plan_eval.drafting.notes import titles_in
from plan_eval.drafting.sources import Source
from plan_eval.drafting.structure import Item, Outline
from plan_eval.drafting.vocabulary import BELOW, DUTIES, LEVELS, NATION, OF_THE_NATION, SEXES_OF
from plan_eval.messages import t
from plan_eval.model.duty import Duty
from plan_eval.model.parameters import Parameters
from plan_eval.model.plan import Chapters, Drafted, Header, People, Span, Stages
from plan_eval.model.register import Level

_YEARS = re.compile(r"(20\d\d)\s*年?\s*[-—–~～－―至]{1,3}\s*(20\d\d)\s*年")
_ADDED = re.compile(rf"[（(]?{_YEARS.pattern}[）)]?|[（(][^（）()]*稿[^（）()]*[）)]")
"""What a title carries beside its name: years, 征求意见稿."""

_KIND = re.compile("(?:规划|纲要|计划|方案)(?:纲要)?")
_SIGNS = "(?:自治区|自治州|自治县|[省市区县旗盟州])"
_PLACE = re.compile(f"^[\u4e00-\u9fff]+?{_SIGNS}(?![\u4e00-\u9fff]{{0,5}}{_SIGNS})")
_NAMED = re.compile("[^，；：、]{4,40}(?:规划|纲要)")
"""A title without its years."""

_FIVE_YEARS = re.compile("“?十([一二三四五六七八九])五”?")
"""“十四五”: the fourteenth of the nation's five-year plans, from 2021 on."""

_COMMITTEE = re.compile("[\u4e00-\u9fff]{2,6}工作委员会")
_DUTIES = re.compile(DUTIES)
_MARKS = ("", "…", "……", "—", "——", "-", "/", "无", "未统计", "N/A", "NA")
_SPAN = (2021, 2030)
"""What a plan without any years is taken for: the term of the national outlines in force."""

_TITLE_WITHIN = 12
"""Paragraphs in which a title stands, or not at all."""


def header_of(source: Source, outline: Outline) -> tuple[Header, tuple[str, ...]]:
    """The header, and the names of its fields that were guessed."""
    guessed: list[str] = []
    title, found = _title(source)
    if not found:
        guessed.append("title")
    years = _years(title) or next(filter(None, map(_years, _texts(source))), None)
    start, end = years or _SPAN
    if years is None:
        guessed.append("span")
    place = _place(title)
    if not place:
        guessed.append("district")
    named = "征求意见" in title + source.name or "送审" in title + source.name
    header = Header(
        id=f"plan-{start}-{end}",
        title=title,
        short_title=_ADDED.sub("", title) or title,
        district=place or title,
        issuer=_issuer(place, source),
        text_status="consultation_draft" if named else "adopted",
        source_note=t("draft.yaml.source", file=source.name),
        basis=_basis(source, title),
        level=_level(place, source),
        people=_people(title),
        chapters=_chapters(outline),
        span=Span(baseline=start - 1, start=start, end=end),
        stages=Stages(midterm=start + (end - start) // 2, final=end),
        parameters=Parameters(version="1"),
        missing_marks=_MARKS,
        implementation=_duties("implementation", outline.implementation.items),
        monitoring=_duties("monitoring", outline.monitoring.items),
        draft=Drafted(source=source.name),
    )
    return header, (*guessed, "level", "stages", "issuer", "text_status")


def _years(text: str) -> tuple[int, int] | None:
    """The first and the last year that a text names as a term."""
    if (found := _YEARS.search(text)) and int(found[1]) < int(found[2]):
        return int(found[1]), int(found[2])
    if found := _FIVE_YEARS.search(text):
        start = 1951 + 5 * (11 + "一二三四五六七八九".index(found[1]))
        return start, start + 4
    return None


def people_of_plan(title: str) -> str:
    """Whom the plan is for, by its title (…县儿童发展规划: 儿童)."""
    place = _place(title)
    ends = "事业|工作|发展|规划|纲要|计划|权益|健康|安全"
    found = re.match(f"[\u4e00-\u9fff]+?(?={ends})", title[len(place) :])
    return found[0] if found and len(found[0]) <= 8 else t("draft.yaml.everybody")


def _texts(source: Source) -> list[str]:
    return [one.text for one in source.paragraphs]


def _title(source: Source) -> tuple[str, bool]:
    """The title: a line of its own, or two; else the plan before it, its years moved on."""
    lines = _texts(source)[:_TITLE_WITHIN]
    for at, line in enumerate(lines):
        if len(line) > 60 or re.search("[。《]|通知$|印发", line) or not _KIND.search(line):
            continue
        after = lines[at + 1] if at + 1 < len(lines) else ""
        if _YEARS.search(line):
            before = lines[at - 1] if at and not _PLACE.match(line) else ""
            ahead = before if len(before) <= 20 and _PLACE.match(before) else ""
            return re.sub(r"\s+", "", ahead + line), True
        if len(after) <= 20 and _YEARS.search(after):
            return re.sub(r"\s+", "", line + after), True
        if _NAMED.fullmatch(line):
            return re.sub(r"\s+", "", line), True
    return _title_from_text(source), False


_ISSUED = re.compile("印发《?([^《》]*?(?:规划|纲要)[^《》]*?)》?的?通知")
"""The title in that of a circular, where the plan itself has none."""


def _title_from_text(source: Source) -> str:
    """From the circular, else from the titles cited: their last years, and the plan before."""
    for text in _texts(source)[:_TITLE_WITHIN]:
        if issued := _ISSUED.search(text):
            return issued[1]
    cited = [title for text in _texts(source)[:60] for _, title in titles_in(text)]
    dated = [(title, found) for title in cited if (found := _YEARS.search(title))]
    terms = Counter((int(found[1]), int(found[2])) for _, found in dated)
    if terms:
        last = max(terms, key=lambda term: (term[0], terms[term]))
        for title, found in dated:
            if int(found[2]) + 1 == last[0]:
                return f"{title[: found.start()]}{last[0]}—{last[1]}年{title[found.end() :]}"
    return source.name.rsplit(".", 1)[0] or source.name


def _place(title: str) -> str:
    found = _PLACE.match(title)
    if found:
        return found[0]
    return title[:2] if title.startswith(NATION) else ""


def _issuer(place: str, source: Source) -> str:
    """The committee that the text speaks of most, else the government."""
    found = (one for text in _texts(source) for one in _COMMITTEE.findall(text))
    named = Counter(one.removeprefix(place[-1:]) for one in found)
    if named:
        first = min(named, key=lambda one: (-named[one], len(one)))
        return f"{place}{first}办公室"
    return OF_THE_NATION if place in NATION else f"{place}人民政府"


def _basis(source: Source, title: str) -> tuple[str, ...]:
    """What the plan is made by: the titles in the sentence that ends in 制定本规划."""
    for text in _texts(source)[:40]:
        if re.search("制[定订]本|编制本|特制[定订]", text):
            found = [one for _, one in titles_in(text) if one != title]
            return tuple(dict.fromkeys(found))
    return ()


def _people(title: str) -> People | None:
    """What the plan calls the sexes of its people; nothing for a plan of several peoples."""
    people = people_of_plan(title)
    return People(**SEXES_OF[people]) if people in SEXES_OF else None


def _level(place: str, source: Source) -> Level | None:
    sign = "国" if place in NATION else place[-1:]
    if sign not in LEVELS:
        return None
    english, one, many, unit = LEVELS[sign]
    whole = Counter(_below(source))
    unit = whole.most_common(1)[0][0] if whole else unit
    return Level(
        own=f"本{sign}" if sign != "国" else "我国",
        whole=f"全{sign}",
        short=sign,
        unit=unit,
        own_en=f"the {english}",
        whole_en=f"whole {english}",
        short_en=english,
        unit_en=one,
        units_en=many,
    )


_BELOW = re.compile(f"(?:每一?个?|各)({BELOW})")


def _below(source: Source) -> list[str]:
    """What the text calls the units below (每个镇街)."""
    return [re.sub("[（）]", "", one) for text in _texts(source) for one in _BELOW.findall(text)]


def _chapters(outline: Outline) -> Chapters | None:
    implementation, monitoring = outline.implementation.heading, outline.monitoring.heading
    if not implementation:
        return None
    return Chapters(implementation=implementation, monitoring=monitoring or implementation)


def _duties(kind: str, items: list[Item]) -> tuple[Duty, ...]:
    return tuple(
        Duty(
            id=f"{kind}-{n}",
            printed=item.printed,
            title=item.title,
            commitments=tuple(
                piece.quote for piece in pieces_of(item.rest) if _DUTIES.search(piece.quote)
            )[:6],
            obliges=(),
            obliges_en=(),
        )
        for n, item in enumerate(items, 1)
    )
