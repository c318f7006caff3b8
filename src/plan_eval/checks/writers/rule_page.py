"""A rule as a page of documentation."""

from __future__ import annotations

from plan_eval.checks.registry import package_of
from plan_eval.checks.rule import Rule
from plan_eval.messages import t

SECTIONS = ("what", "why", "example", "fix")


def page(rule: Rule) -> str:
    """Title, severity, and what · why · example · how to fix."""
    words = f"rules.{rule.code}"
    severity = t(f"severity.{rule.severity}")
    lines = [f"{rule.code} {t(f'{words}.title')} · {rule.name} · {severity}"]
    if rule.on_request:
        lines.append(t("findings.explain.on-request", code=rule.code))
    if package := package_of(rule.code):
        lines.append(t("rule-packages.from", package=package))
    for section in SECTIONS:
        lines += [
            "",
            t(
                "punctuation.labelled",
                first=t(f"findings.explain.{section}"),
                then=t(f"{words}.{section}"),
            ),
        ]
    return "\n".join(lines)
