"""Tables that other programs read: typed, described in both languages, as CSV or Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import get_args

import polars as pl

from plan_eval.messages import Language, has, in_language, t
from plan_eval.writing.guard import marked

Type = pl.DataType | type[pl.DataType]
LIST_MARK = ","
"""Between the entries of a list in a CSV cell; lists are of codes, which have none inside."""


@dataclass(frozen=True)
class Field:
    """A column: its type, and what holds of its cells.

    `of` names the table whose key it refers to, `among` all the values it may have. `about` is the
    key of its words under `export.field`, the name where none is given.
    """

    name: str
    type: Type = pl.String
    required: bool = False
    of: str | None = None
    among: tuple[str, ...] = ()
    about: str = ""

    @property
    def words(self) -> str | None:
        """What it holds, in Chinese and English; None where the catalogue says nothing."""
        key = f"export.field.{self.about or self.name}"
        return in_both(key) if has(key) else None


@dataclass(frozen=True)
class Table:
    """Rows under a name, with `key` as the fields that tell one row from all others."""

    name: str
    frame: pl.DataFrame
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What a row is, in Chinese and English."""
        return in_both(f"export.table.{self.name}")

    def csv(self, *, bom: bool = False) -> bytes:
        """The rows in UTF-8: exact numbers without the zeros behind them, nothing for no value.

        Texts that a spreadsheet might run are marked (`guard.marked`). `bom` is for those who open
        it in Excel, which takes UTF-8 without one for the code page of the machine.
        """
        frame = self.frame.with_columns(_as_text(one) for one in self.fields)
        return frame.write_csv(include_bom=bom).encode()

    def parquet(self, metadata: str) -> bytes:
        """The rows with their types: exact decimals, lists; `metadata` under `frictionless`."""
        into = BytesIO()
        self.frame.write_parquet(into, metadata={"frictionless": metadata})
        return into.getvalue()


def table(
    name: str, rows: Iterable[Sequence[object]], fields: Sequence[Field], key: Sequence[str] = ()
) -> Table:
    """A table of rows in the order of its fields."""
    schema = {one.name: one.type for one in fields}
    frame = pl.DataFrame(list(rows), schema=schema, orient="row")
    return table_of(name, frame, fields, key)


def table_of(
    name: str, frame: pl.DataFrame, fields: Sequence[Field], key: Sequence[str] = ()
) -> Table:
    """A table of those columns of a frame that its fields name.

    No value is null everywhere: an empty text, infinity and what is no number.
    """
    chosen = frame.select(pl.col(one.name).cast(one.type) for one in fields)
    texts = [one.name for one in fields if one.type == pl.String]
    floats = [one.name for one in fields if one.type == pl.Float64]
    kept = chosen.with_columns(
        *(pl.when(pl.col(one) != "").then(pl.col(one)) for one in texts),
        *(pl.when(pl.col(one).is_finite()).then(pl.col(one)) for one in floats),
    )
    return Table(name, kept, tuple(fields), tuple(key))


def in_both(key: str, **values: object) -> str:
    """The words of a key in every language, a line each."""
    said = []
    for language in get_args(Language):
        with in_language(language):
            said.append(t(key, **values))
    return "\n".join(dict.fromkeys(said))


def _as_text(field: Field) -> pl.Expr:
    column = pl.col(field.name)
    if isinstance(field.type, pl.Decimal):
        text = column.cast(pl.String)
        bare = text.str.strip_chars_end("0").str.strip_chars_end(".")
        dotted = text.str.contains(".", literal=True)
        return pl.when(dotted).then(bare).otherwise(text).alias(field.name)
    if isinstance(field.type, pl.List):
        joined = column.cast(pl.List(pl.String)).list.join(LIST_MARK)
        return pl.when(column.list.len() > 0).then(joined).alias(field.name)
    if field.type == pl.Datetime:
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ")
    if field.type == pl.String:
        return column.map_elements(marked, pl.String, skip_nulls=True)
    return column
