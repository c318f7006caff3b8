"""Numbers and years in words."""

from __future__ import annotations

import pytest

from plan_eval.model.wording import year_spans


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ([], ""),
        ([2022], "2022"),
        ([2020, 2021, 2022], "2020—2022"),
        ([2025, 2022, 2023], "2022—2023、2025"),
        ([2022, 2022], "2022"),
    ],
)
def test_runs_of_years_are_drawn_together(years: list[int], words: str) -> None:
    assert year_spans(years) == words
