from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.build import plan, sent

from plan_eval.checks.earlier_run import read_earlier
from plan_eval.checks.engine import validate
from plan_eval.checks.run_view import View, view
from plan_eval.checks.writers import write
from plan_eval.errors import PlanEvalError

HEAD = "指标编码,年份,数值,说明\n"
BEFORE = "health-03-3,2024,54.0,\nhealth-03-3,2025,{value},{note}\n"


def run(folder: Path, name: str, rows: str, earlier: str | None = None) -> View:
    inside = folder / name
    inside.mkdir()
    submissions = sent(inside, {f"区卫生健康局_2025_{name}.csv": HEAD + rows})
    previous = None if earlier is None else read_earlier(earlier)
    return view(validate(submissions, plan()), submissions, plan(), earlier=previous)


def test_nothing_is_new_in_the_same_data_under_another_name(tmp_path: Path) -> None:
    rows = BEFORE.format(value="74.6", note="") + "health-04-4,2025,约95,\n"
    first = write(run(tmp_path, "甲", rows), "json")
    lines = rows.splitlines(keepends=True)
    assert run(tmp_path, "乙", "".join(reversed(lines)), first).findings == ()


def test_only_what_is_new_is_told(tmp_path: Path) -> None:
    first = write(run(tmp_path, "甲", "health-04-4,2025,约95,\n"), "json")
    second = run(tmp_path, "乙", "health-04-4,2025,约95,\nhealth-03-3,2025,七十,\n", first)
    told = [one for one in second.findings if one.code == "PE201"]
    assert [one.indicator for one in told] == ["health-03-3"]


def test_a_second_copy_of_a_finding_is_new(tmp_path: Path) -> None:
    first = write(run(tmp_path, "甲", "health-04-4,2025,约95,\n"), "json")
    twice = run(tmp_path, "乙", "health-04-4,2025,约95,\n" * 2, first)
    assert sum(one.code == "PE201" for one in twice.findings) == 1


def test_an_explanation_carried_over_to_a_changed_figure_is_asked_again(tmp_path: Path) -> None:
    explained = BEFORE.format(value="74.6", note="扩大到全部行政村")
    first = write(run(tmp_path, "甲", explained), "json")
    same = run(tmp_path, "乙", BEFORE.format(value="84.6", note="扩大到全部行政村"), first)
    fresh = run(tmp_path, "丙", BEFORE.format(value="84.6", note="又增派三辆筛查车"), first)
    (asked,) = (one for one in same.findings if one.code == "PE401")
    (settled,) = (one for one in fresh.findings if one.code == "PE401")
    assert (asked.settled, settled.settled) == (False, True)
    assert "74.6" in asked.fix


@pytest.mark.parametrize("text", ["", "[]", '{"findings": [{}]}', "{"])
def test_another_file_is_misuse(text: str) -> None:
    with pytest.raises(PlanEvalError):
        read_earlier(text)
