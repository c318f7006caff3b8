"""What had been sent by a year: that year's own reports are known, later ones are not."""

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
    assert sorted(known.self_assessments["year"]) == [one for one in (2025, 2026) if one <= year]
    names = {Path(file.path).name for file in known.files}
    assert names == {name for name in FILES if int(name[-8:-4]) <= year}
