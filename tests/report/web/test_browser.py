"""The page as its readers have it: in Chromium, from a file, without a network."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from tests.report.web.sample import HOSTILE, ROOT

from plan_eval.report.context import Context
from plan_eval.report.outline import Outline
from plan_eval.report.places import places_of
from plan_eval.report.web import download, table
from plan_eval.report.web.page import compose_page

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver
    from selenium.webdriver.remote.webelement import WebElement

SHOWN = (
    "return [...document.querySelectorAll('tbody[data-id]:not([hidden])')].map(b => b.dataset.id)"
)
WIDE = "return document.documentElement.scrollWidth - window.innerWidth"

FOLLOW = """
    const [links, rows, done] = arguments;
    const follow = async () => {
      const found = [];
      for (const link of document.querySelectorAll(links)) {
        location.hash = link.hash;
        await new Promise((next) => addEventListener("hashchange", next, { once: true }));
        const there = document.querySelectorAll(rows).length;
        found.push([link.hash, Number(link.textContent), there]);
      }
      done(found);
    };
    follow();
"""


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


@pytest.mark.parametrize("words", ["孕产妇 死亡", "１０万", "没有这样的指标"])
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


def in_sight(browser: WebDriver, element: WebElement) -> bool:
    """Whether an element stands in the window whole, without scrolling."""
    read = """
        const at = arguments[0].getBoundingClientRect();
        return at.top >= 0 && at.bottom <= innerHeight && at.left >= 0 && at.right <= innerWidth
    """
    return bool(browser.execute_script(read, element))


def sought(browser: WebDriver, words: str) -> WebElement:
    """The search box, with words typed into it."""
    box = find(browser, "input[name=q]")
    box.send_keys(words)
    return box


@pytest.mark.parametrize("ordered", [False, True])
def test_the_first_click_after_typing_opens_what_it_is_meant_for(
    browser: WebDriver, page: str, ordered: bool
) -> None:
    from selenium.webdriver import ActionChains

    browser.get(f"{page}#sort=latest" if ordered else page)
    sought(browser, "死亡率")
    button = find(browser, "tbody:not([hidden]) .opener")
    ActionChains(browser).move_to_element(button).click().perform()
    assert button.get_attribute("aria-expanded") == "true"
    assert button.is_displayed()


def test_an_indicator_is_found_by_words_of_its_goal_and_says_where_they_stand(
    browser: WebDriver, page: str, context: Context, lines: tuple[table.Line, ...]
) -> None:
    browser.get(page)
    for line in lines[:: len(lines) // 4]:
        text = line.card.clauses[0].pieces[0].text
        words = text[len(text) // 2 :][:9]
        box = sought(browser, words)
        assert line.row.id in shown(browser)
        if words not in line.row.name:
            hit = find(browser, f'tbody[data-id="{line.row.id}"] .hit')
            assert hit.is_displayed()
            assert hit.find_element("css selector", "mark").text == words
        box.clear()
    assert browser.find_elements("css selector", ".hit") == []


def test_measures_are_found_by_their_words_too(
    browser: WebDriver, page: str, context: Context
) -> None:
    named = " ".join(one.name for one in context.plan.indicators.values())
    measure = next(one for one in context.plan.measures.values() if one.heading not in named)
    browser.get(page)
    sought(browser, measure.heading)
    link = find(browser, "#found-items")
    number = len(browser.find_elements("css selector", "#items [data-words]:not([hidden])"))
    assert str(number) in link.text
    view = browser.current_url
    link.click()
    assert find(browser, f'[id="item-{measure.id}"]').is_displayed()
    assert browser.current_url == view


def test_pinyin_is_no_search_until_it_is_chinese(
    browser: WebDriver, page: str, lines: tuple[table.Line, ...]
) -> None:
    browser.get(page)
    find(browser, "input[name=q]").click()
    typed = {"text": "gong'jing", "selectionStart": 9, "selectionEnd": 9}
    browser.execute_cdp_cmd("Input.imeSetComposition", typed)
    assert find(browser, "input[name=q]").get_attribute("value") == "gong'jing"
    assert len(shown(browser)) == len(lines)
    browser.execute_cdp_cmd("Input.insertText", {"text": "宫颈"})
    assert 0 < len(shown(browser)) < 20


def test_a_claim_leads_to_its_item_and_its_missed_target(browser: WebDriver, page: str) -> None:
    browser.get(page)
    row = find(browser, "#claims tbody tr")
    link, target = row.find_elements("css selector", "a")[:2]
    link.click()
    item = find(browser, str(row.find_element("css selector", "a").get_dom_attribute("href")))
    assert item.is_displayed()
    assert target.text in item.text
    browser.execute_script("arguments[0].click()", target)
    assert find(browser, ".opener[aria-expanded=true]").text == target.text


@pytest.mark.parametrize("key", ["baseline", "latest", "target", "pace"])
def test_columns_of_figures_sort_as_numbers_and_empty_cells_come_last(
    browser: WebDriver, page: str, lines: tuple[table.Line, ...], key: str
) -> None:
    browser.get(page)
    keys = {line.row.id: line.keys.get(key) for line in lines}
    button = find(browser, f'#indicator-table th[data-key="{key}"] button')
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
    find(browser, ".more summary").click()
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
    find(browser, '#indicator-table th[data-key="latest"] button').click()
    find(browser, "tbody:not([hidden]) .opener").click()
    view, address = shown(browser), browser.current_url
    opened = find(browser, ".opener[aria-expanded=true]").text
    browser.get("about:blank")
    browser.get(address)
    assert shown(browser) == view
    assert find(browser, ".opener[aria-expanded=true]").text == opened


@pytest.mark.parametrize(
    ("links", "rows"),
    [
        (".matrix td.n a", "tbody[data-id]:not([hidden])"),
        ("#departments tbody td a[href$=red]", "tbody[data-id]:not([hidden])"),
        ("#departments tbody td a[href$=duties]", "#duties tbody tr:not([hidden])"),
        ("#departments tbody td a[href$=claims]", "#claims tbody tr:not([hidden])"),
        ("#items tbody td a", "#items li[data-follow]:not([hidden])"),
    ],
)
def test_numbers_lead_to_as_many_rows(browser: WebDriver, page: str, links: str, rows: str) -> None:
    browser.get(page)
    found = browser.execute_async_script(FOLLOW, links, rows)
    assert len(found) > 5
    for address, told, there in found:
        assert told == there, address


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
    for css in (
        ".indicators .of",
        ".indicators .plain td",
        ".matrix th a",
        ".items dd",
        "option",
        "#duties td",
        "#departments th",
    ):
        read = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)"
        assert any(HOSTILE in text for text in browser.execute_script(read, css)), css
    assert browser.title != "owned"
    assert browser.find_elements("css selector", "img, main script, iframe") == []
    assert complaints(browser) == []
    assert {url for url in asked_for(browser) if not url.startswith("data:")} <= {hostile_page}


def test_a_hostile_address_does_no_harm(browser: WebDriver, page: str) -> None:
    names = ("area", "state", "q", "sort", "open", "pace", "effect", "at")
    browser.get(f"{page}#{'&'.join(f'{name}={quote(HOSTILE)}' for name in names)}")
    assert "owned" not in browser.title
    assert find(browser, "#shown").text
    assert complaints(browser) == []


@pytest.fixture
def screen(browser: WebDriver) -> Iterator[Callable[[int], None]]:
    """Sets the width of the screen in pixels; below 700 that of a telephone."""

    def of(width: int) -> None:
        metrics = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 700}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    yield of
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_on_a_telephone_one_indicator_is_found_from_the_first_screen(
    browser: WebDriver, screen: Callable[[int], None], page: str
) -> None:
    screen(390)
    browser.get(page)
    box = find(browser, "input[name=q]")
    assert in_sight(browser, box)
    assert browser.execute_script("return scrollY") == 0
    begun = time.monotonic()
    box.click()
    sought(browser, "宫颈癌")
    row = find(browser, "tbody:not([hidden]) .row")
    assert in_sight(browser, row.find_element("css selector", ".opener"))
    assert in_sight(browser, box)
    assert row.value_of_css_property("display") == "grid"  # a card, not a line of a wide table
    assert in_sight(browser, find(browser, "#shown"))
    row.find_element("css selector", ".opener").click()
    assert find(browser, "tbody:not([hidden]) .card").is_displayed()
    assert time.monotonic() - begun < 10


@pytest.fixture
def scheme(browser: WebDriver) -> Iterator[Callable[[str], None]]:
    """Sets the colours that the reader prefers."""

    def of(value: str) -> None:
        features = [{"name": "prefers-color-scheme", "value": value}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    yield of
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.fixture(scope="module")
def small_page(part: Context, tmp_path_factory: pytest.TempPathFactory) -> str:
    """One area: looking at every colour of the whole page takes a minute."""
    path = tmp_path_factory.mktemp("part") / "part.html"
    path.write_text(compose_page(replace(part, outline=Outline()), ROOT / "templates"), "utf-8")
    return path.as_uri()


@pytest.mark.parametrize(("width", "colours"), [(390, "dark"), (1280, "light"), (1280, "dark")])
def test_axe_finds_no_barrier(
    browser: WebDriver,
    screen: Callable[[int], None],
    scheme: Callable[[str], None],
    small_page: str,
    width: int,
    colours: str,
) -> None:
    package = find_spec("axe_playwright_python")
    if package is None or package.submodule_search_locations is None:
        pytest.skip("axe-playwright-python, which carries axe-core, is not installed")
    axe = Path(package.submodule_search_locations[0]) / "axe.min.js"
    screen(width)
    scheme(colours)
    browser.get(small_page)
    sought(browser, "教育")
    find(browser, "tbody:not([hidden]) .opener").click()
    wait(browser, ".chart svg")
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    browser.execute_script(axe.read_text("utf-8"))
    browser.set_script_timeout(120)
    found = browser.execute_async_script("axe.run().then(arguments[0])")
    assert len(found["passes"]) > 30
    assert [(one["id"], one["nodes"][0]["target"]) for one in found["violations"]] == []


def test_dark_screens_get_a_dark_page_and_paper_a_light_one(
    browser: WebDriver, scheme: Callable[[str], None], small_page: str
) -> None:
    def brightness(css: str, name: str) -> float:
        read = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
        colour = re.findall(r"[\d.]+", browser.execute_script(read, css, name))
        return sum(map(float, colour[:3])) / 3

    scheme("dark")
    browser.get(small_page)
    find(browser, ".opener").click()
    wait(browser, ".chart svg")
    assert brightness("body", "backgroundColor") < 60 < 180 < brightness("body", "color")
    assert brightness(".chart svg .role-axis-label text", "fill") > 180
    dark = {"media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    assert brightness("body", "color") < 60
    assert brightness(".chart svg .role-axis-label text", "fill") < 60
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def test_each_part_has_its_role_and_its_name(browser: WebDriver, page: str) -> None:
    browser.get(page)
    tree = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    of = [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in tree if "role" in n]
    roles = [role for role, _ in of]
    for role in ("banner", "navigation", "search", "main", "form", "contentinfo"):
        assert roles.count(role) == 1, role
    assert ("searchbox", "查找") in of
    assert "status" in roles  # the number found is read out
    named = ("search", "navigation", "form", "region", "combobox", "button", "link", "checkbox")
    assert [one for one in of if one[0] in named and not one[1].strip()] == []


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_no_screen_needs_sideways_scrolling(
    browser: WebDriver, screen: Callable[[int], None], page: str, width: int
) -> None:
    screen(width)
    browser.get(page)
    find(browser, ".opener").click()
    wait(browser, ".chart svg")
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.execute_script(WIDE) <= 0
    choose(browser, "sort", "latest")
    assert "sort=latest" in browser.current_url


def test_a_table_stays_one_for_screen_readers_when_its_rows_are_stacked(
    browser: WebDriver, screen: Callable[[int], None], page: str
) -> None:
    screen(390)
    browser.get(page)
    row = find(browser, "#sexes tbody tr")
    assert row.value_of_css_property("display") == "grid"
    cell, head = (row.find_element("css selector", css) for css in ("td", "th"))
    assert [one.aria_role for one in (row, cell, head)] == ["row", "cell", "rowheader"]
    assert cell.get_attribute("data-label") == "女"


def test_lists_follow_the_filters_and_say_so(
    browser: WebDriver, page: str, lines: tuple[table.Line, ...]
) -> None:
    browser.get(page)
    choose(browser, "department", "health")
    own = [line for line in lines if line.department == "health"]
    listed = "return [...document.querySelectorAll('#warnings tbody tr:not([hidden])')].length"
    assert browser.execute_script(listed) == sum(line.warning != "none" for line in own)
    names = (
        "return [...document.querySelectorAll('#departments tr[data-follow]:not([hidden])"
        "[data-department]')].map(r => r.dataset.department)"
    )
    assert set(browser.execute_script(names)) == {"health"}
    note = find(browser, "#warnings .narrowed")
    assert "区卫生健康局" in note.text
    note.find_element("css selector", "button").click()
    browser.execute_async_script("setTimeout(arguments[0], 50)")
    assert len(shown(browser)) == len(lines)
    assert not note.is_displayed()


def test_a_link_to_an_indicator_keeps_the_filters_that_show_it(
    browser: WebDriver, page: str, lines: tuple[table.Line, ...]
) -> None:
    browser.get(page)
    choose(browser, "department", "health")
    view = shown(browser)
    link = find(browser, '#warnings tr:not([hidden]) a[href^="#open="]')
    name = link.text
    browser.execute_script("arguments[0].click()", link)
    assert shown(browser) == view
    assert browser.switch_to.active_element.text == name
    assert find(browser, ".opener[aria-expanded=true]").text == name
    browser.back()
    browser.execute_async_script("setTimeout(arguments[0], 50)")
    assert browser.find_elements("css selector", ".opener[aria-expanded=true]") == []
    assert shown(browser) == view


@pytest.mark.parametrize("column", [1, 3])
def test_other_tables_sort_too(browser: WebDriver, page: str, column: int) -> None:
    browser.get(page)
    head = browser.find_elements("css selector", "#sexes thead th")[column]
    read = (
        "return [...document.querySelectorAll('#sexes tbody tr')]"
        ".map(r => r.cells[arguments[0]].textContent)"
    )
    before = browser.execute_script(read, column)
    button = head.find_element("css selector", "button")
    for direction in ("ascending", "descending"):
        button.click()
        assert head.get_attribute("aria-sort") == direction
        texts = browser.execute_script(read, column)
        figures = [float(text.replace("−", "-")) for text in texts]
        assert figures == sorted(figures, reverse=direction == "descending")
    button.click()
    assert head.get_attribute("aria-sort") == "none"
    assert browser.execute_script(read, column) == before


def test_keys_alone_reach_what_is_wanted(browser: WebDriver, page: str) -> None:
    from selenium.webdriver import ActionChains, Keys

    def press(*keys: str) -> WebElement:
        for key in keys:
            ActionChains(browser).send_keys(key).perform()
        return browser.switch_to.active_element

    browser.get(page)
    assert press(Keys.TAB).get_attribute("class") == "skip"
    assert press(Keys.TAB).get_attribute("name") == "q"
    outline = browser.switch_to.active_element.value_of_css_property("outline-style")
    assert outline == "solid"
    press(*"死亡率")
    assert 0 < len(shown(browser)) < 10
    # Enter leads to what was found, and opens it
    assert press(Keys.ENTER).get_attribute("aria-expanded") == "false"
    assert press(Keys.ENTER).get_attribute("aria-expanded") == "true"
    assert browser.switch_to.active_element == find(browser, "tbody:not([hidden]) .opener")
    browser.execute_script("document.querySelector('.skip').focus()")
    assert press(Keys.ENTER).get_attribute("id") == "indicators"
    head = find(browser, '#indicator-table th[data-key="latest"] button')
    browser.execute_script("arguments[0].focus()", head)
    press(Keys.ENTER)
    assert browser.switch_to.active_element == head  # sorting keeps the place
    assert "sort=latest" in browser.current_url


def test_the_rows_in_sight_come_as_a_file(
    browser: WebDriver, page: str, context: Context, tmp_path: Path
) -> None:
    where = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", where)
    browser.get(page)
    choose(browser, "department", "health")
    wanted = shown(browser)
    find(browser, "#download").click()
    made = awaited(tmp_path)
    content = made.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")  # spreadsheets need it to read Chinese
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(download.heads(context))
    assert [row[0] for row in rows[1:]] == wanted
    built = {line.row.id: line for line in table.build(context, places_of(context)).lines}
    assert rows[1] == list(download.cells(built[wanted[0]], context))
    assert "示例数据" in made.name
    assert complaints(browser) == []


def awaited(folder: Path) -> Path:
    """The file that a browser writes into an empty folder, once it is whole."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        whole = [path for path in folder.iterdir() if path.suffix == ".csv"]
        if whole:
            return whole[0]
        time.sleep(0.05)
    raise AssertionError("no file was written")


def test_without_scripts_all_can_be_read(
    browser: WebDriver, page: str, lines: tuple[table.Line, ...]
) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(page)
        assert not find(browser, "#filters").is_displayed()
        cards = browser.find_elements("css selector", "tr.card")
        assert len(cards) == len(lines)
        assert cards[0].is_displayed()
        assert lines[0].card.history[0].place in cards[0].text
        assert find(browser, "#indicator-table tbody th").text.startswith(lines[0].row.name)
        assert find(browser, "#sexes td").is_displayed()
        assert find(browser, ".unscripted").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


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
    # pdftotext sets characters of another font on a line of their own: 显示 146 ，共 146
    numbers = re.findall(r"\d+", find(browser, "#shown").text)
    (line,) = [line for line in text.splitlines() if line.strip().startswith("显示")]
    assert re.findall(r"\d+", line) == numbers
