"""Real files of statistics offices: decoded right, read or refused in words, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.sending import ROOT, plan

from plan_eval.reading.submissions import read_submissions

MESSY = ROOT.parent / "shared" / "real" / "messy"
EXPECTED = {
    "ORIGIN.csv": ("utf-8", "header-not-found"),
    "bom_canada_15-5-1.csv": ("utf-8-sig", "missing-column"),
    "gz_yearbook_2022_3-13_excerpt.txt": ("utf-8", "header-not-found"),
    "halfyear_germany_9-1-b.csv": ("utf-8", "missing-column"),
    "nbs_annual_aftermaxq.csv": ("utf-8", "wide-table-not-read"),
    "nbs_annual_ccbsdu.csv": ("gb18030", "wide-table-not-read"),
    "nbs_annual_xiuwhite.xls": (None, "wide-table-not-read"),
    "nbs_province_eoocl.csv": ("gb18030", "wide-table-not-read"),
    "nbs_province_renjiyi.csv": ("gb18030", "wide-table-not-read"),
    "nbs_province_renjiyi5.csv": ("gb18030", "wide-table-not-read"),
    "xls_renjiyi_budget.xls": (None, "header-not-found"),
}
pytestmark = pytest.mark.skipif(not MESSY.is_dir(), reason="the real files are not here")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_real_file_is_decoded_and_refused_in_words(name: str) -> None:
    sent = read_submissions([MESSY / name], plan())
    encoding, code = EXPECTED[name]
    assert sent.files[0].encoding == encoding
    assert sent.notices[0].event == code
    assert sent.notices[0].value or sent.notices[0].expected


def test_every_real_file_is_looked_at() -> None:
    assert {path.name for path in Path(MESSY).iterdir()} == EXPECTED.keys()
