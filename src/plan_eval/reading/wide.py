"""A wide table, with years, sexes or indicators as columns, to the tidy body of the form.

Rows whose indicator is not known go on as they are, each to be reported by itself; only a table
without any indicator that is known is no table of this plan and refused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from plan_eval.model.observation import NUMBERS
from plan_eval.reading import cells, limits
from plan_eval.reading.grids import BLANK
from plan_eval.reading.headers import Column, Coordinates
from plan_eval.reading.notices import Unreadable
from plan_eval.reading.tables import Table
from plan_eval.reading.vocabulary import Vocabulary, match

_SHOWN = 3
_OF_WHICH = re.compile(r"其中:?(?P<part>.*)|[#-]+(?P<marked>.+)")


@dataclass(frozen=True)
class Unfolded:
    """A wide table made tidy.

    `body` has `row`, our columns, and `value_letter`, `value_words` of the column each figure
    stands in; `outside` are the columns of years that the plan does not reach; `empty` counts
    cells without a figure; `parts` are (row, words) of 其中 rows that are no sex or residence of
    the row above, which are not read.
    """

    body: pl.DataFrame
    outside: tuple[Column, ...]
    empty: int
    parts: tuple[tuple[int, str], ...] = ()


def unfold(
    table: Table, vocabulary: Vocabulary, comments: Mapping[tuple[int, int], str]
) -> Unfolded:
    """One row per figure, with its comment. Raises Unreadable when no indicator is known."""
    if table.body.height * len(table.header.columns) > limits.WIDE_CELLS:
        raise Unreadable("wide-too-large", limit=limits.WIDE_CELLS)
    body, parts = _parts_of_the_row_above(table, vocabulary)
    _know_an_indicator(table, body, vocabulary)
    figures = table.columns.figures
    outside = tuple(column for column in figures if not _within(column.coordinates, vocabulary))
    groups: defaultdict[Coordinates, list[Column]] = defaultdict(list)
    for column in figures:
        if column not in outside:
            groups[tuple(sorted(column.coordinates))].append(column)
    own = _described(table, body)
    parts_ = [_figures(body, own, fixed, columns, comments) for fixed, columns in groups.items()]
    whole = pl.concat(parts_, how="diagonal") if parts_ else _no_figures(table)
    blank = [_blank(pl.col(name)) for name in NUMBERS if name in whole.columns]
    empty = pl.all_horizontal(blank) & ~pl.col("commented") if blank else pl.lit(value=False)
    given = whole.filter(~empty)
    sent = given.sort("row", maintain_order=True).drop("commented")
    return Unfolded(sent, outside, whole.height - given.height, parts)


def _within(coordinates: Coordinates, vocabulary: Vocabulary) -> bool:
    return all(kind != "year" or int(value) in vocabulary.years for kind, value in coordinates)


def _parts_of_the_row_above(
    table: Table, vocabulary: Vocabulary
) -> tuple[pl.DataFrame, tuple[tuple[int, str], ...]]:
    """The body with 其中：女 read as the indicator above, of women; other 其中 rows left out.

    `part_sex` and `part_residence` hold what such a row says.
    """
    column = table.columns.named.get("indicator")
    if column is None or not _mentions_parts(table.body[str(column.position)]):
        return table.body, ()
    indicators: list[str] = []
    groups: list[tuple[str | None, str | None]] = []
    left_out: list[tuple[int, str]] = []
    above = ""
    for row, cell in table.body.select("row", str(column.position)).iter_rows():
        part = _OF_WHICH.fullmatch(cells.plain(cell))
        name = (part["part"] or part["marked"] or "").strip() if part else ""
        sex, residence = match(vocabulary.sexes, name), match(vocabulary.residences, name)
        if part is None or vocabulary.indicator(cell):
            above = cell
            indicators.append(cell)
            groups.append((None, None))
        elif above and (sex or residence):
            indicators.append(above)
            groups.append((name, None) if sex else (None, name))
        else:
            left_out.append((row, cells.stripped(cell)))
            indicators.append("")
            groups.append((None, None))
    body = table.body.with_columns(
        pl.Series(str(column.position), indicators, pl.String),
        part_sex=pl.Series([sex for sex, _ in groups], dtype=pl.String),
        part_residence=pl.Series([residence for _, residence in groups], dtype=pl.String),
    )
    return body.filter(~pl.col("row").is_in([row for row, _ in left_out])), tuple(left_out)


def _mentions_parts(sent: pl.Series) -> bool:
    return bool(sent.str.contains(r"其中|^\s*[#＃-]").any())


def _described(table: Table, body: pl.DataFrame) -> dict[str, pl.Expr]:
    """Our columns beside the figures; what a 其中 row says of itself goes before a column."""
    named = {name: pl.col(str(column.position)) for name, column in table.columns.named.items()}
    for name in ("sex", "residence"):
        if f"part_{name}" in body.columns and body[f"part_{name}"].null_count() < body.height:
            own = pl.col(f"part_{name}")
            named[name] = pl.coalesce(own, named[name]) if name in named else own
    return named


def _figures(
    body: pl.DataFrame,
    own: Mapping[str, pl.Expr],
    fixed: Coordinates,
    columns: Iterable[Column],
    comments: Mapping[tuple[int, int], str],
) -> pl.DataFrame:
    """The figures of the columns that fix the same coordinates: a value and perhaps its counts."""
    measures = {str(column.measure): column for column in columns}
    shown = measures.get("value") or next(iter(measures.values()))
    described = {**own, **{name: pl.col(str(one.position)) for name, one in measures.items()}}
    for kind, value in fixed:
        # a row of 其中：女 in a table whose columns are sexes too says it twice: the column counts
        described[kind] = pl.lit(value)
    if shown.unit and "unit" not in described:
        described["unit"] = pl.lit(shown.unit)
    said = {row + 1: text for (row, at), text in comments.items() if at == shown.position}
    if said:
        note = pl.col("row").replace_strict(said, default=None, return_dtype=pl.String)
        described["note"] = with_comment(described.get("note"), note)
    return body.select(
        "row",
        *(expression.alias(name) for name, expression in described.items()),
        commented=pl.col("row").is_in(list(said)),
        value_letter=pl.lit(shown.letter),
        value_words=pl.lit(shown.words),
    )


def with_comment(note: pl.Expr | None, comment: pl.Expr) -> pl.Expr:
    """A note and what a comment on the cell adds to it."""
    if note is None:
        return comment
    own = pl.when(_blank(note)).then(None).otherwise(note)
    return pl.coalesce(pl.concat_str(own, comment, separator="；"), own, comment, pl.lit(""))


def _no_figures(table: Table) -> pl.DataFrame:
    return table.body.select("row", value=pl.lit(""), commented=pl.lit(value=False)).clear()


def _blank(cell: pl.Expr) -> pl.Expr:
    return cell.str.strip_chars(BLANK).fill_null("") == ""


def _know_an_indicator(table: Table, body: pl.DataFrame, vocabulary: Vocabulary) -> None:
    if any(
        kind == "indicator" for figure in table.columns.figures for kind, _ in figure.coordinates
    ):
        return
    if column := table.columns.named.get("indicator"):
        names = body[str(column.position)].unique(maintain_order=True).to_list()
    elif "indicator" in table.said:
        names = [table.said["indicator"].value]
    else:
        raise Unreadable("wide-no-indicator", row=table.header.at + 1)
    unknown = [name for name in names if vocabulary.indicator(name) is None]
    if names and len(unknown) == len(names):
        some = "、".join(name.strip(BLANK)[:40] or "—" for name in unknown[:_SHOWN])
        raise Unreadable(
            "wide-unknown", row=table.header.at + 1, count=len(unknown), all=len(names), names=some
        )
