"""Damaged inputs: a short run of `python -m tests.fuzz`, inputs that hypothesis makes, and every crash of the past."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.codebook import Codebook
from tests.fuzz import LIMITS, problem_of, read, run
from tests.fuzz_seeds import Seed, seeds
from tests.generator.reports import EDITIONS, generate

SHORT = 300
# What reports are made of, so that texts of it reach deep into the reader.
PIECES = st.sampled_from(
    (
        "主动公开 政府信息 收到 申请 其中 网站 合计 总计 条 件 万 余 约 没有 无 0 1 12.5 "
        "２０１２年 二〇一二年 一、 （一） 。 ， ； ： \n \t \u3000 % ( ) / — ○ 表 本年 上年结转 "
        "予以公开 不予公开 行政复议 人次 元 份 第 年度报告 局 县 市 省"
    ).split(" ")
)
TAGS = st.sampled_from(
    "table tr td th p div span ul li a b br html body script style title !-- tbody caption nav".split()
)
WORDS = st.binary(max_size=20).map(lambda data: data.decode("utf-8", "surrogateescape"))
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.lists(WORDS, max_size=3)
ALIKE = settings(
    max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def test_damaged_files_neither_crash_nor_delay(codebook: Codebook) -> None:
    done, found = run(0, SHORT, codebook)
    assert (done, found) == (SHORT, [])


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.name)
def test_what_is_damaged_was_good(codebook: Codebook, seed: Seed) -> None:
    """Otherwise the damage would be done to what is refused at once."""
    is_read = read(seed.name, seed.data, codebook) > 0
    assert is_read or seed.name.startswith(("manifest", "a.xls", "a.pdf"))


@ALIKE
@given(st.lists(PIECES, max_size=400).map("".join))
def test_texts_of_the_words_of_reports(codebook: Codebook, text: str) -> None:
    read("a.txt", text.encode(), codebook)


@ALIKE
@given(st.lists(st.tuples(TAGS, st.booleans(), PIECES), max_size=200))
def test_pages_of_any_tags(codebook: Codebook, tags: list[tuple[str, bool, str]]) -> None:
    page = "".join(f"<{'/' if is_end else ''}{tag}>{text}" for tag, is_end, text in tags)
    read("a.html", f"<html>{page}".encode(), codebook)


@ALIKE
@given(st.binary(max_size=3000))
def test_any_bytes(codebook: Codebook, data: bytes) -> None:
    for name in ("a.txt", "a", "a.jsonl", "a.xls", "manifest.csv"):
        read(name, data, codebook)


@ALIKE
@given(
    st.dictionaries(st.text(max_size=12), st.recursive(st.none() | st.text() | st.floats() | st.booleans(), st.lists))
)
def test_rows_of_any_columns(codebook: Codebook, row: dict[str, object]) -> None:
    read("a.jsonl", (json.dumps(row) + "\n" + json.dumps(row | {"text": "年报"})).encode(), codebook)


TITLE = "示例县2012年政府信息公开年度报告\n一、概述\n全年主动公开政府信息"
FORM = generate(next(iter(EDITIONS)), "lines", 9).text
GLUED = re.sub(r"(?<=[\u4e00-\u9fff])(\s+\d+)+", "4137259861" * 3, generate("E2021", "lines", 9).text)
# name | data: inputs that once ended a run or the reading of a file with an error, or took more than two seconds
CRASHES = [
    ("manifest.csv", b",file\nx,y\n"),  # a column without a name
    ("a.docx", b"PK\x03\x04" + b"\0" * 26 + b"PK\x05\x06" + b"\0" * 8 + b"\xff" * 3 + b"\0" * 7),
    ("a.txt", (TITLE + "12" + " \u3000" * 3000 + "条。\n").encode()),  # a number and its counter word far apart
    ("a.txt", (TITLE + f"12条，{'9' * 400}条，{'8' * 31}万亿条，{'1,' * 300}件。\n").encode()),
    ("a.txt", FORM.replace("\n1", "\n" + "9" * 60).encode()),  # figures of more digits than are stored
    ("a.jsonl", b'{"\\udc80": 1, "text": "1"}'),  # half a character in the name of a column
    ("a.txt", FORM.replace("\n2", "\n" + "9" * 400).encode()),
    ("a.txt", GLUED.encode()),  # rows of many digits and millions of ways to part them into cells
]


@pytest.mark.parametrize(("name", "data"), CRASHES)
def test_what_crashed_once(codebook: Codebook, name: str, data: bytes) -> None:
    assert problem_of(0, name, data, codebook) is None


def test_the_inputs_are_read_within_limits() -> None:
    assert LIMITS.file_mib << 20 > max(len(seed.data) for seed in seeds())
