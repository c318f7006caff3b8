"""The page as its readers have it: in Chromium, from a file, without a network."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from tests.report.web.sample import HOSTILE

from plan_eval.report.context import Context
from plan_eval.report.web import table
from plan_eval.report.web.places import places_of

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver
    from selenium.webdriver.remote.webelement import WebElement

SHOWN = (
    "return [...document.querySelectorAll('tbody[data-id]:not([hidden])')].map(b => b.dataset.id)"
)
WIDE = "return document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture(scope="module")
def lines(context: Context) -> tuple[table.Line, ...]:
    return table.build(context, places_of(context)).lines


def find(browser: WebDriver, css: str) -> WebElement:
    return browser.find_element("css selector", css)


def shown(browser: WebDriver) -> list[str]:
    """The ids of the rows in sight, from the top."""
    return list(browser.execute_script(SHOWN))


def choose(browser: WebDriver, name: str, value: str) -> None:
    find(browser, f'select[name="{name}"] option[value="{value}"]').click()


def wait(browser: WebDriver, css: str) -> WebElement:
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 10).until(lambda driver: find(driver, css))


def asked_for(browser: WebDriver) -> set[str]:
    """The addresses that the page asked for."""
    entries = browser.get_log("performance")  # type: ignore[no-untyped-call]
    events = [json.loads(entry["message"])["message"] for entry in entries]
    return {
        event["params"]["request"]["url"].split("#")[0]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }


def complaints(browser: WebDriver) -> list[Any]:
    return list(browser.get_log("browser"))  # type: ignore[no-untyped-call]


def test_all_is_shown_in_the_plans_order(
    browser: WebDriver, page: str, lines: tuple[table.Line, ...]
) -> None:
    browser.get(page)
    assert shown(browser) == [line.row.id for line in lines]
    assert f"{len(lines)}" in find(browser, "#shown").text


@pytest.mark.parametrize("words", ["孕产妇", "孕产妇 死亡", "10万", "１０万", "没有这样的指标"])
def test_search_narrows_to_rows_with_every_word(
    browser: WebDriver, page: str, lines: tuple[table.Line, ...], words: str
) -> None:
    browser.get(page)
    find(browser, "input[name=q]").send_keys(words)
    wanted = words.replace("１０", "10").split()
    for name in shown(browser):
        line = next(line for line in lines if line.row.id == name)
        assert all(word in f"{line.row}{line.area_words}" for word in wanted)
    named = [line.row.id for line in lines if all(word in line.row.name for word in wanted)]
    assert set(named) <= set(shown(browser))
    assert len(shown(browser)) < len(lines)
    assert find(browser, "#none").is_displayed() is (not shown(browser))


@pytest.mark.parametrize("key", ["baseline", "latest", "target", "pace"])
def test_columns_of_figures_sort_as_numbers_and_empty_cells_come_last(
    browser: WebDriver, page: str, lines: tuple[table.Line, ...], key: str
) -> None:
    browser.get(page)
    keys = {line.row.id: line.keys.get(key) for line in lines}
    button = find(browser, f'button[data-sort="{key}"]')
    for direction, sign in (("ascending", 1), ("descending", -1)):
        button.click()
        found = [keys[name] for name in shown(browser)]
        figures = [float(one) for one in found if one is not None]
        assert figures == sorted(figures, key=lambda one: sign * one)
        assert found[len(figures) :] == [None] * (len(found) - len(figures))
        assert find(browser, f'th[data-key="{key}"]').get_attribute("aria-sort") == direction
    button.click()
    assert shown(browser) == [line.row.id for line in lines]


def test_filters_combine_and_any_of_several_states_will_do(
    browser: WebDriver, page: str, lines: tuple[table.Line, ...]
) -> None:
    browser.get(page)
    choose(browser, "area", "health")
    for state in ("not_met", "undetermined"):
        find(browser, f'input[name=state][value="{state}"]').click()
    wanted = [
        line.row.id
        for line in lines
        if line.area == "health" and line.row.state in ("not_met", "undetermined")
    ]
    assert shown(browser) == wanted
    choose(browser, "group", "quantified")
    quantified = {line.row.id for line in lines if line.group == "quantified"}
    assert shown(browser) == [name for name in wanted if name in quantified]
    assert str(len(shown(browser))) in find(browser, "#shown").text
    find(browser, "button[type=reset]").click()
    browser.execute_async_script("setTimeout(arguments[0], 50)")
    assert len(shown(browser)) == len(lines)


def test_the_address_keeps_the_view(browser: WebDriver, page: str) -> None:
    browser.get(page)
    choose(browser, "area", "education")
    find(browser, 'button[data-sort="latest"]').click()
    find(browser, "tbody:not([hidden]) .opener").click()
    view, address = shown(browser), browser.current_url
    opened = find(browser, ".opener[aria-expanded=true]").text
    browser.get("about:blank")
    browser.get(address)
    assert shown(browser) == view
    assert find(browser, ".opener[aria-expanded=true]").text == opened


def test_numbers_of_the_overview_lead_to_as_many_rows(browser: WebDriver, page: str) -> None:
    browser.get(page)
    for link in browser.find_elements("css selector", ".matrix tbody td.n a"):
        count = int(link.text)
        browser.execute_script("arguments[0].click()", link)
        browser.execute_async_script("setTimeout(arguments[0], 20)")
        assert len(shown(browser)) == count


def test_a_card_opens_by_key_and_its_chart_answers_the_pointer(
    browser: WebDriver, page: str, context: Context, lines: tuple[table.Line, ...]
) -> None:
    from selenium.webdriver import ActionChains, Keys

    line = next(line for line in lines if len(line.card.history) > 2 and line.group == "quantified")
    browser.get(page)
    button = find(browser, f'tbody[data-id="{line.row.id}"] .opener')
    button.send_keys(Keys.ENTER)
    assert button.get_attribute("aria-expanded") == "true"
    card = find(browser, f'[id="{button.get_attribute("aria-controls")}"]')
    assert card.is_displayed()
    for figure in line.card.history:
        assert figure.place in card.text
    wait(browser, f'tbody[data-id="{line.row.id}"] .chart svg')
    marks = card.find_elements("css selector", ".chart svg .mark-symbol path")
    ActionChains(browser).move_to_element(marks[-1]).perform()
    tip = wait(browser, "#vg-tooltip-element.visible").text
    assert line.card.history[-1].of in tip
    assert line.card.history[-1].place in tip
    button.send_keys(Keys.SPACE)
    assert not card.is_displayed()


def test_all_charts_draw_without_a_word_and_nothing_is_asked_of_the_network(
    browser: WebDriver, page: str, context: Context, lines: tuple[table.Line, ...]
) -> None:
    browser.get(page)
    find(browser, "#open-all").click()
    drawn = [line for line in lines if line.card.history]
    last = f'tbody[data-id="{drawn[-1].row.id}"] .chart svg'
    wait(browser, last)
    assert len(browser.find_elements("css selector", ".chart svg.marks")) == len(drawn)
    assert complaints(browser) == []
    assert {url for url in asked_for(browser) if not url.startswith("data:")} <= {page}


def test_hostile_words_stand_as_text(browser: WebDriver, hostile_page: str) -> None:
    browser.get(hostile_page)
    find(browser, "#open-all").click()
    wait(browser, ".chart svg")
    for css in (".indicators .of", ".indicators .plain td", ".matrix th a", ".items dd", "option"):
        read = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)"
        assert any(HOSTILE in text for text in browser.execute_script(read, css)), css
    assert browser.title != "owned"
    assert browser.find_elements("css selector", "img, main script, iframe") == []
    assert complaints(browser) == []
    assert {url for url in asked_for(browser) if not url.startswith("data:")} <= {hostile_page}


@pytest.mark.parametrize("name", ["area", "state", "q", "sort", "open", "pace"])
def test_a_hostile_address_does_no_harm(browser: WebDriver, page: str, name: str) -> None:
    browser.get(f"{page}#{name}={quote(HOSTILE)}")
    assert "owned" not in browser.title
    assert find(browser, "#shown").text
    assert complaints(browser) == []


def test_a_narrow_screen_needs_no_sideways_scrolling(browser: WebDriver, page: str) -> None:
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        browser.get(page)
        find(browser, ".opener").click()
        wait(browser, ".chart svg")
        assert browser.execute_script(WIDE) == 0
        choose(browser, "sort", "latest")
        assert "sort=latest" in browser.current_url
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_print_repeats_the_head_of_the_table_and_leaves_the_filters_out(
    browser: WebDriver, page: str, tmp_path: Path
) -> None:
    browser.get(page)
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(base64.b64decode(printed["data"]))
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    heads = [p for p in text.split("\f") if "最近值" in p and "责任单位" in p and "上级规划" in p]
    assert len(heads) > 2
    assert "清除条件" not in text
    assert find(browser, "#shown").text in text
