"""Every number in the prose of the main report leads back to a frozen value.

What is quoted must stand in the plan or in a self-assessment; what is left of a sentence without
names and quotes has only numbers of the indicator it speaks of, or counts that are made here anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise

import pytest
from tests.report.test_every_edition import data

from plan_eval.assess.priority import distance, needed_per_year
from plan_eval.messages import speaking_of
from plan_eval.model.assessment import Checklist, EffectKind, State
from plan_eval.model.finding import Severity
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import number
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.indicator_row import row, rows
from plan_eval.report.sections import (
    advice,
    areas,
    attainment,
    early_signs,
    effects,
    overview,
    problems,
    projects,
    summary,
)
from plan_eval.report.sections.outlook import prospects
from plan_eval.report.sections.sexes import sex_lines

SETS = [(name, stage) for name in ("sample", "unmarked", "tiny") for stage in ("midterm", "final")]
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture(params=SETS, ids="-".join)
def of(request: pytest.FixtureRequest) -> Iterator[Context]:
    name, stage = request.param
    context = data(name).context(stage, Edition())
    with speaking_of(context.plan.header.level_words):
        yield context


@cache
def known_words(name: str) -> tuple[str, ...]:
    """Names that may hold digits, the longest first."""
    plan = data(name).plan
    names = [
        *(one.name for one in plan.indicators.values()),
        *(area.title for area in plan.areas),
        *(town.name for town in plan.units.units),
        *(department.name for department in plan.departments),
        *(one.title for one in plan.document.values()),
        *plan.header.basis,
        plan.header.title,
    ]
    return tuple(sorted(set(names), key=len, reverse=True))


def bare(text: str, of: Context) -> str:
    """A sentence without quotes, titles, names, and what tells places apart (第3项, 表2)."""
    while (cut := re.sub(r"“[^“”]*”|‘[^‘’]*’|《[^《》]*》", "", text)) != text:
        text = cut
    name = "tiny" if of.plan.header.id == data("tiny").plan.header.id else "sample"
    for word in known_words(name):
        text = text.replace(word, "")
    text = re.sub(r"第\d+项（之.）|第\d+项|附?[表图]\d+|第\d+页|(?<!\d)1/10万|/10万", "", text)
    return text


def pool_of(indicator: Indicator, of: Context) -> set[Fraction]:
    """What may be said in numbers of one indicator: its row, differences within it, its years."""
    result, printed = of.result(indicator), row(indicator, of)
    shown = [one for one in (printed.baseline, printed.latest) if one != "—"]
    found = {Fraction(one) for one in shown}
    found |= {Fraction(n) for n in NUMBER.findall(printed.target)}
    found |= {Fraction(abs(Fraction(a) - Fraction(b))) for a in shown for b in shown}
    found |= {Fraction(one) for one in (printed.baseline_year, printed.year) if one}
    found |= {Fraction(one) for one in result.breaches} | {Fraction(of.plan.header.span.end)}
    left = distance(result)
    if left and result.latest:
        edge = result.latest.value + left
        found |= {edge, abs(edge - Fraction(printed.latest))}
        middle = getattr(indicator.target, "value", None)
        if middle is not None:
            found |= {Fraction(middle), abs(Fraction(middle) - Fraction(printed.latest))}
    step = needed_per_year(result, of.plan.header.span.end)
    if step:
        found.add(Fraction(number(abs(step), 2)))
    towns = Counter(group.dimension for group in result.groups if group.dimension == "town")["town"]
    if indicator.target.kind == "each_unit" and result.latest:
        short, every = len(result.failing), max(towns, len(of.plan.units.units))
        now = every - short
        then = round(result.baseline.value * every / 100) if result.baseline else now
        found |= {Fraction(n) for n in (short, every, now, then, abs(now - then))}
    return found


def assert_traced(texts: Iterable[str], pool: set[Fraction], of: Context) -> None:
    wrong = [
        (n, text)
        for text in texts
        for n in NUMBER.findall(bare(text, of))
        if Fraction(n) not in pool
    ]
    assert wrong == []


def test_the_findings_of_an_area_have_the_numbers_of_their_indicator(of: Context) -> None:
    told = [story for area in areas.build(of).areas for story in area.stories]
    assert told
    for story in told:
        indicator = of.plan.indicators[story.indicator]
        heading = re.sub(r"^\d+\. ", "", story.heading.text)
        assert_traced((heading, story.text), pool_of(indicator, of), of)


def test_a_change_in_a_heading_is_that_of_the_figures_below(of: Context) -> None:
    """提高9.9个百分点 above 由…60.2%提高到…70.1%."""
    checked = 0
    for story in (one for area in areas.build(of).areas for one in area.stories):
        size = re.search(r"(?:提高|降低|增加|减少)(\d+(?:\.\d+)?)", story.heading.text)
        ends = re.findall(r"(?:为|的|到)(\d+(?:\.\d+)?)(?![\d.年])", story.text)
        if size and len(ends) >= 2:
            a, b = sorted((Fraction(ends[0]), Fraction(ends[1])))
            assert Fraction(size[1]) == b - a, story
            checked += 1
    assert checked or of.plan.header.id == data("tiny").plan.header.id


def test_advice_has_the_numbers_of_its_indicators(of: Context) -> None:
    for item in advice.build(of).items:
        for name, line in zip(item.indicators, item.lines, strict=True):
            assert_traced((line,), pool_of(of.plan.indicators[name], of), of)


def test_the_summarys_lines_have_the_numbers_of_their_indicator(of: Context) -> None:
    by_name = {one.name: one for one in of.plan.indicators.values()}
    for kind, _, lines in summary.build(of).lists:
        if kind == "decisions":
            continue
        for line in lines:
            name = max((name for name in by_name if line.startswith(name)), key=len)
            assert_traced((line,), pool_of(by_name[name], of), of)


def tally(names: list[str], of: Context) -> set[Fraction]:
    """The counts of some indicators by state and pace, and the rates made of them."""
    results = [of.assessment.results[name] for name in names]
    states = Counter(result.state for result in results)
    met, missed = states[State.MET], states[State.NOT_MET]
    paces = Counter(
        str(result.progress.pace)
        for result in results
        if result.state is State.NOT_MET and result.progress is not None
    )
    course = sum(paces[name] for name in ("ahead_of_time", "maintained", "faster", "on_track"))
    poor = sum(paces[name] for name in ("behind", "stalled", "reversed"))
    near, total = sum(result.nearly for result in results), len(results)
    found = {met, missed, met + missed, total, total - met - missed, near, course, poor}
    rates = {
        Fraction(number(Fraction(100 * part, every), 1))
        for part, every in ((met, met + missed), (met, total), (met + course, met + missed))
        if every
    }
    words = Counter(result.checklist or Checklist.NO_EVIDENCE for result in results)
    return {Fraction(one) for one in (*found, met + course, *words.values())} | rates


def tallies(of: Context) -> set[Fraction]:
    """Those of the whole, of each part, and of the key indicators."""
    plan = of.plan
    found = tally([name for name in plan.indicators if name in plan.key_indicators], of)
    for group in ("quantified", "directional", "qualitative"):
        every = [name for name, one in plan.indicators.items() if one.group == group]
        found |= tally(every, of)
        for part in of.parts:
            found |= tally([name for name in every if plan.part_of(name) == part], of)
    return found


def warned(of: Context) -> set[int]:
    """Warnings by level, and the red ones by reason and state."""
    results = [r for r in of.assessment.results.values() if r.warnings]
    found = {len(results), *Counter(r.warnings[0].level for r in results).values()}
    reasons = Counter(
        (warning.code, state)
        for result in results
        for warning in result.warnings
        if warning.level == "red"
        for state in (result.state, None)
    )
    held = [r for r in results if r.state is State.MET and r.warnings[0].level == "red"]
    return found | set(reasons.values()) | {len(held)}


def reported(of: Context) -> set[int]:
    """What departments say: items, measures against outcomes, claims, rows, questions."""
    plan, judged, sent = of.plan, of.assessment, of.observations
    claimed = [claim for claim in judged.claims if claim.item in plan.items]
    kinds = Counter(e.kind for item, e in judged.effects.items() if item in plan.measures)
    verify = [f for f in of.findings if f.severity is Severity.VERIFY]
    answered = [f for f in of.findings if f.settled and f.code < "PE8"]
    projects_ = Counter(one.status for item, one in of.said.items() if item in plan.key_projects)
    found = {len(claimed), len({claim.department for claim in claimed})}
    found |= {len({name for claim in claimed for name in claim.missed})}
    found |= {*kinds.values(), kinds.total(), kinds.total() - kinds[EffectKind.UNDETERMINED]}
    found |= {
        len(plan.duties),
        len(of.duties_said),
        sum(bool(s.problems) for s in of.said.values()),
    }
    found |= {*projects_.values(), sum(item not in of.said for item in plan.key_projects)}
    found |= {sent.height, sent["department"].n_unique(), sent["path"].n_unique(), of.refused}
    found |= {sum(not f.settled for f in verify)}
    found |= {len({(f.indicator, f.year, f.message) for f in answered})}
    found |= {sum(f.severity is Severity.ERROR and not f.settled for f in of.findings)}
    for area in plan.areas:
        groups = [
            {i.group for i in plan.indicators_of(g.id)} for g in area.goals if g.id in of.said
        ]
        found.add(sum(of_ <= {"qualitative", "reference"} for of_ in groups))
    return found


def looked_at(of: Context) -> set[int]:
    """Prospects, women and men, higher plans."""
    by, plan = prospects(of), of.plan
    found = {len(results) for results in by.values()}
    found.add(sum(len(by[name]) for name in ("likely", "uncertain", "unlikely")))
    for results in by.values():
        found |= set(Counter(r.state for r in results).values())
        found |= set(Counter((r.state, plan.part_of(r.indicator)) for r in results).values())
    every = [r.projection for results in by.values() for r in results]
    found.add(sum(one is not None and not one.agree for one in every))
    signs = Counter(line.gap[0] if line.gap[0] in "+−" else "0" for line in sex_lines(of))
    trends = Counter(line.trend for line in sex_lines(of) if line.trend)
    found |= {*trends.values(), trends.total(), *signs.values(), signs.total()}
    marks = [b.met for r in of.assessment.results.values() for b in r.benchmarks]
    told = [met for met in marks if met is not None]
    return found | {len(told), sum(told), sum(bool(plan.benchmarks_of(n)) for n in plan.indicators)}


def counts(of: Context) -> set[Fraction]:
    """Every count and rate of the whole, of the areas and of what was sent, made anew."""
    plan, judged, span = of.plan, of.assessment, of.plan.header.span
    parameters, year = plan.header.parameters, judged.stage.year
    found = {span.baseline, span.start, span.end, year, len(judged.without_data)}
    found |= {len(plan.areas), len(plan.goals), len(plan.measures), len(plan.key_projects)}
    found |= {parameters.projection_points, time_passed(of)}
    found |= warned(of) | reported(of) | looked_at(of)
    rates = {Fraction(one) * 100 for one in (parameters.overall_fair, parameters.overall_smooth)}
    kinds = Counter(e.kind for item, e in judged.effects.items() if item in plan.measures)
    if comparable := kinds.total() - kinds[EffectKind.UNDETERMINED]:
        share = Fraction(100 * kinds[EffectKind.DONE_MET], comparable)
        rates.add(Fraction(number(share, 1)))
    return {Fraction(one) for one in found} | rates | tallies(of)


def time_passed(of: Context) -> int:
    """时序进度: how much of the plan's time has passed, in percent."""
    span = of.plan.header.span
    return 100 * (of.assessment.stage.year - span.baseline) // (span.end - span.baseline)


def test_every_other_number_is_a_count_made_anew(of: Context) -> None:
    """The leads, tallies and rates, wherever they stand outside a table."""
    pool = counts(of)
    built = attainment.build(of)
    assert_traced((built.lead, built.paragraph, built.direction), pool, of)
    assert_traced([one.text for one in (built.key, built.comparison, built.sexes) if one], pool, of)
    made = summary.build(of)
    assert_traced((made.judgement, *made.sentences[:1], made.rule, *made.data), pool, of)
    for area in areas.build(of).areas:
        rest = re.sub(r"见表\d+", "", area.rest)
        lead = area.lead + area.text + area.quality_text
        assert_traced((lead,), pool, of)
        told = {story.indicator for story in area.stories}
        own = next(one for one in of.plan.areas if one.id == area.id).indicators
        left = Counter(
            of.result(one).state
            for one in own
            if one.id not in told and one.group in ("quantified", "directional")
        )
        wanted = [n for n in (left[State.NOT_MET], left[State.UNDETERMINED]) if n]
        assert [int(n) for n in NUMBER.findall(rest)] == (wanted if rest else [])
    assert_traced((projects.build(of).text,) if of.plan.key_projects else (), pool, of)
    done = effects.build(of)
    assert_traced((done.text, *(kind.lead for kind in done.kinds)), pool, of)
    if done.claims:
        assert_traced((done.claims.text,), pool, of)
    signs = early_signs.build(of)
    assert_traced((signs.lead, *(signs.outlook.sentences if signs.outlook else ())), pool, of)
    first = overview.build(of)
    assert_traced([text for _, _, texts in first.parts for text in texts], pool, of)


def test_problems_count_what_they_name(of: Context) -> None:
    for group in problems.build(of).groups:
        count = int(NUMBER.findall(group.heading.text)[0])
        names = set(group.indicators)
        claimed = "自评完成" in group.heading.text
        assert count == (len(of.assessment.claims) if claimed else len(names))
        assert group.causes or group.silent or claimed or "无法判定" in group.heading.text


def test_departments_add_up_to_the_plan(of: Context) -> None:
    found = attainment.build(of).departments
    assert found is not None
    tallies = [of.assessment.tallies[name] for name in ("quantified", "directional")]
    assert found.total.tally.total == sum(one.total for one in tallies)
    assert found.total.tally.met == sum(one.met for one in tallies)
    assert found.total.figures == len(of.assessment.without_data)
    assert found.total.assessments == sum(item not in of.said for item in of.plan.items)
    listed = {line.name for line in found.lines}
    assert {of.department(one.department) for one in of.plan.indicators.values() if one.group
            in ("quantified", "directional")} <= listed  # fmt: skip


def test_rows_of_the_main_report_are_rows_of_the_annex(of: Context) -> None:
    """An area's table is made of the same cells as the annex's."""
    every = {one.id: one for one in rows(of.plan.indicators.values(), of)}
    for area in areas.build(of).areas:
        assert all(every[one.id] == one for one in area.rows)


def test_no_wording_stands_twice_running(of: Context) -> None:
    """Two findings in a row never begin with the same words below their headings."""
    told = [bare(story.text, of)[:6] for area in areas.build(of).areas for story in area.stories]
    shapes = [re.sub(r"\d", "", one) for one in told]
    assert [a for a, b in pairwise(shapes) if a == b] == []
