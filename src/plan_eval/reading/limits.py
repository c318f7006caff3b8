"""How large a file may be: what a department sends stays far below, what harms stays outside."""

from __future__ import annotations

FILE_BYTES = 200 * 2**20
WORKBOOK_BYTES = 20 * 2**20
UNPACKED_BYTES = 64 * 2**20
"""All parts of a workbook together, by its zip directory, before anything is unpacked."""

PARTS = 2_000
WORKBOOK_CELLS = 500_000
MERGED_BLOCKS = 20_000
COMMENT = 2_000
"""Characters of a comment on a cell that are read."""

COMMENTS_BYTES = 4 * 2**20
"""The comments of a sheet: as a tree they take ten times as much memory."""

ROWS = 2_000_000
COLUMNS = 1_000
CELLS = 32_000_000
ROW_CHARACTERS = 131_072
"""Also the most that the `csv` module takes in one cell."""

WIDE_CELLS = 2_000_000

HEADER_WITHIN = 30
"""The header stands in the first rows or not at all."""
