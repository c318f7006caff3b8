"""The words that people read: none missing, none left over, the same places in both languages."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from inspect import get_annotations
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel
from pydantic_core.core_schema import ErrorType
from tests.computed_keys import Computed, Module, computed_keys, template_keys

import plan_eval as pe
from plan_eval.assess.districts import Apart, Stood, Unranked
from plan_eval.assess.districts import Status as CellStatus
from plan_eval.assess.methods.recent_change import PACES as RECENT_PACES
from plan_eval.checks.registry import all_rules
from plan_eval.checks.writers.rule_page import SECTIONS
from plan_eval.cli.commands.diff import Kind as DiffKind
from plan_eval.cli.commands.template import Kind as FormKind
from plan_eval.drafting.proposals import Certainty, Reason
from plan_eval.drafting.review import ANSWERS as REVIEW_ANSWERS
from plan_eval.drafting.review import COLUMNS as REVIEW_COLUMNS
from plan_eval.export.contents import Contents
from plan_eval.export.sdmx import ATTRIBUTES, DIMENSIONS, MEASURE
from plan_eval.feedback.reminders import SHOWN, Sent
from plan_eval.feedback.reply_sheet import KINDS
from plan_eval.forms.form import ItemKind
from plan_eval.messages import (
    FORM,
    LEVEL_PLACES,
    Language,
    Row,
    _Counting,
    _flat,
    catalogue,
    dated,
    joined,
    listed,
    marks,
    places,
    plural_categories,
    speaking_of,
    t,
    use_language,
)
from plan_eval.model.changes import CauseCode, What
from plan_eval.model.chinese import TERMS, Bound, Hold
from plan_eval.model.finding import Severity
from plan_eval.model.footnote import LEVELS as PLAN_LEVELS
from plan_eval.model.footnote import Benchmark, Role
from plan_eval.model.indicator import Basis, Period, Residence, Sex, Split
from plan_eval.model.observation import INDICATOR_COLUMNS, SELF_ASSESSMENT_COLUMNS
from plan_eval.model.targets import ReachedAndHeld, Sustained
from plan_eval.model.targets.base import Comparator, Group
from plan_eval.model.uncertainty import IntervalMethod, Likelihood, ProjectionMethod
from plan_eval.model.verdict import (
    Checklist,
    EffectKind,
    Evidence,
    Level,
    MethodName,
    Pace,
    StageName,
    State,
)
from plan_eval.model.wording import _UNITS
from plan_eval.plan_folder.load import load_plan
from plan_eval.plan_folder.project_file import Origin
from plan_eval.plan_folder.schemas import models
from plan_eval.plan_folder.strict_yaml import _SYNTAX
from plan_eval.reading.not_numbers import CAUSES
from plan_eval.report.doctor import Level as DoctorLevel
from plan_eval.report.edition import Kind as EditionKind
from plan_eval.report.outline import Volume
from plan_eval.report.sections.area_findings import WORDINGS
from plan_eval.report.sections.early_signs import _RED
from plan_eval.report.sections.judgement import Overall
from plan_eval.report.sections.last_year import MOVES
from plan_eval.report.sections.problems import KINDS as KINDS_OF_PROBLEM
from plan_eval.report.steps import Step
from plan_eval.spreadsheet.cells import ChoiceCell
from plan_eval.spreadsheet.sheets import sheets
from plan_eval.store.keeping import QUERIED

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src/plan_eval").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))
KEY = re.compile(r"[a-z][a-z-]*(?:\.[A-Za-z0-9_-]+)+")
ZH, EN = catalogue("zh"), catalogue("en")
CODED = {"Reason": "reasons", "undetermined": "reasons", "Warning": "warnings"}
"""Values that carry a code, and the family of words that tells it."""


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}


@cache
def template_text() -> str:
    return "\n".join(path.read_text("utf-8") for path in TEMPLATES)


@cache
def every_call() -> tuple[tuple[Path, str, ast.Call], ...]:
    return tuple(
        (path, node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node)
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    )


def calls(wanted: str) -> Iterator[tuple[Path, ast.Call]]:
    return ((path, call) for path, name, call in every_call() if name == wanted)


def literal(call: ast.Call, place: int = 0) -> str | None:
    first = call.args[place] if len(call.args) > place else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def asked_for() -> dict[str, str]:
    """Every key that is written out in a call, and where."""
    found = {
        key: f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, call in calls("t")
        if (key := literal(call)) is not None
    }
    for key in re.findall(r"""\bt\(\s*["']([^"']+)["']\s*[,)]""", template_text()):
        found[key] = "templates"
    return found


@pytest.mark.parametrize("key", sorted(asked_for()))
def test_every_key_asked_for_has_words(key: str) -> None:
    assert key in ZH, asked_for()[key]


def test_every_call_fills_the_places_of_its_words() -> None:
    wrong = []
    for path, call in calls("t"):
        key, given = literal(call), {keyword.arg for keyword in call.keywords}
        if key in ZH and None not in given and given != places(ZH[str(key)]):
            # without values the words are taken as they are
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            wrong.append((where, key, given ^ places(ZH[str(key)])))
    assert wrong == []


def test_every_code_that_is_told_has_words() -> None:
    missing = {
        f"{CODED[name]}.{code}"
        for name in CODED
        for _, call in calls(name)
        if (code := literal(call))
        if f"{CODED[name]}.{code}" not in ZH
    }
    assert missing == set()


def values(kind: object) -> set[str]:
    """What a Literal can be."""
    return set(get_args(kind))


def field_values(model: type[BaseModel], field: str) -> set[str]:
    return values(model.model_fields[field].annotation)


def every(kind: type[StrEnum]) -> set[str]:
    return {str(one) for one in kind}


def arguments(function: str, rooms: str, place: int = 0) -> set[str]:
    """The codes that the code itself passes to a function, in the first place or another."""
    found = {code for _, call in calls(function) if (code := literal(call, place))}
    assert found, f"{rooms}: nobody calls {function}"
    return found


def schema_fields() -> set[str]:
    """The fields of a plan folder's files, by the class that declares them."""
    return {
        f"{owner.__name__}.{field}"
        for model in models()
        for owner in model.__mro__
        for field in get_annotations(owner)
        if field in model.model_fields
    }


LINT_CODES = set(re.findall(r"'(PL\d{3})'", "\n".join(map(ast.unparse, trees().values()))))
STATES, LEVELS = every(State) | {"nearly_met"}, every(Level)
GROUPS = {"district", *values(Sex), *values(Residence)}
RULES = set(all_rules())
VARIANTS = {f"PE201.cause.{cause}" for cause in CAUSES} | {
    *(
        "PE122.alone",
        "PE207.alone",
        "PE205.alone",
        "PE205.empty",
        "PE206.empty",
        "PE801.alone",
        "PE801.empty",
    ),
    *("PE802.empty", "PE807.empty"),
}

SHEETS = sheets(load_plan(ROOT / "tests/plans/tiny"))
CELL_ERRORS = arguments("CellError", "spreadsheet.cell") | {"formula"}
TROUBLES = {
    *("column-twice", "column-gone", "no-parent", "parent-wanted", "nothing-to-approve"),
    *("approver-wanted", *arguments("_trouble", "spreadsheet.trouble", place=2)),
}


def choices() -> Iterator[str]:
    """Every code that a drop-down of the plan's workbook shows in words."""
    for sheet in SHEETS:
        for column in sheet.columns:
            cell = getattr(column.cell, "of", column.cell)
            if isinstance(cell, ChoiceCell) and cell.help == "choice":
                yield from cell.words


COUNTED = {
    "level": LEVELS,
    "why": set(_RED),
    "last-year": {"better", "same", "worse"},
    "sex": {"higher", "lower", "equal", "narrower", "wider", "same"},
    "effect": every(EffectKind) - {"undetermined"},
    "direction": {"met", "not_met", "undetermined"},
    "rest": {"not_met", "undetermined"},
    "since": {"better", "same", "worse"},
    "owed": {"figures", "answers", "assessments"},
    "scope": {"areas", "goals", "measures", "projects", *values(Group) - {"reference"}},
    "verify": {"settled", "open"},
    "follow-up": {"met", "better", "not-better", "open"},
}
EDITIONS = [("evaluation", "midterm"), ("evaluation", "final")]
EDITIONS += [("department", "annual")]
EDITIONS += [("monitoring", stage) for stage in sorted(values(StageName))]
CAGR_STATUSES = {
    *("target_achieved", "not_available", "substantial_progress", "moderate_progress"),
    *("limited_progress", "deterioration"),
}

GUARDED = {"plan.shape.{}", "field.{}", "spreadsheet.head.{}-{}", "export.field.{}"}
"""Asked for only after `has`."""
ELSEWHERE = {"report.head.warning"}
"""A value of a loop that its template words otherwise."""


def exported_tables() -> set[str]:
    """The names in the descriptor that the export of the second plan writes."""
    project = pe.open(plan=ROOT / "tests/plans/tiny")
    judged = project.assess("midterm", ROOT / "tests/plans/tiny_submissions")
    contents = Contents(judged.plan, judged.checked.validation, judged.assessment)
    return {one.name for one in contents.tables}


TYPED: dict[str, set[str]] = {
    "basis.{}": values(Basis),
    "checklist.{}": every(Checklist),
    "choice.{}": set(choices()),
    "cli.alerts.count.{}": every(Level),
    "columns.{}": {*INDICATOR_COLUMNS, *SELF_ASSESSMENT_COLUMNS},
    "default.{}": set(LEVEL_PLACES),
    "dimension.{}": values(Split),
    "doctor.level.{}": values(DoctorLevel),
    "draft.certainty.{}": values(Certainty),
    "draft.file.{}": {
        *("plan", "area", "projects", "footnotes", "references", "departments", "units"),
    },
    "draft.group.{}": values(Group),
    "draft.review.{}": {
        *REVIEW_COLUMNS,
        *REVIEW_ANSWERS,
        *("header", "unplaced", "uncounted", "notes", "links"),
    },
    "draft.why.{}": values(Reason),
    "effect.{}": every(EffectKind),
    "evidence.{}": every(Evidence),
    "feedback.kind.{}": set(KINDS),
    "feedback.heading.{}": set(KINDS),
    "feedback.lead.{}": set(KINDS),
    "export.sdmx.concept.{}": {*DIMENSIONS, MEASURE, *ATTRIBUTES},
    "export.sdmx.{}": {"status-given", "status-missing"},
    "export.table.{}": {*QUERIED, *exported_tables()},
    "file.{}": arguments("Unreadable", "file"),
    "findings.explain.{}": set(SECTIONS),
    "findings.status.{}": {"open", "explained", "waived"},
    "forms.kind.{}": values(ItemKind),
    "forms.period.{}": values(Period),
    "goal-state.{}": {*STATES - {"not_due", "nearly_met"}, "no-evidence", "left-to-evaluation"},
    "groups.{}": GROUPS,
    "interval-method.{}": values(IntervalMethod),
    "level.{}": LEVELS,
    "lint.hold.{}": {*values(Hold), "none"},
    "lint.kind.{}": {*values(Bound), "full_coverage"},
    "lint.said.{}": {kind for term in TERMS for kind in term.kinds} | {"change", "ratio"},
    "lint.{}.hint": LINT_CODES - {"PL001", "PL002"},
    "lint.{}.message": LINT_CODES - {"PL001", "PL002"},
    "lint.{}.fix": {"PL001", "PL002", "PL011"},
    "lint.{}.title": LINT_CODES,
    "lint.{}.what": LINT_CODES,
    "differences.cause.{}": values(CauseCode) - {"rule"},
    "differences.count.{}": values(What),
    "differences.kind.{}": values(DiffKind),
    "reminders.head.{}": set(SHOWN),
    "reminders.sent.{}": values(Sent),
    "hold-rule.{}": {"every_year", "recovered"},
    "likelihood.{}": values(Likelihood),
    "methods.{}": values(MethodName),
    "pace.{}": every(Pace),
    "projection-method.{}": values(ProjectionMethod),
    "reasons.{}": arguments("Reason", "reasons") | arguments("undetermined", "reasons"),
    "cli.report.step.{}": values(Step),
    "report.act.{}": values(EditionKind),
    "report.advice.general.{}.action": {"claimed", "owed"},
    "report.advice.general.{}.deadline": {"claimed", "owed"},
    "report.chapter.{}": values(Volume),
    "report.last-year.move.{}": set(MOVES),
    "report.numbered.{}": {f"{kind}.{of}" for kind in ("table", "figure") for of in values(Volume)},
    "report.numerals.{}": values(Volume),
    "report.page-of.{}": values(Volume),
    "report.departments.{}": {"figures", "answers", "assessments"},
    "report.duties.{}": {"achievements", "problems", "next_steps", "implementation", "monitoring"},
    "report.effects.lead.{}": every(EffectKind) - {"done-met", "undetermined"},
    "report.follow-up.outcome.{}": {"met", "better", "not-better", "open"},
    "report.follow-up.stage.{}": {"midterm", "final"},
    "report.published.stage.{}": values(StageName),
    "texts.markdown.{}": {"html", "link", "other"},
    "cli.config.origin.{}": values(Origin),
    "cli.parser.missing-{}": {"option", "argument"},
    "cli.parser.{}": {"takes-none", "no-value", "commands", "arguments", "options", "shared"},
    "cli.texts.state.{}": {"blank", "composed", "written", "changed"},
    "trace.{}": {
        *("state", "progress", "counts", "projection", "compare", "verdict"),
        *("tail", "dispersion", "change-p"),
    },
    "forms.file-form.{}": values(FormKind),
    "forms.list.{}": {"sex", "residence", "status", "town", "indicator", "name"},
    "level-of-plan.{}": set(PLAN_LEVELS),
    "level-short.{}": set(PLAN_LEVELS),
    "method-status.{}": {*CAGR_STATUSES, *RECENT_PACES},
    "plan.syntax.{}": {*_SYNTAX.values(), "other"},
    "punctuation.{}": {"comma", "list", "semicolon", *values(Row)},
    "report.count.{}": {f"{family}.{name}" for family, names in COUNTED.items() for name in names},
    "districts.apart.{}": values(Apart),
    "districts.cell.{}": values(CellStatus) - {"judged"},
    "districts.report.kind.{}": values(StageName),
    "districts.short.{}": values(Unranked),
    "districts.stood.{}": values(Stood),
    "districts.unranked.{}": values(Unranked),
    "report.head.{}": {"duty", "told", "project", "deliverables", "self-assessed", "evidence"},
    "report.judgement.at-the-end.{}": values(Overall) - {"unjudged"},
    "report.judgement.{}": values(Overall),
    "report.kind.{}": {f"{kind}.{stage}" for kind, stage in EDITIONS},
    "report.problems.kind.{}": set(KINDS_OF_PROBLEM),
    "report.sex.trend.{}": {"same", "wider", "narrower"},
    "report.story.{}": {wording for of in WORDINGS.values() for wording in of},
    "roles.{}": values(Role),
    "rules.{}": {f"{code}.{name}" for code in RULES for name in ("title", *SECTIONS)},
    "rules.{}.fix": RULES | VARIANTS,
    "rules.{}.message": RULES | VARIANTS,
    "rules.{}.title": RULES,
    "schema.{}": schema_fields(),
    "sense.{}": {"up", "down", *values(Comparator)},
    "severity.{}": every(Severity),
    "spreadsheet.about.{}": {"sheet", "column", "field", "filled", "options"},
    "spreadsheet.cell.{}": CELL_ERRORS,
    "spreadsheet.cell.{}-fix": CELL_ERRORS,
    "spreadsheet.help.{}": {column.cell.help for sheet in SHEETS for column in sheet.columns},
    "spreadsheet.sheet.{}": {sheet.name for sheet in SHEETS},
    "spreadsheet.trouble.{}": TROUBLES,
    "spreadsheet.trouble.{}-fix": TROUBLES,
    "state.{}": STATES,
    "target.reached_{}": field_values(ReachedAndHeld, "bound"),
    "target.sustained_{}": field_values(Sustained, "bound"),
    "target.{}": field_values(Benchmark, "comparator"),
    "unit.{}": set(_UNITS.values()),
    "warnings.{}": arguments("Warning", "warnings"),
    "web.compared.{}": {"met", "behind", "none"},
    "web.duty-kind.{}": {"correct", "explain", "figure", "assess"},
    "web.filter.{}": {"area", "department", "group", "state", "pace", "warning", "benchmark"},
    "web.group.{}": values(Group) - {"qualitative", "reference"},
    "web.heading.{}": {
        *("overview", "indicators", "departments", "warnings", "items", "sexes", "data", "method"),
    },
    "web.levels.{}": LEVELS,
    "web.period.{}": values(Period),
    "web.warning-of.{}": LEVELS,
    "web.warning.{}": {*LEVELS, "none"},
    "writers.group.{}": values(Group) - {"reference"},
    "store.what.{}": {
        *("accept", "withdraw", "close", "reopen", "upgrade"),
        *("report", "register", "publish"),
    },
    "writers.reached.{}": {"met", "not_met", "unknown"},
}
"""The families of keys whose values come from elsewhere, with all that their type allows."""


def every_computed_key() -> list[Computed]:
    rooms = {key.partition(".")[0] for key in ZH}
    found = [
        one for path, tree in trees().items() for one in computed_keys(Module(path, tree), rooms)
    ]
    found += [one for path in TEMPLATES for one in template_keys(path)]
    return [one for one in found if one.pattern not in GUARDED]


def families() -> dict[str, set[str]]:
    """Every computed key's pattern and all the keys it can become."""
    found: dict[str, set[str]] = {}
    for one in every_computed_key():
        known = one.values if one.values is not None else TYPED.get(one.pattern)
        assert known, f"{one.where}: say in TYPED what {one.pattern} can be"
        found.setdefault(one.pattern, set()).update(one.pattern.replace("{}", v) for v in known)
    return {pattern: keys - ELSEWHERE for pattern, keys in found.items()}


def test_every_computed_key_has_words() -> None:
    assert {p: m for p, keys in families().items() if (m := sorted(keys - ZH.keys()))} == {}


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Keys put together when running: f"state.{…}" in Python, "report.head." ~ name in Jinja."""
    found = {
        "".join(open_part(part) for part in node.values)
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        and re.match(r"[a-z][a-z-]*\.", str(getattr(node.values[0], "value", "")))
    }
    for start in re.findall(r"""["']([a-z][a-z.-]*\.)["']\s*~""", template_text()):
        found.add(re.escape(start) + "(.+)")
    return tuple(re.compile(one) for one in found)


def open_part(part: ast.expr) -> str:
    """What may stand there: a name of the code (a group), or anything where it is computed."""
    if isinstance(part, ast.Constant):
        return re.escape(str(part.value))
    return ".+" if isinstance(getattr(part, "value", None), ast.Call) else "(.+)"


@cache
def names_in_code() -> frozenset[str]:
    """Every string, field and parameter: what can stand in the open part of such a key."""
    found: set[str] = set(re.findall(r"[\w-]+", template_text()))
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
            elif isinstance(node, ast.keyword | ast.arg) and node.arg:
                found.add(node.arg)
    return frozenset(found)


CLASSES = frozenset(field.partition(".")[0] for field in schema_fields())


def is_used(key: str) -> bool:
    if key in names_in_code() or f'"{key}"' in template_text() or f"'{key}'" in template_text():
        return True
    known = names_in_code() | frozenset(get_args(ErrorType)) | VARIANTS | CLASSES
    return any(
        found and all(part in known for part in found.groups())
        for found in (pattern.fullmatch(key) for pattern in patterns())
    )


def test_no_words_are_left_over() -> None:
    assert [key for key in ZH if not is_used(key)] == []


def test_the_second_language_adds_no_key() -> None:
    assert [key for key in EN if key not in ZH] == []


def test_both_languages_have_the_same_places() -> None:
    differing = {
        key: places(EN[key]) ^ places(ZH[key])
        for key in EN
        if key in ZH and places(EN[key]) != places(ZH[key])
    }
    assert differing == {}


def test_no_words_are_empty() -> None:
    assert [key for words in (ZH, EN) for key, text in words.items() if not text.strip()] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_key_stands_in_two_files(language: str) -> None:
    """The file read last would win, and nobody would see which."""
    files = sorted((ROOT / "src/plan_eval/catalogue" / language).glob("*.yaml"))
    keys = [key for file in files for key, _ in _flat("", yaml.safe_load(file.read_text("utf-8")))]
    assert [key for key, many in Counter(keys).items() if many > 1] == []


def test_keys_are_written_in_one_way() -> None:
    assert [key for key in ZH if not KEY.fullmatch(key)] == []


COUNTY = {
    "zh": {"level.unit": "乡镇", "level.whole": "全县"},
    "en": {"level.unit": "township"},
}


def test_words_of_the_level_are_the_plans_while_it_speaks() -> None:
    neutral = t("columns.town")
    with speaking_of(COUNTY):
        assert t("columns.town") == "乡镇"
        assert t("target.each_unit", minimum=2) == "每个乡镇≥2"
        with speaking_of({}):
            assert t("columns.town") == neutral
        assert t("groups.district") == "全县"
    assert t("columns.town") == neutral == ZH["default.level.unit"]


def test_a_brace_in_a_plans_word_is_no_place() -> None:
    with speaking_of({"zh": {"level.unit": "{乡}"}}):
        assert t("columns.town") == "{乡}"
        assert t("target.each_unit", minimum=2) == "每个{乡}≥2"


def test_words_without_an_english_form_keep_the_chinese_level(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(catalogue("en"), "columns.town")
    use_language("en")
    try:
        with speaking_of(COUNTY):
            assert t("dimension.town") == "by township"
            assert t("columns.town") == "乡镇"
    finally:
        use_language("zh")


def test_a_plan_without_english_words_for_its_level_has_neutral_ones() -> None:
    use_language("en")
    with speaking_of(COUNTY):
        assert t("dimension.town") == "by township"
        assert t("report.units", reached=1, all=2) == f"1 of 2 {EN['default.level.units']}"


def test_a_count_chooses_its_form() -> None:
    use_language("en")
    assert t("report.count.scope.areas", count=1) == "1 area"
    assert t("report.count.scope.areas", count=8) == "8 areas"
    assert t("report.count.scope.areas", count="0") == "0 areas"
    assert t("report.change.points", count="1.0") == "1.0 percentage points"  # as CLDR has it
    assert t("report.change.points", count="1") == "1 percentage point"
    assert t("unit.person", count="≥75") == "≥75 people"
    with speaking_of(COUNTY):
        assert t("report.units-short", count=1) == "1 township"


def test_a_key_may_hold_whole_texts_by_category(monkeypatch: pytest.MonkeyPatch) -> None:
    flat = dict(_flat("", {"a": {"one": "{n} row", "other": "{n} rows"}, "other": "else"}))
    assert flat == {"a": "{n} rows", "a#one": "{n} row", "other": "else"}
    monkeypatch.setattr("plan_eval.messages.catalogue", lambda of: flat)
    use_language("en")
    assert [t("a", n=n) for n in (0, 1, 2, "1", "many")] == [
        *("0 rows", "1 row", "2 rows", "1 row", "many rows")
    ]


def test_other_languages_have_the_forms_that_cldr_gives_them() -> None:
    """A third language needs a catalogue and no code."""
    assert plural_categories("zh") == ("other",)
    assert plural_categories("en") == ("one", "other")
    assert plural_categories("pl") == ("one", "few", "many", "other")  # type: ignore[arg-type]
    forms = _Counting("pl")  # type: ignore[arg-type]
    said = [forms.format("{n:# plik|# pliki|# plików|# pliku}", n=n) for n in (1, 3, 5, 22)]
    assert said == ["1 plik", "3 pliki", "5 plików", "22 pliki"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_mark_has_the_forms_of_its_language(language: Language) -> None:
    wrong = {
        key: forms
        for key, words in catalogue(language).items()
        for forms in marks(words)
        if 1 < len(forms) != len(plural_categories(language))
    }
    assert wrong == {}


def test_lists_sentences_and_days_are_those_of_the_language() -> None:
    names, day = ["甲", "乙", "丙"], date(2025, 12, 31)
    assert listed(names) == "甲、乙、丙"
    assert joined(["一。", "", "二。"]) == "一。二。"
    assert dated(day) == "2025年12月31日"
    use_language("en")
    assert (listed(names), listed(names[:1]), listed([])) == ("甲, 乙 and 丙", "甲", "")
    assert joined(["One.", "", "Two."]) == "One. Two."
    assert (joined([]), joined(["a", "b"], "titles")) == ("", "a, b")
    assert dated(day) == "31 December 2025"


def test_no_key_is_missing_in_either_language() -> None:
    assert {key.partition(FORM)[0] for key in EN} ^ {key.partition(FORM)[0] for key in ZH} == set()


MEASURES = "项|个|条|行|份|处|年|次|人|家|页|列|位|名|种|级|层|字|点|块|张|本|组|单元格|分"
COUNTED_ZH = re.compile(rf"\{{(\w+)\}} ?(?:{MEASURES})")
NO_NOUN = "is|was|has|are|were|have|and|does|others|as|this|less|of|moved|among"
PLURAL = rf"\{{{{{{}}\}}}}(?: (?!(?:{NO_NOUN})\b)[a-z-]+){{{{0,2}}}}? (?!(?:{NO_NOUN})\b)[a-z-]+s\b"


def test_every_english_count_beside_a_noun_has_its_forms() -> None:
    """What Chinese counts with a measure word stands in English beside one thing or many."""
    marked = re.compile(r"\{\w+:(?:[^{}]|\{[^{}]*\})*\}")
    wrong = {
        key: text
        for key, text in EN.items()
        for place in COUNTED_ZH.findall(ZH.get(key, ""))
        if place not in NO_COUNTS and re.search(PLURAL.format(place), marked.sub("", text))
    }
    assert wrong == {}


NO_COUNTS = {
    *("year", "baseline", "start", "end", "first", "last", "since", "row", "rows_at", "then_year"),
    *("effort", "page", "letter", "at", "number", "nth", "line", "before", "until", "day"),
}
"""Places that hold a year, a number of a row or a ratio and not how many there are."""
