"""What the checks of a plan folder are called; what they look at is in the catalogue.

A page on a code is `lint.<code>.title` and `.what`; what to do is the hint that its faults carry,
or `.fix` where that is another for every fault.
"""

from __future__ import annotations

from string import Formatter

from plan_eval.messages import has, t

NAMES = {
    "PL001": "unreadable-file",
    "PL002": "wrong-shape",
    "PL010": "duplicate-id",
    "PL011": "unknown-reference",
    "PL012": "id-without-owner",
    "PL013": "clause-not-covered",
    "PL014": "misquoted",
    "PL015": "printed-not-quoted",
    "PL016": "number-not-printed",
    "PL017": "commitment-not-covered",
    "PL018": "footnote-misplaced",
    "PL019": "benchmark-misquoted",
    "PL020": "footnote-numbers",
    "PL021": "years-out-of-order",
    "PL022": "misnumbered-id",
    "PL023": "footnote-wrong-part",
    "PL024": "indicator-in-wrong-area",
    "PL025": "held-or-final",
    "PL026": "unmarked-inference",
    "PL027": "bound-differs",
    "PL028": "unit-differs-from-text",
    "PL029": "level-not-taken",
    "PL030": "direction-differs",
    "PL031": "another-clause",
    "PL032": "kind-differs",
    "PL101": "document-not-named",
    "PL102": "department-without-work",
    "PL103": "document-not-registered",
    "PL104": "measure-without-goal",
    "PL105": "goal-without-measure",
    "PL106": "inferences-open",
    "PL107": "towns-not-used",
    "PL108": "file-not-read",
    "PL109": "limit-lets-all-pass",
    "PL110": "draft-open",
    "PL111": "no-towns",
}
"""The checks by code, in the order of the codes; from PL101 on they are remarks on a sound plan."""

_REMARKS = "PL1"


def is_remark(code: str) -> bool:
    """Whether a plan is sound in spite of it."""
    return code.startswith(_REMARKS)


def title_of(code: str) -> str:
    """What the check is called."""
    return t(f"lint.{code}.title")


def sections_of(code: str) -> dict[str, str]:
    """What it looks at and why, and what to do about its faults."""
    fix = f"lint.{code}.fix"
    return {"what": t(f"lint.{code}.what"), "fix": t(fix) if has(fix) else _hint(code)}


def _hint(code: str) -> str:
    """The hint of its faults, with dots where each has its own words."""
    key = f"lint.{code}.hint"
    places = [name for _, name, _, _ in Formatter().parse(t(key)) if name]
    return t(key, **dict.fromkeys(["item", *places], "…")) + t("punctuation.stop")
