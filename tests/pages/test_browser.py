"""The pages in a browser: opened, filtered, followed from a number to its sentence, used with the keyboard alone."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from pages.application import application
from tests.pages.browser import Reader, needs_a_browser
from tests.pages.conftest import ADDRESS, HTML, ONE_PLACE, SAMPLES

pytestmark = needs_a_browser


@pytest.fixture(scope="module")
def serve() -> Iterator[object]:
    servers: list[uvicorn.Server] = []

    def start(folder: Path) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(application(folder), host="127.0.0.1", port=port, log_level="error"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        servers.append(server)
        return f"{ADDRESS}:{port}"

    yield start
    for server in servers:
        server.should_exit = True


@pytest.fixture(scope="module")
def samples(driver: webdriver.Chrome, serve: object, published: Path) -> Reader:
    return Reader(driver, serve(published))


@pytest.fixture(scope="module")
def followed(driver: webdriver.Chrome, serve: object, one_place: Path) -> Reader:
    return Reader(driver, serve(one_place))


@pytest.fixture(scope="module")
def hostile(driver: webdriver.Chrome, serve: object, planted: Path) -> Reader:
    return Reader(driver, serve(planted))


def test_the_list_is_filtered_and_leads_to_a_report(samples: Reader) -> None:
    samples.open("/?lang=en")
    assert len(samples.all("table.list tbody tr")) == SAMPLES
    samples.picture("list-en")
    samples.see("[name=checks]").click()
    Select(samples.see("[name=edition]")).select_by_value("E2021")
    samples.see(".choices button").click()
    samples.wait_for_address("checks=fail")
    titles = [title.text for title in samples.all("a.title")]
    assert 0 < len(titles) < SAMPLES
    samples.see("a.title").click()
    assert samples.see("header.report h1").text == titles[0]


def test_a_failing_check_leads_to_its_figure_without_a_reload(samples: Reader) -> None:
    samples.open("/?checks=fail&year=2021&lang=zh")
    samples.see("a.title").click()
    samples.see("#checks .check.fail")
    samples.picture("report-zh")
    samples.driver.execute_script("window.mark = 1")
    operand = samples.see(".check.fail .operands li:last-child a.to-figure")
    operand.click()
    samples.see(".text #selected[aria-current]")
    assert samples.driver.execute_script("return window.mark") == 1
    assert samples.is_in_view(samples.see("#selected"))
    assert samples.see("#figure .value b").text
    samples.wait_for_address("figure=")
    samples.picture("report-figure-zh")


def test_an_address_alone_shows_the_same(samples: Reader) -> None:
    samples.open("/?checks=fail&year=2021&lang=en")
    samples.see("a.title").click()
    samples.see(".check.fail a.to-figure").click()
    samples.wait_for_address("figure=")
    samples.see("#figure .value b")
    address, value = samples.driver.current_url, samples.see("#figure .value b").text
    samples.open("/")
    samples.driver.get(address)
    assert samples.see("#figure .value b").text == value
    assert samples.is_in_view(samples.see("#selected"))
    samples.picture("report-figure-en")


def test_the_keyboard_suffices_for_a_figure(samples: Reader) -> None:
    samples.open("/?q=瑶海&lang=en")
    samples.see("a.title").send_keys(Keys.ENTER)
    samples.see(".text")
    samples.see("body").send_keys("n")
    samples.press("n")
    focused = samples.driver.switch_to.active_element
    assert focused.get_attribute("data-key") == samples.all(".text a.figure[data-key]")[1].get_attribute("data-key")
    tip = "return getComputedStyle(document.activeElement, '::after').content"
    assert focused.get_attribute("data-tip").split(" · ")[0] in samples.driver.execute_script(tip)
    samples.picture("report-keyboard-en")
    samples.press(Keys.ENTER)
    samples.see("#figure .card")
    samples.press("p")
    assert samples.driver.switch_to.active_element.get_attribute("data-key")


def test_the_content_is_one_key_away(samples: Reader) -> None:
    samples.open("/?lang=en")
    samples.see("body").send_keys(Keys.TAB)
    assert samples.driver.switch_to.active_element.get_attribute("href").endswith("#content")


def test_the_language_is_switched_in_place(samples: Reader) -> None:
    samples.open("/?q=江西&lang=zh")
    samples.see("a.language").click()
    samples.wait_for_address("lang=en")
    assert samples.see("[name=q]").get_attribute("value") == "江西"
    assert samples.see("h1").text == "Reports"


def test_a_point_of_the_panel_leads_to_its_sentence(followed: Reader) -> None:
    followed.open(f"/panel?lang=en&place={ONE_PLACE}")
    followed.picture("panel-en", is_whole=True)
    points = followed.all("svg.chart a")
    assert len(points) >= 6
    value = points[-1].find_element(By.TAG_NAME, "title").get_attribute("textContent").split(" · ")[2]
    followed.driver.execute_script("arguments[0].focus()", points[-1])
    followed.press(Keys.ENTER)
    followed.see("#selected")
    assert f"{followed.see('#figure .value b').text} 件" == value
    assert followed.is_in_view(followed.see("#selected"))


def test_a_panel_is_chosen_with_the_form(followed: Reader) -> None:
    followed.open(f"/panel?lang=zh&place={ONE_PLACE}")
    Select(followed.see("[name=measure]")).select_by_value("series/staff")
    followed.see("[name=find]").send_keys("宿迁")
    followed.see(".choices button").click()
    followed.wait_for_address("staff")
    assert followed.all("g.band.break")
    followed.picture("panel-breaks-zh", is_whole=True)
    assert "series_code = 'staff'" in followed.see("#sql").text
    assert followed.all(".candidate")


def test_a_narrow_window_shows_everything_in_one_column(followed: Reader) -> None:
    followed.driver.set_window_size(500, 900)
    try:
        for path in ("/?lang=zh", f"/panel?lang=zh&place={ONE_PLACE}"):
            followed.open(path)
            wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert followed.driver.execute_script(wide) <= 0, path
        followed.picture("panel-narrow-zh", is_whole=True)
    finally:
        followed.driver.set_window_size(1400, 1000)


def test_nothing_planted_runs_and_nothing_is_blocked(hostile: Reader) -> None:
    hostile.complaints()
    for path in ("/?lang=en", "/panel?lang=en", f"/panel?find={HTML}"):
        hostile.open(path)
        assert not hostile.all("img")
    hostile.open("/?lang=en")
    hostile.see("a.title").click()
    hostile.see(".text a.figure").click()
    hostile.see("#figure .card")
    assert not hostile.all("img")
    assert hostile.complaints() == []


def test_without_a_release_the_page_says_what_to_do(driver: webdriver.Chrome, serve: object, tmp_path: Path) -> None:
    reader = Reader(driver, serve(tmp_path / "published"))
    reader.open("/?lang=zh")
    assert "gongkai build" in reader.see(".refusal").text
    reader.picture("nothing-published-zh")
