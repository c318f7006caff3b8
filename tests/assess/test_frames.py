"""The assessment for other programs: tidy frames, JSON, CSV that no spreadsheet runs."""

from __future__ import annotations

import json
from io import BytesIO

import polars as pl
import pytest
from tests.assess.build import NAME, Row, assessed, frame, indicator, plan_of, row

from plan_eval.assess.export import export_assessment
from plan_eval.assess.frames import RESULTS, results_frame, tallies_frame
from plan_eval.assess.trace import cells
from plan_eval.model.assessment import Assessment, Stage
from plan_eval.model.plan import Plan
from plan_eval.writing.guard import csv_text, parquet_bytes

STAGE = Stage("midterm", 2025)


@pytest.fixture
def plan() -> Plan:
    of_level = indicator({"kind": "at_least", "value": 75}, splits=("sex",))
    of_words = indicator({"kind": "qualitative"}, "health-02-1", name="=cmd|'/c calc'!A1")
    return plan_of([of_level, of_words])


@pytest.fixture
def rows() -> list[Row]:
    values = (60, 61, 63, 64, 66, 67)
    found = [row(NAME, 2020 + n, value, n + 2) for n, value in enumerate(values)]
    return [*found, row(NAME, 2025, 69, 9, sex="female"), row(NAME, 2025, 65, 10, sex="male")]


@pytest.fixture
def found(plan: Plan, rows: list[Row]) -> Assessment:
    return assessed(plan, rows, STAGE)


def test_one_row_an_indicator(found: Assessment, plan: Plan) -> None:
    results = results_frame(found, plan)

    assert results["indicator"].to_list() == [NAME, "health-02-1"]
    assert set(results.columns) == {*RESULTS, "area"}
    first = results.row(0, named=True)
    assert (first["area"], first["state"], first["pace"]) == ("health", "not_met", "slower")
    assert first["gender_gap"] == 4
    assert first["ratio"] == pytest.approx(14 / 15)


def test_a_filtered_frame_has_only_what_is_asked_for(found: Assessment, plan: Plan) -> None:
    assert results_frame(found, plan, [NAME]).height == 1


def test_groups_and_tallies_are_tidy(found: Assessment) -> None:
    (result, *_) = found.results.values()
    assert [(one.code, one.state) for one in result.splits] == [
        ("female", "not_met"),
        ("male", "not_met"),
    ]
    whole = tallies_frame(found).filter((pl.col("by") == "plan") & (pl.col("group") == "all"))
    assert whole.select("met", "not_met", "qualitative", "total").row(0) == (0, 1, 1, 2)


def test_csv_runs_nothing(found: Assessment, plan: Plan) -> None:
    assert ",=cmd" not in csv_text(results_frame(found, plan))


def test_parquet_comes_back_as_it_was(found: Assessment, plan: Plan) -> None:
    results = results_frame(found, plan)

    assert pl.read_parquet(BytesIO(parquet_bytes(results))).equals(results)


def test_json_holds_the_numbers_behind_the_verdict(found: Assessment, plan: Plan) -> None:
    exported = json.loads(json.dumps(export_assessment(found, plan)))

    (first, _) = exported["results"]
    assert first["projection"]["method"] == "ols"
    assert first["history"][0]["path"] == "health_2020.csv"
    assert exported["effects"][0]["kind"] == "undetermined"


def test_every_cell_behind_a_verdict_is_found(rows: list[Row], plan: Plan) -> None:
    read = cells(plan.indicators[NAME], frame(rows), plan, STAGE)

    assert [cell.row for cell in read] == [2, 3, 4, 5, 6, 7, 9, 10]


def test_a_gap_is_traced_to_the_indicator_it_is_taken_of(rows: list[Row]) -> None:
    of = indicator({"kind": "at_least", "value": 75})
    gap = indicator({"kind": "gap", "dimension": "sex", "of": NAME}, "health-01-2")
    plan = plan_of([of, gap])

    assert len(cells(gap, frame(rows), plan, STAGE)) == len(rows)
