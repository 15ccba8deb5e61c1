"""The page of measures says what the codebook says."""

from gongkai.codebook import Codebook
from orchestration.measures_page import PAGE, measures_page


def test_the_page_is_current(codebook: Codebook) -> None:
    assert PAGE.read_text(encoding="utf-8") == measures_page(codebook), "run `make docs`"
