"""What the drop-downs of a form offer, and where the lists stand on the sheet of instructions."""

from __future__ import annotations

from collections.abc import Mapping

from plan_eval.forms.form import Form
from plan_eval.messages import t
from plan_eval.model.observation import RESIDENCES, SEXES, STATUSES

TOP = 20
"""The 0-based row of the first entry: below the steps and the colours."""


class Lists:
    """Each list is one column of the sheet of instructions, for a list in a rule has 255 places."""

    def __init__(self, form: Form) -> None:
        owned = [row.indicator for row in form.figures]
        names = {one.id: one.name for one in (*owned, *form.welcome)}
        self.columns: dict[str, tuple[str, ...]] = {
            "sex": tuple(words[0] for words in SEXES.values()),
            "residence": tuple(words[0] for words in RESIDENCES.values()),
            "status": tuple(words[0] for words in STATUSES.values()),
            **({"town": form.towns} if form.towns else {}),
            "indicator": tuple(names),
        }
        self.names = names

    def of_figures(self) -> Mapping[str, str]:
        """The addresses of the lists of the indicators form."""
        return {name: self._address(name) for name in self.columns if name != "status"}

    def of_items(self) -> Mapping[str, str]:
        """The addresses of the lists of the self-assessment form."""
        return {"status": self._address("status")}

    def _address(self, name: str) -> str:
        from xlsxwriter.utility import xl_range_abs

        column = list(self.columns).index(name)
        last = TOP + max(1, len(self.columns[name])) - 1
        return f"='{t('forms.sheet.instructions')}'!{xl_range_abs(TOP, column, last, column)}"
