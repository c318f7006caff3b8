"""A report for the register: from what was just written, or from the data an old PDF carries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from plan_eval.assess.export import export_assessment
from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.past_report import PastAdvice, PastIndicator, PastReport, PastTally
from plan_eval.model.verdict import Level
from plan_eval.model.wording import number, with_unit
from plan_eval.plan_folder.regular_file import MIB, near_files, read_regular_file
from plan_eval.report.context import VERDICTS, Context
from plan_eval.report.sections import advice
from plan_eval.report.writers.extras import library

_LARGEST = 64 * MIB
_JUDGED = ("quantified", "directional")
_LEVELS = [str(level) for level in Level]
"""The worst first."""


def past_report(context: Context) -> PastReport:
    """The register's entry of the report of a context."""
    archived = export_assessment(context.assessment, context.plan)
    found = _of_archive(archived | {"advice": advice.given(context)})
    return found.model_copy(update={"day": context.day})


def past_report_in(path: Path) -> PastReport:
    """The entry of an archived report: its PDF, or the assessment.json that the PDF carries.

    The data of an older version know no advice, but the warnings it was given for. Raises
    PlanEvalError for a file that is neither, ReportError when the extra `archive` is not installed.
    """
    try:
        content = read_regular_file(path, _LARGEST)
    except FileNotFoundError:
        raise PlanEvalError(t("register.missing"), path=path, hint=near_files(path)) from None
    if content.startswith(b"%PDF"):
        content = _embedded(path)
    try:
        return _of_archive(json.loads(content, parse_float=Decimal))
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        hint = t("register.no-archive-hint", file=VERDICTS)
        raise PlanEvalError(t("register.no-archive"), path=path, hint=hint) from None


def _embedded(path: Path) -> bytes:
    pikepdf = library("pikepdf", "archive")
    try:
        with pikepdf.open(path) as pdf:
            content: bytes = pdf.attachments[VERDICTS].get_file().read_bytes()
            return content
    except (pikepdf.PdfError, KeyError):
        hint = t("register.no-archive-hint", file=VERDICTS)
        raise PlanEvalError(t("register.no-archive"), path=path, hint=hint) from None


def _of_archive(document: Mapping[str, Any]) -> PastReport:
    """An entry from the data of `export_assessment`."""
    tally = document["tallies"]["quantified"]
    return PastReport(
        plan=document["plan"],
        stage=document["stage"]["name"],
        year=document["stage"]["year"],
        quantified=PastTally(**{name: tally[name] for name in PastTally.model_fields}),
        advice=tuple(PastAdvice.model_validate(one) for one in document.get("advice", ())),
        indicators=tuple(_indicator(one) for one in document["results"] if _judged(one)),
    )


def _judged(result: Mapping[str, Any]) -> bool:
    return result["group"] in _JUDGED and result["state"] is not None


def _indicator(result: Mapping[str, Any]) -> PastIndicator:
    latest, progress = result["latest"], result["progress"]
    levels = sorted((one["level"] for one in result["warnings"]), key=_LEVELS.index)
    value = number(Decimal(str(latest["value"])), latest["places"]) if latest else None
    return PastIndicator(
        id=result["indicator"],
        name=result["name"],
        state=result["state"],
        year=latest["year"] if latest else None,
        value=value,
        said=_said(value, result) if value else None,
        pace=progress["pace"] if progress else None,
        level=levels[0] if levels else None,
    )


def _said(value: str, result: Mapping[str, Any]) -> str:
    """The figure with its unit; a floor in each unit as so many of them."""
    for reason in result["reasons"]:
        values = reason["values"] or {}
        if reason["code"] in ("towns", "units") and {"reached", "all"} <= values.keys():
            return t("report.units", reached=values["reached"], all=values["all"])
    return with_unit(value, result["unit"] or "")
