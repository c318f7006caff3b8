"""What the tests of the database share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.store.office import SENT, TINY, given_in, opened

from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(TINY)


@pytest.fixture(scope="session")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all that the second plan's departments sent; to be copied, not written."""
    folder, of = tmp_path_factory.mktemp("accepted"), load_plan(TINY)
    with opened(folder, of) as database:
        assert given_in(database, of, SENT).refused == ()
    return folder / "monitoring.duckdb"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """The submissions up to 2018, to be sent one after the other."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for year in range(2015, 2019):
        for path in SENT.glob(f"*_{year}.csv"):
            shutil.copy(path, folder)
    return folder
