"""The blank form (报送表) a department fills in for one year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plan_eval.messages import LevelWords, t
from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import ALIASES, IGNORED
from plan_eval.model.register import Department

ItemKind = Literal["goal", "measure", "project", "duty"]

FIGURE_COLUMNS = (
    *("indicator", "indicator_name", "group", "unit"),
    *("value", "numerator", "denominator", "source", "note"),
    *("last_year", "target", "definition"),
    *("year", "town", "sex", "age", "residence", "department", "report_year"),
)
"""The indicators form: what is it, what to fill in, what to hold it against, whose row it is."""

ITEM_COLUMNS = (
    *("item", "kind", "text"),
    *("status", "evidence", "achievements", "problems", "next_steps", "note"),
    *("year", "department"),
)
"""The self-assessment form."""

INPUTS = frozenset(
    (
        *("value", "numerator", "denominator", "source", "note"),
        *("status", "evidence", "achievements", "problems", "next_steps"),
    )
)
"""The columns a department fills in; all others come filled."""


def heading(column: str) -> str:
    """The form's own word for a column; the reader knows every one of them."""
    if column == "town":
        return t("columns.town")  # 镇街 or 乡镇, as the plan says
    return ALIASES[column][0] if column in ALIASES else IGNORED[column][0]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure that is owed: `cells` has the texts that come filled, by our names of columns."""

    indicator: Indicator
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A goal, measure or project that the department assesses itself."""

    kind: ItemKind
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """Everything the two sheets of a department and year hold before anyone fills them in.

    `welcome` are indicators whose figures are not owed but may be added; `towns` the names a row
    may be given for, `level` what the plan calls them (`Header.level_words`); `last_year` whether
    any figure of the year before is known.
    """

    plan_title: str
    department: Department
    year: int
    figures: tuple[FigureRow, ...]
    items: tuple[ItemRow, ...]
    welcome: tuple[Indicator, ...]
    towns: tuple[str, ...]
    synthetic: bool
    level: LevelWords

    @property
    def figure_columns(self) -> tuple[str, ...]:
        """The columns of its indicators form: no towns where the plan has none."""
        return tuple(name for name in FIGURE_COLUMNS if name != "town" or self.towns)

    @property
    def last_year(self) -> bool:
        return any(row.cells["last_year"] for row in self.figures)
