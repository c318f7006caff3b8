"""The commands that show verdicts, on the sample data."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path

import polars as pl
import pytest
from tests.report.sample import sample_plan, sample_validation
from typer.testing import CliRunner, Result

from plan_eval.assess.engine import assess
from plan_eval.assess.trace import Traced, steps
from plan_eval.cli.app import app
from plan_eval.cli.commands.status import sparkline
from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.assessment import Stage

ROOT = Path(__file__).resolve().parents[2]
FILE = Path("sample_data/submissions/2025/health_2025.csv")


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def _run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_assess_gives_csv_of_what_is_asked_for() -> None:
    done = _run("assess", "--stage", "midterm", "--format", "csv", "--area", "law")

    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert done.exit_code == 0
    assert {row["area"] for row in rows} == {"law"}


def test_assess_writes_parquet(tmp_path: Path) -> None:
    into = tmp_path / "results.parquet"

    done = _run(
        *("assess", "--stage", "midterm", "--format", "parquet", "--output", str(into)),
        *("--department", "health"),
    )

    assert done.exit_code == 0
    assert set(pl.read_parquet(into)["department"]) == {"health"}


def test_assess_compares_methods() -> None:
    done = _run(
        *("assess", "--stage", "midterm", "--indicator", "health-03-3"),
        *("--method", "cagr_ratio", "--method", "recent_change"),
    )

    assert "显著进展" in done.stdout
    assert "晴" in done.stdout


def test_an_unknown_name_is_misuse_with_the_nearest_one() -> None:
    done = _run("assess", "--stage", "midterm", "--area", "helth")

    assert isinstance(done.exception, PlanEvalError)
    assert "health" in str(done.exception.hint)


def test_parquet_without_a_file_is_misuse() -> None:
    done = _run("assess", "--stage", "midterm", "--format", "parquet")

    assert isinstance(done.exception, PlanEvalError)


def test_alerts_list_the_red_ones_and_fail() -> None:
    done = _run("alerts", "--level", "red", "--format", "json")

    listed = json.loads(done.stdout)
    assert done.exit_code == 1
    assert {one["level"] for one in listed} == {"red"}
    falling = next(one for one in listed if one["indicator"] == "security-03-2")
    assert "worsening_likely" in [warning["code"] for warning in falling["warnings"]]


def test_alerts_of_a_level_count_no_other() -> None:
    done = _run("alerts", "--level", "red")
    assert "红色" in done.stdout
    assert "黄色 0 项" not in done.stdout


def test_chances_are_words_for_readers_and_figures_in_the_data() -> None:
    """Six years of figures do not carry two decimals of a probability."""
    listed = json.loads(_run("alerts", "--level", "red", "--format", "json").stdout)
    chances = [one["chance"] for one in listed if one["chance"] is not None]
    printed = _run("alerts", "--level", "red").stdout

    assert chances
    assert all(0 <= chance <= 1 for chance in chances)
    rows = [line.split("│")[1:-1] for line in printed.splitlines() if line.startswith("│")]
    told = "".join(row[6].strip() for row in rows)
    assert "难以达标" in told
    assert not re.search(r"\d", told)


def test_alerts_of_a_quiet_area_pass() -> None:
    done = _run("alerts", "--area", "law", "--level", "red")

    assert done.exit_code == 0


def test_status_shows_every_area_and_the_whole() -> None:
    done = _run("status")

    assert done.exit_code == 0
    assert all(area in done.stdout for area in ("妇女与健康", "妇女与法律", "全部"))


def test_trace_goes_from_the_cell_to_the_verdict() -> None:
    done = _run("trace", "health-02-1")

    digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
    for words in (digest, str(FILE), "1 ÷ 27500 × 100000 = 3.64", "统计上无法区分", "0.65"):
        assert words in done.stdout


@pytest.mark.parametrize("self_assessed", [True, False])
def test_an_indicator_of_any_kind_can_be_traced(self_assessed: bool) -> None:
    plan, sent = sample_plan(), sample_validation()
    own = sent.self_assessments if self_assessed else sent.self_assessments.clear()
    assessment = assess(plan, sent.observations, own, Stage("midterm", 2025))

    for indicator in plan.indicators.values():
        traced = list(steps(Traced(indicator, plan, assessment)))
        assert traced[0][0] == t("trace.state"), indicator.id
        judged = assessment.results[indicator.id].state is not None
        assert (traced[-1][0] == t("trace.verdict")) is judged


def test_as_of_looks_at_no_later_report() -> None:
    done = _run(
        *("assess", "--stage", "midterm", "--as-of", "2024", "--format", "csv"),
        *("--indicator", "health-03-3"),
    )

    (row,) = csv.DictReader(done.stdout.splitlines())
    assert row["year"] == "2024"


@pytest.mark.parametrize(
    ("values", "shown"),
    [([1, 2, 3], "▁▅█"), ([1, None, 3], "▁·█"), ([5, 5], "▅▅"), ([None, None], "··"), ([], "")],
)
def test_sparkline(values: list[float | None], shown: str) -> None:
    assert sparkline(values) == shown
