"""Documents in JSON that is one value, and payloads that a later visit of a crawler refers to."""

import base64
import gzip
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gongkai.codebook import Codebook
from gongkai.formats import LIMITS, Limits, members
from tests.orchestration.test_containers import endings, page, read, reason, text

DATE = "2011-03-01T08:00:00Z"
PAGE = {"Content-Type": "text/html; charset=gbk"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("indent", [None, 2])
def test_an_element_of_an_array_is_a_document(
    codebook: Codebook, tmp_path: Path, encoding: str, indent: int | None
) -> None:
    rows = [
        {"标题": "年报", "text": text(1), "n": float("nan")},
        {"html": page(2).decode(), "标签": ["甲", {"乙": 1}]},
        {"text": ""},
        {"标题": "无"},
        ["no", "object"],
        {"text": text(6)},
    ]
    data = json.dumps(rows, ensure_ascii=False, indent=indent).encode(encoding)
    (tmp_path / "a.json").write_bytes(data)
    (tmp_path / "b.JSON.gz").write_bytes(gzip.compress(data))
    files, documents = read(codebook, tmp_path)
    statuses = ["read", "read", "empty", "unsupported", "unreadable", "read"]
    found = endings(files)
    assert [found[f"a.json/record {number}"] for number in range(1, 7)] == statuses
    assert found["a.json"] == found["b.JSON.gz"] == "unpacked"
    assert found["b.JSON.gz/record 6"] == "duplicate"
    assert json.loads(documents["said"][0])["title"] == "年报"
    assert documents["format"].to_list() == ["text", "html", "text"]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ({"code": 0, "data": {"total": 2, "list": [{"text": text(1)}, {"text": text(2)}]}, "rows": [{"id": 1}]}, 2),
        ({"attachments": [{"url": "http://a.gov.cn/1.pdf"}], "text": text(1)}, 1),
        ({"text": text(1), "parts": [{"text": text(2)}]}, 1),
        ({"content": [{"content": text(1)}]}, 1),
    ],
)
def test_an_object_holds_an_array_of_documents_or_is_one(
    codebook: Codebook, tmp_path: Path, value: Any, number: int
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value), encoding="utf-8")
    files, documents = read(codebook, tmp_path)
    assert files["status"].to_list() == ["read"] * number + ["unpacked"]
    assert text(1) == documents["text"][0]


def test_lines_called_json_and_an_array_called_lines_are_read(codebook: Codebook, tmp_path: Path) -> None:
    rows = [json.dumps({"text": text(number)}) for number in range(3)]
    (tmp_path / "a.json").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(f"[{', '.join(rows)}]", encoding="utf-8")
    gbk = json.dumps({"text": text(9)}, ensure_ascii=False).encode("gbk")
    (tmp_path / "c.jsonl").write_bytes(gbk + b"\n" + gbk)
    (tmp_path / "d.json").write_bytes(b"\n")
    files, documents = read(codebook, tmp_path)
    assert documents["text"].to_list() == [text(0), text(1), text(2), text(9)]
    assert endings(files)["c.jsonl/line 2"] == "duplicate"
    assert endings(files)["d.json"] == "empty"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'[{"text": "a"}, {"text": "b"', "what follows record 1 is no JSON"),
        (b'[{"text": "a"} {"text": "b"}]', "what follows record 1 is no JSON (expecting , or ])"),
        (b"[" * 100_000, "it is no JSON (nested too deeply)"),
        (b'{"a":' * 100_000, "it is no JSON (nested too deeply)"),
        (b'[{"text": "' + b"0" * (2 << 20) + b'"}]', "more than the 1 of GONGKAI_FILE_MIB"),
        (b"{" + b",".join(b'"%d": "%s"' % (n, b"0" * 99_999) for n in range(20)) + b"}", "GONGKAI_FILE_MIB"),
        (b"[" + b"1," * (2 << 20), "GONGKAI_MEMBERS"),
    ],
)
def test_json_that_is_broken_or_asks_for_too_much_says_so(
    codebook: Codebook, tmp_path: Path, data: bytes, words: str
) -> None:
    (tmp_path / "a.json").write_bytes(data)
    files, _ = read(codebook, tmp_path, Limits(file_mib=1, members=1000))
    assert endings(files)["a.json"] in ("unreadable", "unsupported")
    assert words in reason(files, "a.json")


def test_bytes_that_are_no_text_spoil_their_record_alone(codebook: Codebook, tmp_path: Path) -> None:
    data = json.dumps([{"text": text(number)} for number in range(3)], ensure_ascii=False).encode()
    padding = json.dumps({"text": text(9) + "公" * 40_000}, ensure_ascii=False).encode()
    data = b"[" + padding + b"," + data[1:].replace("公开".encode(), b"\xff\xfe", 1)
    (tmp_path / "a.json").write_bytes(data)
    files, documents = read(codebook, tmp_path)
    assert files["status"].to_list() == ["read", "unreadable", "read", "read", "unpacked"]
    assert documents["text"].to_list()[1:] == [text(1), text(2)]


def digest(payload: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(payload).digest()).decode()


def record(kind: str, number: int, payload: bytes = b"", *, status: str = "200 OK", **headers: str) -> bytes:
    """A record of a WARC file, packed alone."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    url = f"http://a.gov.cn/{number}.html"
    http = StatusAndHeaders(status, list(PAGE.items()), protocol="HTTP/1.1")
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if kind == "revisit":
        made = writer.create_revisit_record(url, "sha1:NONE", url, DATE, http_headers=http)
        for name in ("WARC-Payload-Digest", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date"):
            made.rec_headers.remove_header(name)
    else:
        made = writer.create_warc_record(url, kind, payload=io.BytesIO(payload), http_headers=http)
        made.rec_headers.replace_header("WARC-Date", DATE)
    for name, value in given.items():
        made.rec_headers.replace_header(name, value)
    writer.write_record(made)
    return out.getvalue()


@pytest.mark.parametrize("packing", ["records", "none"])
@pytest.mark.parametrize(
    "reference",
    [
        {"WARC_Payload_Digest": digest(page(1, "gbk")).lower()},
        {"WARC_Refers_To_Target_URI": "http://a.gov.cn/1.html", "WARC_Refers_To_Date": DATE},
        {"WARC_Refers_To": "<urn:uuid:1>"},
    ],
)
def test_a_later_visit_is_the_payload_it_refers_to(
    codebook: Codebook, tmp_path: Path, packing: str, reference: dict[str, str]
) -> None:
    pieces = [
        record("response", 1, page(1, "gbk"), WARC_Record_ID="<urn:uuid:1>"),
        record("response", 2, page(2, "gbk")),
        record("revisit", 3, status="304 Not Modified", **reference),
        record("response", 4, page(4, "gbk")),
    ]
    data = b"".join(pieces if packing == "records" else map(gzip.decompress, pieces))
    (tmp_path / "a.warc").write_bytes(data)
    files, documents = read(codebook, tmp_path)
    assert files["status"].to_list() == ["read", "read", "duplicate", "read", "unpacked"]
    assert reason(files, "a.warc/record 3/3.html") == "the same bytes as a.warc/record 1/1.html"
    assert documents["encoding"].to_list() == ["gb18030"] * 3


def test_a_later_visit_whose_payload_is_elsewhere_says_so(codebook: Codebook, tmp_path: Path) -> None:
    # The digest of such a visit may be that of the empty answer.
    unchanged = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    first = record("response", 1, page(1))
    pieces = [
        first,
        record("revisit", 2, WARC_Payload_Digest="sha1:XYZ", WARC_Refers_To_Target_URI="http://b.gov.cn/"),
        record("revisit", 3),
        record(
            "revisit", 4, WARC_Payload_Digest=digest(page(1)), WARC_Profile=unchanged
        ),  # the digest of an empty answer
        record("response", 5, page(5), status="404 Not Found"),
        record("revisit", 6, WARC_Payload_Digest=digest(page(5))),
    ]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(pieces))
    whole = first + record("revisit", 2, WARC_Payload_Digest=digest(page(1)))
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(gzip.decompress(whole)))
    files, _ = read(codebook, tmp_path)
    statuses = ["read", *["unsupported"] * 3, "ignored", "ignored", "unpacked", "duplicate", "unsupported", "unpacked"]
    assert files["status"].to_list() == statuses
    assert "(http://b.gov.cn/) that is not in this file" in reason(files, "a.warc.gz/record 2/2.html")
    assert "packed as a whole" in reason(files, "b.warc.gz/record 2/2.html")


def test_visits_that_ask_for_too_much_are_refused(codebook: Codebook) -> None:
    large = page(1) + b"0" * 100_000
    head = record("response", 1, large, status="404 Not Found")
    visits = [record("revisit", number, WARC_Payload_Digest=digest(large)) for number in range(2, 40)]
    file = io.BytesIO(b"".join([head, *visits]))
    with pytest.raises(ValueError, match="GONGKAI_GROWTH"):
        list(members(file, "a.warc.gz", codebook.delivery_names, Limits(unpacked_mib=1, growth=20)))
    file.seek(0)
    assert len(list(members(file, "a.warc.gz", codebook.delivery_names, LIMITS))) == 39
