"""The page of one report in a browser, opened from the disk: with its script, with the keyboard alone, and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from orchestration.page import page
from tests.pages.browser import Reader, needs_a_browser

pytestmark = needs_a_browser
WRONG = next((Path(__file__).parents[2] / "samples").glob("示例市市场监督管理局*.txt"))


@pytest.fixture(scope="module")
def reader(driver: webdriver.Chrome, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    file = tmp_path_factory.mktemp("alone") / "页 #1.html"
    assert page(WRONG, file, "zh") == 0
    return Reader(driver, file.as_uri())


@pytest.fixture
def without_script(driver: webdriver.Chrome) -> Iterator[None]:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def open_anew(reader: Reader, address: str = "") -> None:
    """From elsewhere: another fragment alone loads nothing."""
    reader.driver.get("about:blank")
    reader.open(address)


def shown(reader: Reader) -> list[str]:
    return [card.text for card in reader.all("#figure .one") if card.is_displayed()]


def test_a_failing_check_leads_to_its_figure(reader: Reader) -> None:
    reader.complaints()
    open_anew(reader)
    [hint] = shown(reader)
    assert "Enter" in hint
    reader.picture("alone-zh", is_whole=True)
    reader.see(".check.fail .operands li:last-child a.to-figure").click()
    chosen = reader.see(".text a[aria-current]")
    assert reader.is_in_view(chosen)
    [card] = shown(reader)
    assert f"{chosen.text} 件" in card
    assert "第 83 行第 20 字" in card
    reader.picture("alone-figure-zh")
    assert reader.complaints() == []


def test_an_address_alone_shows_the_figure(reader: Reader) -> None:
    open_anew(reader, "#f-E2021/T3/r13/c07")
    [card] = shown(reader)
    assert "本机关不掌握相关政府信息" in card
    assert reader.is_in_view(reader.see(".text a[aria-current]"))


def test_the_keyboard_suffices(reader: Reader) -> None:
    open_anew(reader)
    reader.see("body").send_keys("n")
    reader.press("n")
    focused = reader.driver.switch_to.active_element
    tip = reader.driver.execute_script("return getComputedStyle(document.activeElement, '::after').content")
    assert focused.get_attribute("data-tip").split(" · ")[0] in tip
    reader.picture("alone-keyboard-zh")
    reader.press(Keys.ENTER)
    assert focused.get_attribute("aria-current") == "true"
    assert len(shown(reader)) == 1 and "件" in shown(reader)[0]
    reader.press("p")
    assert reader.driver.switch_to.active_element.get_attribute("data-key") != focused.get_attribute("data-key")


def test_a_number_left_out_leads_to_its_place(reader: Reader) -> None:
    open_anew(reader)
    for details in reader.all("#leftovers details:not([open]) summary"):
        details.click()
    link = reader.all("#leftovers .numbers a")[-1]
    link.click()
    reader.wait_for_address("#l-")
    left = reader.see(".text .left:target")
    assert left.text == link.text
    assert reader.is_in_view(left)
    reader.picture("alone-left-out-zh")


@pytest.mark.usefixtures("without_script")
def test_without_its_script_links_do_the_same(reader: Reader) -> None:
    open_anew(reader)
    assert len(shown(reader)) == 1
    figure = reader.see('.text a[data-key="E2021/T3/r13/c07"]')
    figure.click()
    [card] = shown(reader)
    assert "本机关不掌握相关政府信息" in card
    reader.picture("alone-without-script-zh")
