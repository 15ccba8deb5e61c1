"""Published files for the pages: those of the samples, and copies in which something was planted."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from selenium import webdriver
from starlette.testclient import TestClient

from pages.application import application
from tests.pages.browser import opened

ADDRESS = "http://127.0.0.1"
HTML = '<script>alert("title")</script>'
FORMULA = '=HYPERLINK("http://example.com")'
TEXT = "<img src=x onerror=alert(1)>"
SAMPLES = 17
ONE_PLACE = "999999/示例市人民政府"


def client(folder: Path) -> TestClient:
    return TestClient(application(folder), base_url=ADDRESS, follow_redirects=False)


def changed(published: Path, folder: Path, *statements: str) -> Path:
    """A copy of the published database with something changed in it."""
    folder.mkdir()
    shutil.copyfile(published / "gongkai.duckdb", folder / "gongkai.duckdb")
    with duckdb.connect(str(folder / "gongkai.duckdb")) as connection:
        for statement in statements:
            connection.execute(statement)
    return folder


@pytest.fixture(scope="session")
def pages(published: Path) -> TestClient:
    """The pages of the samples."""
    return client(published)


@pytest.fixture(scope="session")
def planted(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Names, texts and values that would be HTML or a formula if they were not escaped."""
    return changed(
        published,
        tmp_path_factory.mktemp("planted") / "published",
        f"update marts.dim_reports set title = '{HTML}', issuer = '{FORMULA}', file_name = '{HTML}'",
        f"update marts.dim_issuers set issuer = '{FORMULA}'",
        f"update marts.report_texts set text = '{TEXT}' || substr(text, {len(TEXT) + 1})",
        f"update marts.report_figures set value_text = '{HTML}', rule = '{HTML}'",
        f"update marts.fct_checks set formula = '{HTML}', instance_label_zh = '{HTML}'",
        f"update marts.report_leftovers set value_text = '{HTML}', number_class = '{HTML}'",
        f"update marts.report_sections set heading_zh = '{HTML}'",
    )


@pytest.fixture(scope="session")
def one_place(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as if one place had published one of them for each year."""
    return changed(
        published,
        tmp_path_factory.mktemp("one") / "published",
        f"""update marts.dim_reports set issuer_id = '{ONE_PLACE}', issuer = '示例市人民政府' where report_id in (
                select min(report_id) from marts.dim_reports where copy_status = 'best' group by report_year)""",
        f"""insert into marts.dim_issuers (issuer_id, issuer, reports, first_report_year, last_report_year)
                values ('{ONE_PLACE}', '示例市人民政府', 9, 2010, 2024)""",
    )


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    """One browser for all tests."""
    browser = opened()
    yield browser
    browser.quit()
