"""The record of what was published: written by command or hand, printed in the next report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran
from tests.report.test_every_edition import DAY, data, words

from plan_eval.errors import PlanEvalError
from plan_eval.plan_folder.approval_file import Publication, read_publications
from plan_eval.report.build import compose
from plan_eval.report.edition import Edition
from plan_eval.report.sections import sign_off
from plan_eval.resources import templates_folder

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    plan, sent = ROOT / "tests/plans/tiny", ROOT / "tests/plans/tiny_submissions"
    text = f"plan: {plan}\nsubmissions: [{sent}]\n"
    (tmp_path / "plan-eval.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_was_published_stands_in_the_next_report(plan_eval: Command, project: Path) -> None:
    call = ("publish", "--stage", "midterm", "--where", "县政府网站", "--by", "常务会议: 第3次")
    ran = plan_eval(*call, "--document", "NO", "--date", "2019-04-01")
    assert (ran.code, ran.err) == (0, "")
    path = project / "publications.yaml"
    path.write_text("# 留\n" + path.read_text("utf-8"), "utf-8")
    more = plan_eval("publish", "--stage", "annual", "--year", "2019", "--where", "简报")
    assert more.code == 0
    assert path.read_text("utf-8").startswith("# 留\n")
    first, second = read_publications(path)
    assert first.report == "midterm_2018"
    assert (first.approved_by, first.document) == ("常务会议: 第3次", "NO")
    assert second.report == "annual_2019"
    plan_eval("report", "--stage", "final", "--output", "a.html", "--date", "2021-03-01")
    again = plan_eval(*call, "--date", "2019-04-01")
    assert again.code == 2
    assert len(read_publications(path)) == 2


def test_only_other_reports_up_to_the_day_are_named() -> None:
    entries = tuple(
        Publication(report=report, day=day, where=where)
        for report, day, where in (
            ("final_2020", dt.date(2021, 1, 1), "自己"),
            ("midterm_2018", dt.date(2019, 4, 1), "网站"),
            ("annual_2019_monitoring", dt.date(2020, 4, 1), "简报"),
            ("annual_2020", DAY + dt.timedelta(days=1), "以后"),
        )
    )
    context = data("tiny").context("final", Edition(published=entries))
    shown = sign_off.build(context).published
    assert [one.where for _, one in shown] == ["网站", "简报"]
    said = words(compose(context, templates_folder()))
    assert "2018年中期评估报告" in said
    assert "2019年4月1日" in said
    assert "以后" not in said.split("此前报告的发布情况")[1]


def test_nothing_is_said_where_nothing_was_published() -> None:
    context = data("tiny").context("final", Edition())
    assert "此前报告" not in words(compose(context, templates_folder()))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("publications:\n  - report: midterm\n    day: 2019-04-01\n    where: 网\n", 2),
        ("publications:\n  - report: midterm_2018\n    day: 四月\n    where: 网\n", 3),
        ("publications:\n  - report: midterm_2018\n    day: 2019-04-01\n    were: 网\n", 2),
        ("reports: []\n", 1),
    ],
)
def test_a_record_that_is_not_as_it_should_be_is_told_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    path = tmp_path / "publications.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(PlanEvalError) as refused:
        read_publications(path)
    assert refused.value.line == line
    assert refused.value.hint
