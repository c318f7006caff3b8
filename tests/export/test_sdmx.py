"""SDMX-CSV and its structure, read back by the library and held against SDMX's own schema."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from pysdmx.io import get_datasets
from pysdmx.io.json.sdmxjson2.reader.structure import read
from pysdmx.model import Schema
from tests.conftest import Ran
from tests.export.test_export import SENT, sample, tiny, unmarked_sample

from plan_eval.export.contents import TOTAL, Contents
from plan_eval.export.folder import export, files
from plan_eval.export.sdmx import ATTRIBUTES, DIMENSIONS, MEASURE, age_code

Run = Callable[..., Ran]
MADE = [sample, unmarked_sample, tiny]


@pytest.mark.parametrize("made", MADE)
def test_the_library_reads_data_and_structure_as_one(
    made: Callable[[], Contents], tmp_path: Path
) -> None:
    contents = made()
    export(contents, tmp_path, "sdmx-csv")

    message = read((tmp_path / "structure.json").read_text("utf-8"), validate=True)
    assert message.header is not None
    assert message.header.test is contents.synthetic
    (dataset,) = get_datasets(tmp_path / "data.csv", tmp_path / "structure.json")
    schema = dataset.structure
    assert isinstance(schema, Schema)
    assert [one.id for one in schema.components] == [*DIMENSIONS, MEASURE, *ATTRIBUTES]
    assert len(dataset.data) == contents.observations.height > 0
    for component in schema.components:
        if component.local_codes is not None:
            known = {code.id for code in component.local_codes}
            given = {one for one in dataset.data[component.id].dropna() if one}
            assert given <= known, component.id
    assert not dataset.data.duplicated(subset=[*DIMENSIONS]).any()


@pytest.mark.parametrize("made", MADE)
def test_numbers_are_exact_and_what_is_missing_says_so(made: Callable[[], Contents]) -> None:
    contents = made()
    text = files(contents, "sdmx-csv")["data.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    sent = contents.observations

    values = [Decimal(row[MEASURE]) if row[MEASURE] else None for row in rows]
    assert values == sent["value"].to_list()
    assert {row["OBS_STATUS"] for row in rows if not row[MEASURE]} <= {"O"}
    assert {row["OBS_STATUS"] for row in rows if row[MEASURE]} == {"A"}
    assert {row["SEX"] for row in rows} <= {"_T", "F", "M"}
    assert {row["URBANISATION"] for row in rows} <= {"_T", "U", "R"}
    whole = [row["REF_AREA"] == "_T" for row in rows]
    assert whole == (sent["town"] == TOTAL).to_list()


@pytest.mark.parametrize(
    ("group", "code"),
    [
        (TOTAL, "_T"),
        ("35-44岁", "Y35T44"),
        ("65岁以上", "Y_GE65"),
        ("17岁以下", "Y0T17"),
        ("7岁", "Y7"),
    ],
)
def test_age_groups_have_the_codes_of_the_cross_domain_list(group: str, code: str) -> None:
    assert age_code(group) == code


def test_equal_input_gives_equal_bytes() -> None:
    apart = sorted(SENT.iterdir())
    first, again = tiny(*apart), tiny(*reversed(apart))
    assert files(first, "sdmx-csv") == files(again, "sdmx-csv")


def test_2_without_the_library_and_nothing_is_written(
    tiny_project: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "pysdmx"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pysdmx", None)

    ran = plan_eval("export", "--stage", "midterm", "--format", "sdmx-csv", "-o", "out")

    assert ran.code == 2
    assert "plan-eval[sdmx]" in ran.err
    assert not (tiny_project / "out").exists()


def test_nothing_sent_is_a_structure_without_rows(tiny_project: Path, plan_eval: Run) -> None:
    (tiny_project / "sent").mkdir()
    (tiny_project / "sent/clinic_2018.csv").write_text("指标编码,年份,数值\n", "utf-8")
    words = ("export", "--stage", "midterm", "--format", "sdmx-csv", "-o", "data", "sent")
    assert plan_eval(*words).code in (0, 1)
    assert (tiny_project / "data/data.csv").read_text("utf-8").count("\n") == 1
    read((tiny_project / "data/structure.json").read_text("utf-8"), validate=True)
