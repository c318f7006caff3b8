"""自评完成而指标未达标: the figure that is told must not look like the level it misses."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.build import checked

HEAD = "指标编码,年份,性别,数值,分子,分母\n"
SAID = "条目编码,年份,自评状态,依据文件,说明\n"


@pytest.mark.parametrize(
    ("owner", "item", "row", "told"),
    [
        (
            "区民政局",
            "security-08",
            "security-08-2,2025,女,100.0,2999,3000",
            "100.0=2999÷3000（100）",
        ),
        ("区民政局", "security-08", "security-08-2,2025,女,94.0,2820,3000", "94.0（100）"),
        (
            "区科技工业商务和信息化局",
            "family-03",
            "family-03-4,2025,,30.0,294000,980000",
            "30.0（＞30）",
        ),
    ],
)
def test_the_figure_told_misses_the_level_told(
    owner: str, item: str, row: str, told: str, tmp_path: Path
) -> None:
    files = {
        f"{owner}_2025.csv": f"{HEAD}{row}\n",
        "区民政局_自评_2025.csv": f"{SAID}{item},2025,完成,穗民〔2025〕1号,\n",
    }
    found = [one for one in checked(tmp_path, files).findings if one.code == "PE804"]
    assert [told in one.message for one in found] == [True], [one.message for one in found]
