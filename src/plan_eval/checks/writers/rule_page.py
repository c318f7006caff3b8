"""A rule, or a check of the plan folder, as a page of documentation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plan_eval.checks.registry import all_rules, package_of
from plan_eval.checks.rule import Rule
from plan_eval.checks.select import code_called
from plan_eval.messages import t
from plan_eval.model.finding import Severity
from plan_eval.plan_folder import fault_pages

SECTIONS = ("what", "why", "example", "fix")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `sections` are those of SECTIONS that it has, in words.

    `on_request`: it runs only when it is selected; `package` brings it, None for the program.
    """

    code: str
    name: str
    severity: Severity
    title: str
    sections: Mapping[str, str]
    on_request: bool = False
    package: str | None = None


def pages_called(words: Iterable[str]) -> list[Page]:
    """The pages that codes, beginnings of codes, names or titles call for, in order of codes.

    Raises PlanEvalError with the nearest for a word that calls for none.
    """
    rules = all_rules()
    names = {code: (t(f"rules.{code}.title"), rule.name) for code, rule in rules.items()}
    names |= {code: (fault_pages.title_of(code), one) for code, one in fault_pages.NAMES.items()}
    given = [word.strip() for several in words for word in several.split(",")]
    chosen = tuple(code_called(word, names) for word in given if word or len(given) == 1)
    codes = (code for code in names if code.startswith(chosen))
    return [page_of(rules[code]) if code in rules else _of_plan(code) for code in codes]


def page_of(rule: Rule) -> Page:
    """The page of a rule."""
    words = f"rules.{rule.code}"
    return Page(
        rule.code,
        rule.name,
        rule.severity,
        t(f"{words}.title"),
        {name: t(f"{words}.{name}") for name in SECTIONS},
        rule.on_request,
        package_of(rule.code),
    )


def _of_plan(code: str) -> Page:
    severity = Severity.INFO if fault_pages.is_remark(code) else Severity.ERROR
    title, sections = fault_pages.title_of(code), fault_pages.sections_of(code)
    return Page(code, fault_pages.NAMES[code], severity, title, sections)


def page(rule: Rule) -> str:
    """Title, severity, and what · why · example · how to fix."""
    return page_text(page_of(rule))


def page_text(one: Page) -> str:
    """The page as it is printed."""
    lines = [f"{one.code} {one.title} · {one.name} · {t(f'severity.{one.severity}')}"]
    if one.on_request:
        lines.append(t("findings.explain.on-request", code=one.code))
    if one.package:
        lines.append(t("rule-packages.from", package=one.package))
    for section, words in one.sections.items():
        first = t(f"findings.explain.{section}")
        lines += ["", t("punctuation.labelled", first=first, then=words)]
    return "\n".join(lines)
