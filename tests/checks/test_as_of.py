"""What had been sent by a year: that year's own reports are known, later ones are not."""
"""The bounds of what had been sent by a year: the year itself is in, the next one is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.build import sent

from plan_eval.checks.as_of import sent_by

FIGURES = "指标编码,年份,数值\n"
ITEMS = "条目编码,年份,自评状态\n"
FILES = {
    "区卫生健康局_2024.csv": f"{FIGURES}health-03-3,2024,60.1\n",
    "区卫生健康局_2025.csv": f"{FIGURES}health-03-3,2025,61.5\n",
    "区卫生健康局_2026.csv": f"{FIGURES}health-03-3,2026,62.3\n",
    "区教育局_自评_2025.csv": f"{ITEMS}education-01,2025,推进中\n",
    "区教育局_自评_2026.csv": f"{ITEMS}education-01,2026,完成\n",
    "区公安分局_2025.csv": FIGURES,
    "区公安分局_2026.csv": FIGURES,
}


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_reports_of_the_year_itself_are_known(year: int, tmp_path: Path) -> None:
    known = sent_by(sent(tmp_path, FILES), year)

    assert sorted(known.observations["year"]) == [one for one in (2024, 2025, 2026) if one <= year]
    assert sorted(known.assessments["year"]) == [one for one in (2025, 2026) if one <= year]
    names = {Path(file.path).name for file in known.files}
    assert names == {name for name in FILES if int(name[-8:-4]) <= year}
HEAD = "指标编码,年份,数值\n"


@pytest.mark.parametrize(("year", "kept"), [(2023, 0), (2024, 1), (2025, 2)])
def test_figures_of_the_year_itself_had_been_sent(tmp_path: Path, year: int, kept: int) -> None:
    files = {
        "区卫生健康局_2024.csv": f"{HEAD}health-03-3,2024,60.0\n",
        "区卫生健康局_2025.csv": f"{HEAD}health-03-3,2025,61.0\n",
    }
    then = sent_by(sent(tmp_path, files), year)
    assert then.observations.height == kept
    assert len(then.files) == kept


@pytest.mark.parametrize(("year", "kept"), [(2024, 0), (2025, 1)])
def test_a_file_without_rows_belongs_to_its_year(tmp_path: Path, year: int, kept: int) -> None:
    then = sent_by(sent(tmp_path, {"区卫生健康局_2025.csv": HEAD}), year)
    assert len(then.files) == kept


@pytest.mark.parametrize(("year", "kept"), [(2024, 0), (2025, 1)])
def test_items_of_the_year_itself_had_been_sent(tmp_path: Path, year: int, kept: int) -> None:
    items = "条目编码,年份,自评状态,依据文件\nhealth-03,2025,推进中,文件\n"
    then = sent_by(sent(tmp_path, {"区卫生健康局_2025.csv": items}), year)
    assert then.assessments.height == kept
