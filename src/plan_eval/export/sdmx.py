"""The accepted figures as SDMX-CSV 2.0 beside the structure that says what its columns mean.

Source: SDMX 3.0, section 5 (SDMX-CSV 2.0) and SDMX-JSON 2.0 (structure message). Codes of sex, age,
urbanisation, frequency, status and multiplier are those of the cross-domain code lists (SDMX
Content-Oriented Guidelines) and of the SDG data structure: F, M, _T; Y35T44, Y_GE65; U, R, _T; A;
A, O; 0.

The rows are written here, for the library's writer takes every number through a binary float; the
structure is pysdmx's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import polars as pl

from plan_eval.errors import PlanEvalError
from plan_eval.export.contents import TOTAL, Contents, named_in_both
from plan_eval.messages import t
from plan_eval.model.ages import ages_of
from plan_eval.model.observation import NUMBERS
from plan_eval.writing.table import Field, in_both, table_of

AGENCY, VERSION = "PLAN_EVAL", "1.0"
"""Who keeps the structure: an office that registers it with others puts its own agency."""

DATAFLOW, DSD, CONCEPTS = "DF_PLAN_MONITORING", "DSD_PLAN_MONITORING", "CS_PLAN_MONITORING"
_PREPARED = datetime(1970, 1, 1, tzinfo=UTC)
"""A message must have a day; equal input gives equal bytes on any, so it is that of no message."""

_CODELIST = f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={AGENCY}:CL_{{name}}({VERSION})"
_SEX = {TOTAL: "_T", "female": "F", "male": "M"}
_URBANISATION = {TOTAL: "_T", "urban": "U", "rural": "R"}
_STATUS = {"A": "status-given", "O": "status-missing"}

DIMENSIONS = ("FREQ", "INDICATOR", "REF_AREA", "SEX", "AGE", "URBANISATION", "TIME_PERIOD")
MEASURE = "OBS_VALUE"
ATTRIBUTES = (
    *("OBS_STATUS", "UNIT_MEASURE", "UNIT_MULT", "DECIMALS", "NUMERATOR", "DENOMINATOR"),
    *("DEPARTMENT", "REPORT_YEAR", "SOURCE_DETAIL", "COMMENT_OBS"),
)
_WANTED = frozenset((*DIMENSIONS, "OBS_STATUS", "UNIT_MULT"))


def sdmx_files(contents: Contents) -> dict[str, bytes]:
    """`data.csv` and `structure.json`. Raises PlanEvalError without pysdmx."""
    structure = _structure(contents)
    return {"data.csv": _data(contents), "structure.json": structure.encode()}


def age_code(group: str) -> str:
    """The code of an age group: Y35T44, Y_GE65, Y0T2 (2岁以下), Y7; _T for every age."""
    ages = ages_of(group)
    if group == TOTAL or ages is None:
        return "_T" if group == TOTAL else group
    if ages.last is None:
        return f"Y_GE{ages.first}"
    return f"Y{ages.first}" if ages.first == ages.last else f"Y{ages.first}T{ages.last}"


def _data(contents: Contents) -> bytes:
    rows = contents.observations
    given = pl.col("value").is_not_null()
    ages = {group: age_code(group) for group in rows["age"].unique()}
    columns = {
        "STRUCTURE": pl.lit("dataflow"),
        "STRUCTURE_ID": pl.lit(f"{AGENCY}:{DATAFLOW}({VERSION})"),
        "ACTION": pl.lit("I"),
        "FREQ": pl.lit("A"),
        "INDICATOR": pl.col("indicator"),
        "REF_AREA": pl.when(pl.col("town") == TOTAL).then(pl.lit("_T")).otherwise("town"),
        "SEX": pl.col("sex").replace_strict(_SEX, return_dtype=pl.String),
        "AGE": pl.col("age").replace_strict(ages, return_dtype=pl.String),
        "URBANISATION": pl.col("residence").replace_strict(_URBANISATION, return_dtype=pl.String),
        "TIME_PERIOD": pl.col("year").cast(pl.String),
        MEASURE: pl.col("value"),
        "OBS_STATUS": pl.when(given).then(pl.lit("A")).otherwise(pl.lit("O")),
        "UNIT_MEASURE": pl.col("unit"),
        "UNIT_MULT": pl.lit("0"),
        "DECIMALS": pl.when(given).then(pl.col("decimals").cast(pl.String)),
        "NUMERATOR": pl.col("numerator"),
        "DENOMINATOR": pl.col("denominator"),
        "DEPARTMENT": pl.col("department"),
        "REPORT_YEAR": pl.col("report_year").cast(pl.String),
        "SOURCE_DETAIL": pl.col("source"),
        "COMMENT_OBS": pl.col("note"),
    }
    exact = {MEASURE: "value", "NUMERATOR": "numerator", "DENOMINATOR": "denominator"}
    assert set(exact.values()) == {*NUMBERS}
    frame = rows.select(expression.alias(name) for name, expression in columns.items())
    kept = [Field(name, frame.schema[name]) for name in frame.columns]
    return table_of("observations", frame, kept).csv()


def _structure(contents: Contents) -> str:
    try:
        from pysdmx.io.json.sdmxjson2.writer.v2_0.structure import write
        from pysdmx.model.message import Header
    except ImportError:
        raise PlanEvalError(t("export.no-sdmx"), hint=t("export.no-sdmx-hint")) from None
    header = Header(id=str(contents.about["name"]), prepared=_PREPARED, test=contents.synthetic)
    lists, concepts = _codelists(contents), _concepts()
    definition = _definition(lists)
    made = [*lists.values(), concepts, definition, _dataflow(contents, definition)]
    written = write(made, header=header)
    assert written is not None
    message = json.loads(written)
    for one in message["data"]["dataStructures"]:
        # the library writes no groups as an empty list, which the schema of SDMX refuses
        components = one["dataStructureComponents"]
        if not components.get("groups"):
            components.pop("groups", None)
    return json.dumps(message, ensure_ascii=False, indent=2) + "\n"


def _codelists(contents: Contents) -> dict[str, Any]:
    from pysdmx.model import Code, Codelist

    plan = contents.plan
    towns = [
        ("_T", named_in_both("groups.district")),
        *((u.id, (u.name, u.name_en)) for u in plan.units.units),
    ]
    indicators = [(i.id, (i.name, i.name_en)) for i in plan.indicators.values()]
    ages = [age for age in contents.ages if age != TOTAL]
    of: dict[str, Iterable[tuple[str, tuple[str, str | None]]]] = {
        "FREQ": [("A", named_in_both("export.sdmx.annual"))],
        "INDICATOR": indicators,
        "REF_AREA": towns,
        "SEX": [(code, named_in_both(f"groups.{one}")) for one, code in _SEX.items()],
        "AGE": [("_T", named_in_both("groups.total")), *((age_code(a), (a, None)) for a in ages)],
        "URBANISATION": [
            (code, named_in_both(f"groups.{one}")) for one, code in _URBANISATION.items()
        ],
        "OBS_STATUS": [
            (code, named_in_both(f"export.sdmx.{key}")) for code, key in _STATUS.items()
        ],
        "UNIT_MULT": [("0", named_in_both("export.sdmx.units"))],
        "DEPARTMENT": [(d.id, (d.name, d.name_en)) for d in plan.departments],
    }
    return {
        name: Codelist(
            id=f"CL_{name}",
            agency=AGENCY,
            version=VERSION,
            name=_said(name),
            items=[Code(id=code, name=words[0], description=words[1]) for code, words in codes],
        )
        for name, codes in of.items()
    }


def _concepts() -> Any:
    from pysdmx.model import Concept, ConceptScheme

    return ConceptScheme(
        id=CONCEPTS,
        agency=AGENCY,
        version=VERSION,
        name=in_both("export.sdmx.concepts").replace("\n", " / "),
        items=[Concept(id=name, name=_said(name)) for name in (*DIMENSIONS, MEASURE, *ATTRIBUTES)],
    )


def _definition(lists: dict[str, Any]) -> Any:
    from pysdmx.model import (
        Component,
        Components,
        DataStructureDefinition,
        DataType,
        ItemReference,
        Role,
    )

    types = {
        **dict.fromkeys((MEASURE, "NUMERATOR", "DENOMINATOR"), DataType.DECIMAL),
        **{"TIME_PERIOD": DataType.PERIOD, "DECIMALS": DataType.INTEGER},
        **{"REPORT_YEAR": DataType.YEAR},
    }

    def component(name: str) -> Any:
        coded, attribute = lists.get(name), name in ATTRIBUTES
        role = Role.ATTRIBUTE if attribute else Role.MEASURE if name == MEASURE else Role.DIMENSION
        return Component(
            id=name,
            required=name in _WANTED,
            role=role,
            concept=ItemReference("Concept", AGENCY, CONCEPTS, VERSION, name),
            local_dtype=None if coded else types.get(name, DataType.STRING),
            local_codes=coded,
            local_enum_ref=_CODELIST.format(name=name) if coded else None,
            attachment_level="O" if attribute else None,
        )

    return DataStructureDefinition(
        id=DSD,
        agency=AGENCY,
        version=VERSION,
        name=in_both("export.sdmx.structure").replace("\n", " / "),
        components=Components([component(n) for n in (*DIMENSIONS, MEASURE, *ATTRIBUTES)]),
    )


def _dataflow(contents: Contents, definition: Any) -> Any:
    from pysdmx.model import Dataflow

    return Dataflow(
        id=DATAFLOW,
        agency=AGENCY,
        version=VERSION,
        name=contents.plan.header.title,
        description=str(contents.about["description"]),
        structure=definition,
    )


def _said(name: str) -> str:
    return in_both(f"export.sdmx.concept.{name}").replace("\n", " / ")
