"""A plan as the YAML files of a plan folder.

Fields that have their default value are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from plan_eval.drafting.build import Doubt, Draft
from plan_eval.messages import t
from plan_eval.plan_folder.patching import written


def files_of(draft: Draft) -> dict[str, bytes]:
    """The files of the plan folder by their path in it."""
    plan = draft.plan
    files = {"plan.yaml": _file("plan", plan.header)}
    for n, area in enumerate(plan.areas, 1):
        name = f"areas/{n:02d}-{area.id}.yaml"
        files[name] = _file("area", area, draft.doubts)
    files["projects.yaml"] = _file("projects", plan.projects, draft.doubts)
    files["footnotes.yaml"] = _file("footnotes", {"footnotes": plan.footnotes})
    files["references.yaml"] = _file("references", {"documents": plan.documents})
    files["departments.yaml"] = _file("departments", {"departments": plan.departments})
    files["units.yaml"] = _file("units", plan.units)
    return files


def _file(
    name: str, value: BaseModel | Mapping[str, object], doubts: Mapping[str, Doubt] | None = None
) -> bytes:
    head = t("draft.yaml.head", name=t(f"draft.file.{name}"))
    text = written(_plain(value))
    if doubts is not None:
        # beside the id, so that it stays with its indicator whatever comes and goes below
        text = re.sub(
            r"(?m)^  - id: (\S+)$",
            lambda found: f"{found[0]}{_remark(doubts.get(found[1]))}",
            text,
        )
    return f"# {head}\n{text}".encode()


def _remark(doubt: Doubt | None) -> str:
    """How sure a proposal is, as a comment; goals and measures have none."""
    if doubt is None:
        return ""
    sure = t(f"draft.certainty.{doubt.certainty}")
    why = t("punctuation.list").join(t(f"draft.why.{reason}") for reason in doubt.why)
    return f"  # {t('draft.yaml.doubt', sure=sure, why=why) if why else sure}"


def _plain(value: Any) -> Any:
    """What is not at its default, as YAML holds it; the kind of a target comes first."""
    match value:
        case BaseModel():
            fields = type(value).model_fields.items()
            kept = {
                name: getattr(value, name)
                for name, field in sorted(fields, key=lambda one: one[0] != "kind")
                if field.is_required() or getattr(value, name) != field.get_default()
            }
            return _plain(kept)
        case Mapping():
            return {name: _plain(one) for name, one in value.items() if one is not None}
        case tuple() | list():
            return [_plain(one) for one in value]
    return value
