"""The documents are true: links and anchors resolve, queries answer, commands run, codebook entries are read."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import duckdb
import pytest

from gongkai.codebook import load_codebook
from gongkai.layouts import read_tables

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("[a-z]*/README.md")])
FENCE = re.compile(r"^( *)```([^\n]*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
HERE = ("http://127.0.0.1", "http://localhost")


class Block(NamedTuple):
    """A fenced block: where it stands, what it is said to be, what is in it, and what the page says it prints.

    `sh run` and `python run` are run, `exits-1` behind it with that status; a `text output` right behind is printed.
    """

    page: Path
    line: int
    kind: str
    text: str
    output: str = ""

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(*kinds: str) -> list[Block]:
    return [block for page in PAGES for block in blocks_of(page) if block.kind.startswith(kinds)]


def blocks_of(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    fences = list(FENCE.finditer(text))
    kinds = [match[2].strip() for match in fences]
    for number, match in enumerate(fences):
        line = text.count("\n", 0, match.start()) + 1
        output = fences[number + 1][3] if kinds[number + 1 : number + 2] == ["text output"] else ""
        yield Block(page, line, kinds[number], match[3], output)


def prose(page: Path) -> str:
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The anchors that the usual renderers give to headings."""
    headings = (re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading).lower() for heading in HEADING.findall(prose(page)))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(prose(page)):
        assert link.startswith(HERE) or ":" not in link, f"{page.name}: {link} leads out of the repository"
        if not link.startswith(HERE):
            path, _, anchor = unquote(link).partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), f"{page.name}: {link}"
            assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_sends_a_reader_to_another_host(page: Path) -> None:
    addresses = re.findall(r"https?://[^\s)`]+", page.read_text(encoding="utf-8"))
    assert all(address.startswith(HERE) for address in addresses), addresses


def test_every_page_is_reached_from_the_readme() -> None:
    reached, new = set(), {ROOT / "README.md"}
    while new:
        reached |= new
        links = {
            (page.parent / unquote(link).partition("#")[0]).resolve()
            for page in new
            for link in LINK.findall(prose(page))
            if ":" not in link
        }
        new = {page for page in links if page.suffix == ".md"} - reached
    assert {page for page in PAGES if page.is_relative_to(ROOT / "docs")} <= reached


@pytest.mark.parametrize("block", blocks("sql"), ids=str)
def test_a_query_answers(block: Block, published: Path) -> None:
    with duckdb.connect(str(published / "gongkai.duckdb"), read_only=True) as connection:
        statements = duckdb.extract_statements(block.text)
        assert statements
        for statement in statements:
            answer = connection.execute(statement)
            assert [column[0] for column in answer.description] and answer.fetchall(), statement.query


@pytest.fixture(scope="module")
def desk(samples_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like a clone after `make warehouse`, with `gongkai` as a command."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("samples", "examples", "docs", "codebook"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "data").mkdir()
    (folder / "data" / "published").symlink_to(samples_data / "published")
    (folder / ".venv" / "bin").mkdir(parents=True)
    command = folder / ".venv" / "bin" / "gongkai"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m orchestration.cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return folder


@pytest.mark.parametrize("block", blocks("sh run", "python run"), ids=str)
def test_a_command_runs(block: Block, desk: Path, samples_data: Path) -> None:
    program = ["bash", "-euo", "pipefail", "-c"] if block.kind.startswith("sh") else [sys.executable, "-c"]
    places = {
        "GONGKAI_DATA": str(samples_data),
        "PYTHONPATH": str(ROOT),
        "PATH": f"{desk / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    run = subprocess.run(
        [*program, block.text], cwd=desk, env=os.environ | places, capture_output=True, text=True, check=False
    )
    expected = int(block.kind.rpartition("exits-")[2]) if "exits-" in block.kind else 0
    assert run.returncode == expected, run.stdout[-1000:] + run.stderr[-2000:]
    assert run.stdout.strip()
    assert block.output in run.stdout


BEFORE = {"E2008.yml": "  # Forms of other places", "phrases.yml": "  # Mailboxes and hotlines"}


def test_what_the_page_on_adding_adds_is_read(tmp_path: Path) -> None:
    """Its YAML, put into a copy of the codebook, loads, and reads what it says it reads."""
    shutil.copytree(ROOT / "codebook", tmp_path / "codebook")
    added = blocks("yaml")
    assert len(added) == 4
    for block in added:
        first, _, entry = block.text.partition("\n")
        file = tmp_path / first.removeprefix("# ")
        text = file.read_text(encoding="utf-8")
        at = text.index(BEFORE[file.name]) if file.name in BEFORE else len(text)
        file.write_text(text[:at] + entry + text[at:], encoding="utf-8")
    codebook = load_codebook(tmp_path / "codebook")
    example = next(phrase for phrase in codebook.phrases.phrases if phrase.measure == "disclosure_lectures").examples[0]
    sentence = codebook.normalizer.normalize(example.replace("{", "").replace("}", "")).text.characters
    [claim] = codebook.claimant.claims(sentence, None, [])
    assert (claim.measure, claim.value) == ("disclosure_lectures", 6)
    form = next(form for form in codebook.forms if form.edition.edition == "E2008")
    rows = "当年主动公开信息条目\n条\n120\n当年受理申请总件数\n件\n9\n1.窗口递交申请\n件\n4\n2.网页递交申请\n件\n5\n"
    text = codebook.normalizer.normalize(rows).text.characters
    readings = [reading for _, found in read_tables(text, form, []) for reading in found]
    assert {r.slot.reference: r.token.text for r in readings if r.slot and r.token} == {
        "E2008.XX4/r01": "120",
        "E2008.XX4/r02": "9",
        "E2008.XX4/r03": "4",
        "E2008.XX4/r04": "5",
    }
