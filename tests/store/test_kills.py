"""A command that is killed leaves its work whole or undone (`benches/kills.py` kills 200 times)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.store.killing import CASES, kills


@pytest.mark.parametrize("name", CASES)
def test_what_was_acknowledged_is_there_and_nothing_half_done(name: str, tmp_path: Path) -> None:
    count = 4 if name == "accept" else 2
    found = list(kills(tmp_path, name, count, random.Random(name)))
    assert len(found) == count
