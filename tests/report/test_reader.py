"""The reader's test: ten questions a leader has, answered from the text of the summary alone.

Each answer is worked out here from the assessment, not from the section that printed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache

import pytest
from tests.report.test_every_edition import data, words

from plan_eval.assess.priority import distance, people_short
from plan_eval.messages import speaking_of, t
from plan_eval.model.assessment import Level, Result, State
from plan_eval.model.wording import number
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.html import Templates
from plan_eval.report.sections import cover as covers
from plan_eval.report.sections import summary as section
from plan_eval.resources import templates_folder

STAGES = ("midterm", "final")
SETS = ("sample", "unmarked", "tiny")


@cache
def context(name: str, stage: str) -> Context:
    return data(name).context(stage, Edition())


@cache
def summary(name: str, stage: str) -> str:
    """The summary as its readers get it, without the rest of the report."""
    of = context(name, stage)
    made = Templates(templates_folder()).get_template("sections/summary.html.j2")
    with speaking_of(of.plan.header.level_words):
        built, cover = section.build(of), covers.build(of)
    page = made.render(context=of, plan=of.plan, sections={"summary": built}, cover=cover, t=t)
    return re.sub(r"\s+", "", words(page))


@pytest.fixture(params=[(name, stage) for name in SETS for stage in STAGES], ids="-".join)
def read(request: pytest.FixtureRequest) -> tuple[Context, str]:
    name, stage = request.param
    return context(name, stage), summary(name, stage)


def quantified(of: Context) -> list[Result]:
    return [
        result
        for name, result in of.assessment.results.items()
        if of.plan.indicators[name].group == "quantified"
    ]


def count(of: Context, wanted: Callable[[Result], bool]) -> int:
    return sum(wanted(result) for result in quantified(of))


def share(part: int, all_: int) -> str:
    return number(Fraction(100 * part, all_), 1)


def part_of(text: str, title: str) -> str:
    """The lines below a title of the summary, up to the next."""
    titles = ("主要进展", "突出差距", "需要研究决定的事项", "数据完整性")
    _, _, rest = text.partition(title)
    return re.split("|".join(other for other in titles if other != title), rest)[0]


def test_1_how_does_the_plan_stand(read: tuple[Context, str]) -> None:
    of, text = read
    told = "顺利|滞后|不作总体评价" if not of.final else "如期实现|基本实现|尚未全面|不作总体评价"
    assert re.search(told, text.split("注：")[0])


def test_2_how_many_targets_are_met_and_of_how_many(read: tuple[Context, str]) -> None:
    of, text = read
    met = count(of, lambda r: r.state is State.MET)
    judged = met + count(of, lambda r: r.state is State.NOT_MET)
    assert f"{len(quantified(of))}项量化指标中，可判定{judged}项" in text
    assert (f"已达标{met}项" if met else "尚无达标") in text
    assert f"达标率{share(met, judged)}%" in text


def test_3_how_many_are_met_or_on_pace(read: tuple[Context, str]) -> None:
    of, text = read
    met = count(of, lambda r: r.state is State.MET)
    missed = [r for r in quantified(of) if r.state is State.NOT_MET]
    on_pace = sum(r.progress is not None and r.progress.pace.on_course for r in missed)
    if of.final:
        assert "进度正常的合计" not in text
    elif missed:
        rate = share(met + on_pace, met + len(missed))
        assert f"达标或进度正常的合计{met + on_pace}项，占可判定指标的{rate}%" in text


def test_4_how_many_miss_narrowly(read: tuple[Context, str]) -> None:
    of, text = read
    nearly = count(of, lambda r: r.nearly)
    assert (f"接近达标{nearly}项" in text) is bool(nearly)


def test_5_which_areas_lag(read: tuple[Context, str]) -> None:
    of, text = read
    for part, title in of.parts.items():
        tally = of.assessment.by_area[part]["quantified"]
        if tally.total:
            counts = f"{tally.met}{tally.not_met}{tally.undetermined}{tally.total}"
            assert re.search(rf"{re.escape(title)}[●◐○△]+{counts}", text)


def test_6_what_went_well_and_through_whom(read: tuple[Context, str]) -> None:
    of, text = read
    names = {one.name: one for one in of.plan.indicators.values()}
    told = part_of(text, "主要进展") if "主要进展" in text else ""
    verbs = "提高|降低|增加|减少|扩大|缩小"
    way = rf"\d\.(.+?)由\d{{4}}年的[^。]+?(?:{verbs})到([^。]|\.)+?（([^（）]+)）。"
    lines = re.findall(way, told)
    assert len(lines) <= 5
    assert bool(lines) is bool(told)
    for name, _, department in lines:
        assert department == of.department(names[name].department)


def test_7_what_the_five_worst_gaps_are_and_whose(read: tuple[Context, str]) -> None:
    """Key indicators first, what chance may explain last, then by the people concerned."""
    of, text = read
    plan, told = of.plan, part_of(text, "突出差距") if "突出差距" in text else ""

    def place(result: Result) -> tuple[bool, bool, Fraction]:
        chance = {"indistinct", "miss_by_chance", "reversal_by_chance"}
        doubted = bool(chance & {reason.code for reason in result.reasons})
        people = people_short(result, plan.indicators[result.indicator]) or Fraction(0)
        return doubted, result.indicator not in plan.key_indicators, -people

    wanted = [
        result
        for result in quantified(of)
        if result.state is State.NOT_MET
        and result.latest is not None
        and (of.final or not (result.progress and result.progress.pace.on_course))
    ]
    worst = sorted(wanted, key=place)[:5]
    ranks = [place(result) for result in worst]
    assert ranks == sorted(ranks)
    assert bool(worst) is bool(told)
    at = -1
    for result in worst:
        indicator = plan.indicators[result.indicator]
        found = told.find(indicator.name + str(result.latest.year if result.latest else ""))
        if len({place(one) for one in wanted}) == len(wanted):  # no tie could part them otherwise
            assert found > at
            at = found
            assert f"（{of.department(indicator.department)}）" in told[found:]


def test_8_how_far_away_they_are(read: tuple[Context, str]) -> None:
    of, text = read
    told = part_of(text, "突出差距") if "突出差距" in text else ""
    for name, result in of.assessment.results.items():
        line = re.search(re.escape(of.plan.indicators[name].name) + r"\d{4}年为(.+?)。", told)
        left = distance(result)
        if line is None or not left or result.failing or result.breaches:
            continue
        size = re.search(r"(?:仍差|相差)([\d.]+)", line[1])
        now = re.match(r"[\d.]+", line[1])
        assert size is not None
        assert now is not None
        assert result.latest is not None
        edge = result.latest.value + left
        middle = Fraction(str(getattr(of.plan.indicators[name].target, "value", edge)))
        assert Fraction(size[1]) in (
            abs(edge - Fraction(now[0])),
            abs(middle - Fraction(now[0])),
        )


def test_9_what_changed_since_the_plan_began(read: tuple[Context, str]) -> None:
    of, text = read
    found = re.search(r"与(\d{4})年相比，数据可比且有改善方向的(\d+)项指标中，(.+?)。", text)
    if found is None:
        assert not any(r.baseline and r.latest for r in quantified(of))
        return
    assert int(found[1]) == of.plan.header.span.baseline
    counts = re.findall(r"(?:改善|基本持平|变差)(\d+)项", found[3])
    assert sum(map(int, counts)) == int(found[2]) > 0


def test_10_what_those_in_charge_must_decide(read: tuple[Context, str]) -> None:
    of, text = read
    told = part_of(text, "需要研究决定的事项") if "需要研究决定的事项" in text else ""
    red = sum(
        bool(r.warnings) and r.warnings[0].level is Level.RED
        for r in of.assessment.results.values()
    )
    if of.final:
        missed = count(of, lambda r: r.state is State.NOT_MET)
        assert (f"期末未达标{missed}项" in told) is bool(missed)
    else:
        assert (f"红色预警{red}项" in told) is bool(red)
    items = re.findall(r"(?:^|。)(\d)\.", told)
    assert len(items) <= 4
    owed = sum(
        r.state is State.UNDETERMINED and any(one.code == "no_data" for one in r.reasons)
        for r in quantified(of)
    )
    if owed:
        assert "因缺少数据无法判定" in told
