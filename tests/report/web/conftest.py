"""The mid-term page of the sample data, and a browser to look at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.report.sample import FINAL, MIDTERM, judged, sample_plan, sample_validation
from tests.report.web.sample import DAY, HOSTILE, ROOT

from plan_eval.model.assessment import Result
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.plan import Plan
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.extract import context_of
from plan_eval.report.web.page import compose_page

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver


@pytest.fixture(scope="session")
def context() -> Context:
    return Context(sample_plan(), judged(MIDTERM), sample_validation(), DAY)


@pytest.fixture(scope="session")
def html(context: Context) -> str:
    return compose_page(context, ROOT / "templates")


@pytest.fixture(scope="session")
def page(html: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page."""
    path = tmp_path_factory.mktemp("web") / "midterm.html"
    path.write_text(html, encoding="utf-8", newline="\n")
    return path.as_uri()


@pytest.fixture(scope="session")
def part(context: Context) -> Context:
    """One area, where the whole plan would only take longer."""
    edition = Edition(area="education", draft=True)
    return context_of(context.plan, context.assessment, context.validation, DAY, edition)


@pytest.fixture(scope="session")
def final_html(context: Context) -> str:
    """The page of the monitoring group once the plan is over, for one area."""
    edition = Edition(kind="monitoring", area="law")
    final = context_of(context.plan, judged(FINAL), context.validation, DAY, edition)
    return compose_page(final, ROOT / "templates")


@pytest.fixture(scope="session")
def hostile_html(part: Context) -> str:
    """The page of one area with hostile words wherever people write."""
    results = {name: _hostile_result(one) for name, one in part.assessment.results.items()}
    said = tuple(
        replace(one, evidence=HOSTILE, achievements=HOSTILE, problems=HOSTILE, next_steps=HOSTILE)
        for one in part.assessment.self_assessments
    )
    judged = replace(part.assessment, results=results, self_assessments=said)
    plan = _hostile_plan(part.plan)
    asked = Finding(
        code="PE401",
        rule="jump",
        severity=Severity.VERIFY,
        path=f"{HOSTILE}.csv",
        row=3,
        column=HOSTILE,
        message=HOSTILE,
        fix=HOSTILE,
        indicator=next(iter(results)),
    )
    validation = replace(part.validation, findings=(asked,))
    context = Context(plan, judged, validation, DAY, part.edition)
    return compose_page(context, ROOT / "templates")


def _hostile_result(result: Result) -> Result:
    history = [replace(one, note=HOSTILE, path=f"{HOSTILE}.csv") for one in result.history]
    return replace(result, history=tuple(history))


def _hostile_plan(plan: Plan) -> Plan:
    values = {name: getattr(plan, name) for name in Plan.model_fields}
    values["areas"] = tuple(
        area.model_copy(
            update={
                "title": HOSTILE,
                "indicators": tuple(
                    one.model_copy(update={"name": HOSTILE}) for one in area.indicators
                ),
            }
        )
        for area in plan.areas
    )
    values["departments"] = tuple(
        one.model_copy(update={"name": f"{HOSTILE}{one.name}"}) for one in plan.departments
    )
    return Plan.model_construct(**values)


@pytest.fixture(scope="session")
def hostile_page(hostile_html: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("hostile") / "midterm.html"
    path.write_text(hostile_html, encoding="utf-8", newline="\n")
    return path.as_uri()


@pytest.fixture(scope="session")
def running_browser() -> Iterator[WebDriver]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip(
            "chromium and chromedriver (Debian: chromium chromium-driver) are not installed"
        )
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--no-sandbox",  # as root, and in containers
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--window-size=1366,900",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    made = webdriver.Chrome(options=options, service=Service(driver))
    yield made
    made.quit()


@pytest.fixture
def browser(running_browser: WebDriver) -> WebDriver:
    """A browser on an empty page, with what it logged before forgotten."""
    running_browser.get("about:blank")
    running_browser.get_log("browser")  # type: ignore[no-untyped-call]
    running_browser.get_log("performance")  # type: ignore[no-untyped-call]
    return running_browser
