"""A browser without a window, and a person with it.

Pictures of what was seen are left in tests/pages/screenshots, which git ignores.
"""

import base64
import shutil
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
SCREENSHOTS = Path(__file__).with_name("screenshots")
WAIT = 20

needs_a_browser = pytest.mark.skipif(
    not (BROWSER and DRIVER), reason="no Chromium here to look with; `apt-get install chromium chromium-driver`"
)


class Reader:
    """A person with a browser."""

    def __init__(self, driver: webdriver.Chrome, address: str) -> None:
        self.driver, self.address = driver, address

    def open(self, path: str) -> None:
        self.driver.get(self.address + path)

    def see(self, selector: str) -> WebElement:
        return WebDriverWait(self.driver, WAIT).until(lambda driver: driver.find_element(By.CSS_SELECTOR, selector))

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait_for_address(self, part: str) -> None:
        WebDriverWait(self.driver, WAIT).until(lambda driver: part in driver.current_url)

    def press(self, *keys: str) -> None:
        self.driver.switch_to.active_element.send_keys(*keys)

    def picture(self, name: str, *, is_whole: bool = False) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        whole = self.driver.execute_script("return [innerWidth, Math.min(document.body.scrollHeight, 2400)]")
        clip = {"x": 0, "y": 0, "width": whole[0], "height": whole[1], "scale": 1} if is_whole else None
        shot = {"captureBeyondViewport": True, "clip": clip} if clip else {}
        picture = self.driver.execute_cdp_cmd("Page.captureScreenshot", shot)["data"]
        (SCREENSHOTS / f"{name}.png").write_bytes(base64.b64decode(picture))

    def is_in_view(self, element: WebElement) -> bool:
        inside = "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight"
        return bool(self.driver.execute_script(inside, element))

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]


def opened() -> webdriver.Chrome:
    """Chromium, as a reader in China has it."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    for option in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "window-size=1400,1000"):
        options.add_argument(f"--{option}")
    options.add_experimental_option("prefs", {"intl.accept_languages": "zh-CN"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=str(DRIVER)))
