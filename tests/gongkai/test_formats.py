"""From bytes to text: encodings that are read, and inputs that are refused with a reason."""

import pytest

from gongkai.formats import UnreadableError, decode

REPORT = "某市2012年政府信息公开年度报告。主动公开政府信息12条。"
TRADITIONAL = "某市2012年政府信息公開年度報告。主動公開政府資訊12條。"


@pytest.mark.parametrize(
    ("encoding", "expected", "text"),
    [
        ("utf-8", "utf-8", REPORT),
        ("utf-8-sig", "utf-8-sig", REPORT),
        ("utf-16", "utf-16", REPORT),
        ("gb18030", "gb18030", REPORT),
        ("gbk", "gb18030", REPORT),
        ("big5", "big5", TRADITIONAL),
        ("big5hkscs", "big5hkscs", "嘅啲" + TRADITIONAL),
        ("utf-16-le", "utf-16-le", REPORT),
        ("utf-16-be", "utf-16-be", REPORT),
        ("utf-16-le", "utf-16-le", "2012 12\n"),
    ],
)
def test_encodings(encoding: str, expected: str, text: str) -> None:
    document = decode(text.encode(encoding), "报告.txt")
    assert (document.text, document.encoding) == (text, expected)


@pytest.mark.parametrize("first", ["utf-8", "gb18030"])
def test_a_text_pasted_from_two_encodings_is_read_line_by_line(first: str) -> None:
    second = "gb18030" if first == "utf-8" else "utf-8"
    data = f"{REPORT}\n".encode(first) * 3 + f"{REPORT}\n".encode(second) * 4
    document = decode(data, "拼接.txt")
    assert (document.text, document.encoding) == (f"{REPORT}\n" * 7, "mixed")


def test_a_few_stray_control_characters_do_not_hide_a_report() -> None:
    text = f"{REPORT}\x07\n" * 3 + REPORT * 20
    assert decode(text.encode(), "杂.txt").text == text


def test_a_file_cut_inside_a_character_is_read_up_to_there() -> None:
    document = decode(REPORT.encode()[:-1], "截断.txt")
    assert document.text == REPORT[:-1]


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"", "empty", "empty"),
        (b" \r\n\0", "empty", "empty"),
        (b"%PDF-1.4 ...", "unreadable", "damaged"),
        (b"PK\x03\x04 ...", "unreadable", "damaged"),
        (b"<!DOCTYPE html><html></html>", "empty", "shows no text"),
        (bytes(range(256)) * 4, "unreadable", "no text"),
        (b"plain words\x00\x01\x02 and more", "unreadable", "control characters"),
    ],
)
def test_refusals_name_the_file_and_what_to_do(data: bytes, status: str, words: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        decode(data, "文件.bin")
    assert refused.value.status == status
    assert "文件.bin" in str(refused.value)
    assert words in str(refused.value)
