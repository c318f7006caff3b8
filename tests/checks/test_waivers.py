from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.checks.build import HEALTH, checked, plan, sent

from plan_eval.checks.engine import validate
from plan_eval.checks.waivers import find_waivers, read_waivers
from plan_eval.errors import PlanEvalError

BAD = {HEALTH: "指标编码,年份,数值\nhealth-03-3,2025,701\n"}
WAIVER = """waivers:
  - code: PE304
    department: health
    {selector}
    reason: 试点口径，下年改正
    approver: 张三（示例）
    date: 2025-03-01
    expires: 2026-03-01
"""


def fingerprint(folder: Path) -> str:
    (one,) = (one for one in checked(folder, BAD).findings if one.code == "PE304")
    return one.fingerprint


def test_waived_finding_is_settled_and_its_row_accepted(tmp_path: Path) -> None:
    selector = f"fingerprint: {fingerprint(tmp_path)}"
    found = checked(tmp_path, BAD, waivers=WAIVER.format(selector=selector))
    (one,) = (one for one in found.findings if one.code == "PE304")
    assert one.settled
    assert "张三" in (one.waiver or "")
    assert found.account.refused == 0
    assert found.observations.height == 1
    assert not any(one.code.startswith("PE9") for one in found.findings)


@pytest.mark.parametrize(
    ("selector", "waives"),
    [
        ("indicator: health-03-3", True),
        ("indicator: health-04-4", False),
        ("{indicator: health-03-3, year: 2024}", False),
        ("expect: 701", True),
        # the selector's older name, as in waivers written before the town had one of its own
        ("{indicator: health-03-3, area: nowhere}", False),
    ],
)
def test_every_selector_given_must_fit(selector: str, waives: bool, tmp_path: Path) -> None:
    lines = selector.strip("{}").replace(", ", "\n    ")
    found = checked(tmp_path, BAD, waivers=WAIVER.format(selector=lines))
    (one,) = (one for one in found.findings if one.code == "PE304")
    assert one.settled is waives


def test_waiver_holds_through_its_last_day(tmp_path: Path) -> None:
    submissions = sent(tmp_path, BAD)
    path = tmp_path / "waivers.yaml"
    path.write_text(WAIVER.format(selector="indicator: health-03-3"), "utf-8")
    codes = {
        day: {
            one.code
            for one in validate(
                submissions, plan(), waivers=[read_waivers(path)], today=day
            ).findings
            if not one.settled
        }
        for day in (date(2026, 3, 1), date(2026, 3, 2))
    }
    assert {"PE304", "PE901"}.isdisjoint(codes[date(2026, 3, 1)])
    assert {"PE304", "PE901"} <= codes[date(2026, 3, 2)]


def test_waivers_need_a_day(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(WAIVER.format(selector="indicator: health-03-3"), "utf-8")
    with pytest.raises(ValueError, match="day"):
        validate(sent(tmp_path, BAD), plan(), waivers=[read_waivers(path)])


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("code: PE304", "code: PE999", 2),
        ("    approver: 张三（示例）\n", "", 2),
        ("expires: 2026-03-01", "expires: 2024-03-01", 2),
        ("reason:", "reasons:", 5),
    ],
)
def test_faulty_waiver_file_names_the_line(old: str, new: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    text = WAIVER.format(selector="indicator: health-03-3").replace(old, new)
    path.write_text(text, "utf-8")
    with pytest.raises(PlanEvalError) as caught:
        read_waivers(path)
    assert caught.value.line == line
    assert caught.value.hint


def test_waivers_lie_with_the_plan_or_beside_the_submissions(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("plan", "sent", "elsewhere")]
    for folder in folders:
        folder.mkdir()
        (folder / "waivers.yaml").write_text("waivers: []\n", "utf-8")
    (tmp_path / "sent" / "a.csv").write_text("", "utf-8")
    found = find_waivers(folders[0], [tmp_path / "sent" / "a.csv"])
    assert found == [folders[0] / "waivers.yaml", folders[1] / "waivers.yaml"]
