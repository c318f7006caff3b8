"""A small office with a database: its plan, its people, what it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from plan_eval.model.plan import Plan
from plan_eval.plan_folder.project_file import Person
from plan_eval.store.accepting import Acceptance, accept, candidates
from plan_eval.store.database import Database, open_database

TINY = Path(__file__).parents[1] / "plans" / "tiny"
SENT = TINY.parent / "tiny_submissions"
TODAY = date(2021, 1, 4)
PEOPLE = (
    Person(name="甲", roles=("accept", "close")),
    Person(name="乙", roles=("waive",)),
)


PROJECT = f"""plan: {TINY}
submissions: monitoring.duckdb
people:
  - {{name: 甲, roles: [accept, close]}}
"""


@contextmanager
def opened(folder: Path, plan: Plan) -> Iterator[Database]:
    with open_database(folder / "monitoring.duckdb", plan.header.id, create=True) as database:
        yield database


def given_in(database: Database, plan: Plan, *paths: Path, **how: str | None) -> Acceptance:
    return accept(
        *(database, candidates(paths), plan, TINY),
        by="甲",
        people=PEOPLE,
        reason=how.get("reason"),
        replaces=how.get("replaces"),
        today=TODAY,
    )


def corrected(path: Path, into: Path) -> Path:
    """The file with another figure that the rules accept as well."""
    text = path.read_text("utf-8-sig")
    into.parent.mkdir(parents=True, exist_ok=True)
    into.write_text(text + "\n", "utf-8")
    return into
