"""How long each report is: a main report to read, extracts to hand out; counts are of the PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.report.ink import filled, needs_pdftoppm
from tests.report.test_every_edition import data

from plan_eval.report.build import write_report
from plan_eval.report.edition import Edition
from plan_eval.resources import templates_folder

LENGTHS = [
    ("sample", "midterm", Edition("monitoring"), range(18, 26)),
    ("unmarked", "final", Edition("monitoring"), range(15, 26)),
    ("unmarked", "annual", Edition("monitoring"), range(10, 16)),
    ("tiny", "annual", Edition("monitoring"), range(4, 11)),
    ("tiny", "midterm", Edition("monitoring"), range(5, 16)),
    ("sample", "midterm", Edition(department="health"), range(4, 9)),
    ("unmarked", "final", Edition(department="health"), range(4, 9)),
    ("sample", "midterm", Edition(area="health"), range(4, 9)),
    ("sample", "midterm", Edition(area="law"), range(3, 9)),
    ("tiny", "midterm", Edition(area="growth"), range(2, 9)),
]


@needs_pdftoppm
@pytest.mark.parametrize(("name", "stage", "edition", "length"), LENGTHS)
def test_a_report_is_as_long_as_its_readers_have_time(
    name: str, stage: str, edition: Edition, length: range, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    done = write_report(data(name).context(stage, edition), templates_folder(), path)
    assert done.problems == ()
    assert done.pages in length
    # no page but the last two (the text ends before the one that is signed) is left nearly empty
    assert min(filled(path, 27, 273)[:-2], default=1) > 1 / 3
