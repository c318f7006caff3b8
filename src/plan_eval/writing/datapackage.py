"""A folder of tables as a Frictionless Data Package: the tables and what they mean.

Source: Data Package, version 2.0 (26 June 2024), https://datapackage.org/standard/data-package/;
Table Schema, version 2.0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Literal

import polars as pl

from plan_eval.writing.guard import MARK
from plan_eval.writing.table import LIST_MARK, Field, Table

Plain = dict[str, object]
TableFormat = Literal["csv", "parquet"]
DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: tuple[tuple[type[pl.DataType], str], ...] = (
    (pl.Boolean, "boolean"),
    (pl.Decimal, "number"),
    (pl.Float64, "number"),
    (pl.List, "list"),
    (pl.Datetime, "datetime"),
    (pl.Date, "date"),
    (pl.Int64, "integer"),
    (pl.Int32, "integer"),
    (pl.String, "string"),
)
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def package(
    about: Mapping[str, object], tables: Sequence[Table], form: TableFormat, *, bom: bool = False
) -> dict[str, bytes]:
    """The files of a package by name: a file for each table, and `datapackage.json`.

    `about` are the properties of the package itself, with its `name`. The same input gives the
    same bytes; nothing in them is of the day.
    """
    files: dict[str, bytes] = {}
    resources = []
    for one in tables:
        path, schema = f"{one.name}.{form}", _schema(one)
        if form == "csv":
            content = one.csv(bom=bom)
        else:
            content = one.parquet(_json({"description": one.words, "schema": schema}))
        files[path] = content
        resources.append(_resource(one, path, content, schema, form))
    descriptor = {"$schema": PROFILE, **about, "resources": resources}
    return {**files, DESCRIPTOR: _json(descriptor).encode()}


def _resource(table: Table, path: str, content: bytes, schema: Plain, form: TableFormat) -> Plain:
    written = {"encoding": "utf-8", "textMark": MARK} if form == "csv" else {}
    return {
        "name": table.name,
        "type": "table",
        "path": path,
        "description": table.words,
        "format": form,
        "mediatype": _MEDIA[form],
        **written,
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": schema,
    }


def _schema(table: Table) -> Plain:
    refers = [
        {"fields": [one.name], "reference": {"resource": one.of, "fields": ["id"]}}
        for one in table.fields
        if one.of is not None
    ]
    return {
        "fields": [_field(one) for one in table.fields],
        "missingValues": [""],
        **({"primaryKey": [*table.key]} if table.key else {}),
        **({"foreignKeys": refers} if refers else {}),
    }


def _field(field: Field) -> Plain:
    named = next(name for dtype, name in _TYPES if field.type == dtype)
    made: Plain = {"name": field.name, "type": named}
    if isinstance(field.type, pl.List):
        whole = field.type.inner in (pl.Int32, pl.Int64)
        made |= {"itemType": "integer" if whole else "string", "delimiter": LIST_MARK}
    if field.words:
        made["description"] = field.words
    if constraints := _constraints(field):
        made["constraints"] = constraints
    return made


def _constraints(field: Field) -> Plain:
    required = {"required": True} if field.required else {}
    return {**required, **({"enum": [*field.among]} if field.among else {})}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
