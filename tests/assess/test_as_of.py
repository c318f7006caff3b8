"""An assessment as of an earlier year: what was in force then, whatever was reported since."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.assess.build import frame, said
from tests.checks.build import plan, sent

from plan_eval.assess.engine import assess
from plan_eval.assess.trace import cells
from plan_eval.checks.as_of import sent_by
from plan_eval.checks.engine import validate
from plan_eval.checks.validation import Validation
from plan_eval.errors import PlanEvalError
from plan_eval.model.assessment import Result, Stage

NAME = "health-03-3"
HEAD = "指标编码,年份,数值,说明\n"
FIRST = {
    "区卫生健康局_2023.csv": f"{HEAD}{NAME},2023,60.1,\n",
    "区卫生健康局_2024.csv": f"{HEAD}{NAME},2024,64.2,\n",
}
TWICE = FIRST | {
    "区卫生健康局_2025.csv": f"{HEAD}{NAME},2023,61.5,复核\n{NAME},2024,65.0,复核\n",
    "区卫生健康局_2026.csv": f"{HEAD}{NAME},2023,62.3,再次复核\n",
}
WITHDRAWN = FIRST | {"区卫生健康局_2025.csv": f"{HEAD}{NAME},2023,—,数据有误，撤回\n"}
MENDED = {
    "区卫生健康局_2023.csv": f"{HEAD}{NAME},2023,60.1,\n{NAME},2023,59.8,\n",
    "区卫生健康局_2024.csv": f"{HEAD}{NAME},2023,60.4,以此为准\n",
}


def _known(folder: Path, files: Mapping[str, str], as_of: int) -> Validation:
    return validate(sent_by(sent(folder, files), as_of), plan())


def _judged(folder: Path, files: Mapping[str, str], as_of: int, year: int = 2023) -> Result:
    known = _known(folder, files, as_of)
    stage = Stage("annual", year, as_of)
    return assess(plan(), known.observations, known.self_assessments, stage).results[NAME]


@pytest.mark.parametrize(
    ("files", "as_of", "value"),
    [
        pytest.param(TWICE, 2022, None, id="before it was reported at all"),
        pytest.param(TWICE, 2023, "60.1", id="before both revisions"),
        pytest.param(TWICE, 2024, "60.1", id="a year without a revision"),
        pytest.param(TWICE, 2025, "61.5", id="between the revisions"),
        pytest.param(TWICE, 2026, "62.3", id="after both"),
        pytest.param(WITHDRAWN, 2024, "60.1", id="before it was withdrawn"),
        pytest.param(WITHDRAWN, 2025, None, id="after it was withdrawn"),
        pytest.param(MENDED, 2023, None, id="refused then, mended later"),
        pytest.param(MENDED, 2024, "60.4", id="mended"),
    ],
)
def test_the_figure_in_force_on_the_day(
    files: Mapping[str, str], as_of: int, value: str | None, tmp_path: Path
) -> None:
    latest = _judged(tmp_path, files, as_of).latest

    assert (latest and str(latest.shown)) == value


def test_the_cells_behind_a_verdict_are_those_of_the_day(tmp_path: Path) -> None:
    known = _known(tmp_path, TWICE, 2025)

    read = cells(plan().indicators[NAME], known.observations, plan(), Stage("annual", 2024, 2025))

    assert [(one.year, one.value) for one in read] == [(2023, "61.5"), (2024, "65.0")]
    assert {Path(one.path).name for one in read} == {"区卫生健康局_2025.csv"}


def test_a_gap_is_declared_only_once_it_is_known(tmp_path: Path) -> None:
    gaps = {}
    for as_of in (2024, 2025):
        known = _known(tmp_path, WITHDRAWN, as_of)
        stage = Stage("annual", 2024, as_of)
        found = assess(plan(), known.observations, known.self_assessments, stage)
        gaps[as_of] = [(gap.indicator, gap.year) for gap in found.declared_gaps]

    assert gaps == {2024: [], 2025: [(NAME, 2023)]}


def test_nothing_sent_later_is_told_and_no_row_is_lost(tmp_path: Path) -> None:
    of_then = validate(sent(tmp_path, FIRST), plan())

    known = _known(tmp_path, {"区卫生健康局_2025.csv": f"{HEAD}{NAME},2025,约70,\n"}, 2024)

    assert [one.code for one in known.findings] == [one.code for one in of_then.findings]
    assert known.account == of_then.account


def test_rows_with_their_own_year_of_report_are_told_apart(tmp_path: Path) -> None:
    head = "指标编码,年份,数值,报告年度,说明\n"
    rows = f"{NAME},2023,60.1,2023,\n{NAME},2023,约61,2024,\n"

    known = _known(tmp_path, {"区卫生健康局.csv": head + rows}, 2023)

    assert [str(value) for value in known.observations["raw_value"]] == ["60.1"]
    assert "PE201" not in {one.code for one in known.findings}
    assert (known.account.accepted, known.account.skipped) == (1, 2)


@pytest.mark.parametrize(
    "stage",
    [Stage("midterm", 2031), Stage("final", 2025), Stage("annual", 2020), Stage("annual", 2031)],
)
def test_a_stage_that_the_plan_does_not_have_is_refused(stage: Stage) -> None:
    with pytest.raises(PlanEvalError, match=r"20[23]\d"):
        assess(plan(), frame([]), said(), stage)
