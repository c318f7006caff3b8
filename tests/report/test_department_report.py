"""A department's own yearly report: its words, its figures, blanks where it said nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from tests.conftest import Ran
from tests.report.test_every_edition import DAY, data, prose, words

from plan_eval.assess.engine import assess
from plan_eval.errors import ReportError
from plan_eval.model.assessment import Stage
from plan_eval.report.build import compose, write_report
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.extract import context_of
from plan_eval.resources import templates_folder

ROOT = Path(__file__).resolve().parents[2]


def own(name: str, department: str, year: int) -> Context:
    of = data(name)
    found = of.validation
    stage = Stage("annual", year)
    judged = assess(of.plan, found.observations, found.self_assessments, stage)
    edition = Edition("department", department=department)
    return context_of(of.plan, judged, found, DAY, edition)


def written(context: Context) -> str:
    return words(compose(context, templates_folder()))


@pytest.mark.parametrize("name", ["sample", "unmarked"])
def test_it_quotes_what_the_department_sent_for_the_year_and_no_other(name: str) -> None:
    context = own(name, "court", 2025)
    said = written(context)
    rows = context.validation.self_assessments.filter(
        (pl.col("department") == "court") & (pl.col("year") == 2025)
    )
    assert rows.height
    for column in ("evidence", "achievements", "problems", "next_steps"):
        for text in rows[column].drop_nulls():
            assert text.rstrip("。；") in said, column
    assert "未填报自评" not in said
    assert ("示例数据" in said) is (name == "sample")
    year_before = written(own(name, "court", 2024))
    assert "没有填报自评" in year_before
    assert "2025年工作安排）" in year_before


def test_figures_stand_beside_last_years_and_the_target() -> None:
    context = own("sample", "health", 2025)
    page = compose(context, templates_folder())
    for indicator in context.plan.indicators.values():
        if indicator.group in ("quantified", "directional"):
            assert f"<td>{indicator.name}" in page
    rows = re.findall(r"<tr><td>(?:(?!</tr>).)*?</tr>", page, re.S)
    for before, now, change in (
        [re.sub("<[^>]+>", "", one) for one in re.findall(r'<td class="n">(.*?)</td>', row)][1:4]
        for row in rows
        if row.count('<td class="n">') == 4
    ):
        if "—" not in (before, now):
            assert round(float(now) - float(before), 6) == float(change.replace("−", "-"))


def test_what_the_department_owes_and_did_not_send_is_named() -> None:
    of = data("tiny")
    context = own("tiny", "clinic", 2017)
    assert "没有填报自评" in written(context)
    late = context_of(
        of.plan,
        assess(
            of.plan,
            of.validation.observations.filter(pl.col("year") < 2017),
            of.validation.self_assessments,
            Stage("annual", 2017),
        ),
        of.validation,
        DAY,
        Edition("department", department="clinic"),
    )
    assert "没有2017年数据" in written(late)


def test_an_item_of_another_department_is_not_reported_on() -> None:
    of = data("sample")
    context = own("sample", "court", 2025)
    theirs = {item for item in context.plan.items if of.plan.lead_of(item) != "court"}
    assert theirs <= {
        one.item for one in context.assessment.self_assessments if one.department == "court"
    }


@pytest.mark.parametrize(
    ("name", "department", "year"),
    [("sample", "health", 2025), ("unmarked", "court", 2024), ("tiny", "library", 2017)],
)
def test_it_is_printed_on_a_few_pages_without_method(
    name: str, department: str, year: int, tmp_path: Path
) -> None:
    context = own(name, department, year)
    done = write_report(context, templates_folder(), tmp_path / "a.pdf")
    assert done.problems == ()
    assert done.pages <= 6
    said = written(context)
    assert "方法与参数" not in said
    assert not re.search(r"\bNone\b|\bnan\b|、。|，。|：。|（）", said)


CUTS = {
    "nothing": pl.lit(False),
    "one year": pl.col("year") == 2017,
    "no baseline": pl.col("year") > 2015,
}


@pytest.mark.parametrize("cut", CUTS)
def test_partial_data_gives_no_nonsense(cut: str) -> None:
    of = data("tiny")
    found = of.validation
    kept = found.observations.filter(CUTS[cut])
    judged = assess(of.plan, kept, found.self_assessments, Stage("annual", 2017))
    edition = Edition("department", department="clinic")
    context = context_of(of.plan, judged, found, DAY, edition)
    page = compose(context, templates_folder())
    bad = [line for line in prose(page) if re.search(r"None|nan|—个|—%|(?<!\d)0项|、。|，。", line)]
    assert bad == []


@pytest.mark.parametrize(
    "options",
    [
        ["--stage", "midterm", "--kind", "department", "--department", "court"],
        ["--stage", "annual", "--year", "2025", "--kind", "department"],
        *[["--stage", "annual", "--year", "2025", "--kind", "department", "--area", "law"]],
    ],
)
def test_it_is_one_departments_and_yearly(
    plan_eval: Callable[..., Ran],
    options: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "plan-eval.yaml").write_text(f"plan: {ROOT / 'targets'}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    ran = plan_eval("report", *options)
    assert ran.code == 2
    assert "--department" in ran.err


def test_the_command_writes_it_for_a_year_and_a_department(
    plan_eval: Callable[..., Ran], tiny_project: Path
) -> None:
    call = ("report", "--stage", "annual", "--year", "2018", "--department", "clinic")
    ran = plan_eval(*call, "--format", "docx", "--output", "a.docx")
    assert (ran.code, ran.err) == (0, "")
    monitored = plan_eval(*call, "--kind", "monitoring", "--output", "b.html")
    assert (monitored.code, monitored.err) == (0, "")


@pytest.mark.parametrize(
    ("stage", "edition"),
    [
        ("midterm", Edition("department", department="clinic")),
        ("annual", Edition("department")),
        ("annual", Edition("department", "growth", "clinic")),
    ],
)
def test_whoever_asks_it_is_one_departments_and_yearly(stage: str, edition: Edition) -> None:
    with pytest.raises(ReportError):
        data("tiny").context(stage, edition)
