"""The indicators form: raw rows to OBSERVATION_SCHEMA."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from plan_eval.model.ages import spelled
from plan_eval.model.observation import EXACT, INDICATOR_COLUMNS, KEY, NUMBERS, OBSERVATION_SCHEMA
from plan_eval.reading import cells
from plan_eval.reading.not_numbers import not_number
from plan_eval.reading.notices import Event, noted
from plan_eval.reading.tidying import Result, Schema, Tidying, different, replaced, where, within
from plan_eval.reading.vocabulary import Vocabulary, Words, unit_of

RAW_FIGURES: Schema = {
    "row": pl.Int64,
    **dict.fromkeys(INDICATOR_COLUMNS, pl.String),
    **dict.fromkeys(("value_letter", "value_words"), pl.String),
}
"""Rows as sent: null where a column is absent."""

_PLAIN = f"^(?:{cells.PLAIN.pattern})$"
_OF_SCOPE = "of the indicator's scope"
_OF_NUMBERS: tuple[Event, ...] = ("not-a-number", "normalised-number", "formula-not-computed")


def observations(raw: pl.DataFrame, vocabulary: Vocabulary) -> Result:
    """Rows with the columns of RAW_FIGURES and SENDER to OBSERVATION_SCHEMA, and the notices."""
    return _Figures(raw, vocabulary).result()


class _Figures(Tidying):
    def result(self) -> Result:
        whole = pl.coalesce("indicator", "file_indicator")
        self.raw = raw = self.raw.with_columns(indicator=whole)
        indicator = self.coded("indicator", self.vocabulary.indicator)
        self._compare_names(indicator)
        numbers = {name: self._number(name, indicator) for name in NUMBERS}
        numbers = self._without_codes(numbers, indicator)
        columns = {
            "indicator": indicator,
            "town": self._town(),
            "sex": self._group("sex", self.vocabulary.sexes, indicator, 0),
            "age": self._age(indicator),
            "residence": self._group("residence", self.vocabulary.residences, indicator, 1),
            "year": self.years("year"),
            "report_year": self.years("report_year", otherwise=raw["file_year"]),
            **numbers,
            "places": self._places(numbers["value"]),
            "unit": self._unit(),
            "source": self.text("source"),
            "note": self.text("note"),
            "department": self.departments(),
            **{f"raw_{name}": raw[name] for name in (*NUMBERS, *KEY, "unit", "report_year")},
            "value_letter": raw["value_letter"],
            "value_words": raw["value_words"],
        }
        return self.framed(columns, OBSERVATION_SCHEMA), self.noticed()

    def _compare_names(self, indicator: pl.Series) -> None:
        """A notice where a row is named as another indicator than its code says.

        Names that the plan does not have (short or old ones, 其中：女) say nothing against a code.
        """
        named = self.raw["indicator_name"]
        if named.null_count() == named.len():
            return
        pairs = pl.DataFrame({"code": indicator, "name": named})
        known = pairs.drop_nulls().unique()
        others = pl.Series("other", [self._other(*row) for row in known.iter_rows()], pl.String)
        known = known.with_columns(others)
        found = pairs.join(known, on=["code", "name"], how="left", maintain_order="left")["other"]
        if found.null_count() < found.len():
            # with the place of each figure: in a wide table a name speaks of several
            rows = self.raw.select("path", "row", value="indicator_name", letter="value_letter")
            told = rows.with_columns(expected=found).filter(found.is_not_null())
            self.notices.append(noted(told, "name-of-another-indicator", pl.lit("indicator_name")))

    def _other(self, code: str, name: str) -> str | None:
        """The code of another indicator that the name stands for."""
        found = self.vocabulary.indicator(name)
        return found.code if found and found.code != code else None

    def _town(self) -> pl.Series:
        return where(
            self.raw["town"].is_null(), "", self.coded("town", within(self.vocabulary.towns))
        )

    def _age(self, indicator: pl.Series) -> pl.Series:
        """The age group in one spelling; the indicator's own ages, and 合计, are no split of it."""
        sent = self.raw["age"]
        found = {cell: spelled(cells.plain(cell)) for cell in different(sent)}
        codes = replaced(sent, found).fill_null("")
        if not any(map(cells.stripped, found)):
            return codes
        own = replaced(indicator, self.vocabulary.ages).fill_null("")
        odd = [cell for cell, code in found.items() if cells.stripped(cell) != code]
        if odd:
            read = where(codes == "", own, codes)
            self.note("normalised-word", "age", sent.is_in(odd) & (read != ""), read)
        return where(codes == own, "", codes)

    def _group(self, column: str, words: Words, indicator: pl.Series, at: int) -> pl.Series:
        """The sex or residence; an empty cell means the population the indicator speaks of."""
        codes = self.coded(column, within({**words, "": _OF_SCOPE}))
        empty = self.raw[column].is_null() | (codes == _OF_SCOPE)
        if not empty.any():
            return codes
        scope = replaced(indicator, {code: of[at] for code, of in self.vocabulary.scopes.items()})
        return where(empty, scope.fill_null("total"), codes)

    def _unit(self) -> pl.Series:
        """The unit of a row: its own cell, else behind the indicator's name, else the file's."""
        own = self.narrow("unit", lambda text: unit_of(self.vocabulary.units, text))
        own = where(own != "", own, None)
        sent = self.raw["indicator"]
        found = {cell: self.vocabulary.indicator(cell) for cell in different(sent)}
        behind = {cell: one.unit for cell, one in found.items() if one and one.unit}
        if behind:
            own = own.fill_null(replaced(sent, behind))
        own = own.fill_null(self.raw["file_unit"])
        return replaced(
            own, {unit: unit_of(self.vocabulary.units, unit) for unit in different(own)}
        )

    def _number(self, column: str, indicator: pl.Series) -> pl.Series:
        """Exact numbers. What is none is null and a notice, a mark of absence only null."""
        sent = self.raw[column]
        sound = sent.str.contains(_PLAIN)
        found = where(sound, sent, None).cast(EXACT)
        odd = (~sound & (sent != "")).arg_true()
        if len(odd):
            found = found.scatter(odd, self._tidied(column, odd, indicator.gather(odd)))
        return found

    def _without_codes(
        self, numbers: dict[str, pl.Series], indicator: pl.Series
    ) -> dict[str, pl.Series]:
        """The numbers less the plan's codes (-2 for not carried out), where an indicator has any.

        A code is noticed with its meaning; one with a number beside it contradicts itself.
        """
        meanings = {name: self._meanings(found, indicator) for name, found in numbers.items()}
        if all(one.null_count() == one.len() for one in meanings.values()):
            return numbers
        kept = {name: where(meanings[name].is_null(), numbers[name], None) for name in numbers}
        beside = pl.select(pl.any_horizontal(*(kept[name].is_not_null() for name in NUMBERS)))
        for name, meaning in meanings.items():
            for event, at in _code_events(beside.to_series()):
                rows = (meaning.is_not_null() & at).arg_true()
                if len(rows):
                    self._note_number(event, name, rows, meaning.gather(rows))
        return kept

    def _meanings(self, numbers: pl.Series, indicator: pl.Series) -> pl.Series:
        """What the plan's code in each cell stands for, null where it is none."""
        codes = pl.Series(sorted(map(str, self.vocabulary.codes)), dtype=pl.String).cast(EXACT)
        at = numbers.is_in(codes.implode()).arg_true()
        meanings = pl.Series([None], dtype=pl.String).new_from_index(0, numbers.len())
        pairs = zip(indicator.gather(at), numbers.gather(at), strict=True)
        found = [self.vocabulary.sentinels.get(pair) for pair in pairs]
        return meanings.scatter(at, pl.Series(found, dtype=pl.String))

    def _tidied(self, column: str, odd: pl.Series, indicator: pl.Series) -> pl.Series:
        """The numbers behind the cells at some rows that are no plain ones."""
        unit = replaced(indicator, self.vocabulary.unit_of if column == "value" else {})
        rows = pl.DataFrame({"cell": self.raw[column].gather(odd), "unit": unit})
        known = rows.unique()
        known = known.with_columns(
            pl.DataFrame(
                [self._read(*row) for row in known.iter_rows()],
                schema=dict.fromkeys(("read", "event", "cause", "likely"), pl.String),
                orient="row",
            )
        )
        told = rows.join(
            known, on=["cell", "unit"], how="left", maintain_order="left", nulls_equal=True
        )
        for event in _OF_NUMBERS:
            at = told["event"] == event
            expected = told["likely" if event == "not-a-number" else "read"]
            self._note_number(
                event, column, odd.filter(at), expected.filter(at), told["cause"].filter(at)
            )
        return told["read"].cast(EXACT)

    def _read(self, cell: str, unit: str | None) -> tuple[str | None, ...]:
        """The number of a cell, its event, and of none: why, and the likely one."""
        if cells.is_absent(cell, self.vocabulary.missing):
            return None, None, None, None
        if cells.stripped(cell).startswith("="):
            return None, "formula-not-computed", None, None
        found = cells.number(cell, unit)
        if found is None:
            return None, "not-a-number", *not_number(cell)
        # a code has a notice of its own
        silent = found == cells.stripped(cell) or Decimal(found) in self.vocabulary.codes
        return found, None if silent else "normalised-number", None, None

    def _note_number(
        self,
        event: Event,
        column: str,
        at: pl.Series,
        expected: pl.Series,
        cause: pl.Series | None = None,
    ) -> None:
        """A notice in the figure's own column: in a wide table the sender's, with its letter."""
        rows = self.raw.select("path", "row", "value_words", value=column, letter="value_letter")
        why = pl.lit(None, pl.String) if cause is None else cause
        told = rows[at].with_columns(expected=expected, cause=why)
        self.notices.append(noted(told, event, pl.coalesce("value_words", pl.lit(column))))

    def _places(self, value: pl.Series) -> pl.Series:
        """The decimals a value was published with."""
        sent = self.raw["value"]
        point = sent.str.find(".", literal=True)
        places = where(point.is_null(), None, sent.str.len_bytes() - point - 1).fill_null(0)
        odd = ~sent.str.contains(_PLAIN) & value.is_not_null()
        if odd.any():
            read = {cell: cells.places(cell) for cell in different(sent.filter(odd))}
            places = where(odd, replaced(sent, read, pl.Int32()), places.cast(pl.Int32))
        return where(value.is_not_null(), places.cast(pl.Int32), None)


def _code_events(beside: pl.Series) -> tuple[tuple[Event, pl.Series], ...]:
    """What a code of the plan is: a contradiction where there are numbers `beside` it."""
    return (("sentinel-beside-numbers", beside), ("sentinel", ~beside))
