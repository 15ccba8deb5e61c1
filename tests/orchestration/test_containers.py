"""Deliveries of many documents in one file: a row each, and what is broken says so and hides nothing else."""

import base64
import bz2
import gzip
import io
import json
import lzma
import tarfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from assets.inbox import Inbox
from assets.opening import DOCUMENTS, FILES, Opening, each_once
from assets.raw import SCHEMAS
from assets.readers import frames_of
from assets.sources import batches, sources
from gongkai.codebook import Codebook
from gongkai.formats import LIMITS, Limits, members
from gongkai.records import Document
from orchestration.delivered import NotRead, documents_of
from tests.orchestration.test_inbox import zipped

TEXT = "示例县{}年政府信息公开年度报告\n主动公开政府信息{}条。\n"
PAGE = "<html><head><meta charset='{}'></head><body><p>" + TEXT + "</p></body></html>"


def text(number: int) -> str:
    return TEXT.format(2010, number)


def page(number: int, encoding: str = "utf-8") -> bytes:
    return PAGE.format(encoding, 2010, number).encode(encoding)


def read(codebook: Codebook, folder: Path, limits: Limits = LIMITS) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The files and the documents under a folder."""
    found = batches(
        sources(Inbox((folder,), codebook.delivery_names, limits).deliveries(), codebook.delivery_names, limits)
    )
    frames = list(
        each_once(frames_of(batch, Opening(SCHEMAS, limits, codebook.delivery_names), codebook, 60) for batch in found)
    )
    return pl.concat(each[FILES] for each in frames), pl.concat(each[DOCUMENTS] for each in frames)


def endings(files: pl.DataFrame) -> dict[str, str]:
    return dict(files.select("path", "status").iter_rows())


def reason(files: pl.DataFrame, path: str) -> str:
    return str(files.filter(pl.col("path") == path)["reason"].item())


def lines(*rows: Any) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def response(url: str, payload: bytes, status: str = "200 OK", **headers: str) -> tuple[Any, ...]:
    return url, payload, status, headers


def web_archive(*responses: tuple[Any, ...], gzip: bool = True) -> list[bytes]:
    """The records of a WARC file, a request and an information record among them."""
    pieces = []
    for url, payload, status, headers in responses:
        named = [(name.replace("_", "-"), value) for name, value in headers.items()]
        http = StatusAndHeaders(status, named, protocol="HTTP/1.1")
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=gzip)
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(payload), http_headers=http))
        pieces.append(out.getvalue())
    return pieces


def test_a_line_of_json_is_a_document(codebook: Codebook, tmp_path: Path) -> None:
    rows = [
        {"URL": "http://a.gov.cn/1", "text": text(1), "publish_date": "2011-03-01", "栏目": "公开"},
        {"html": page(2).decode(), "text": "what a program took out", "文件名": "甲/乙.html"},
        {"content_base64": base64.b64encode(page(3, "gb18030")).decode()},
        {"url": "http://a.gov.cn/4", "text": ""},
        {"url": "http://a.gov.cn/5"},
        {"content_base64": "没有"},
        {"text": "\ud800" + text(6)},
        ["no", "object"],
    ]
    data = lines(*rows[:6]) + b'{"text": "\\ud800' + b'"}\n' + lines(rows[7]) + b"\n" + lines({"text": text(9)})[:-20]
    (tmp_path / "年报.jsonl").write_bytes(data)
    files, documents = read(codebook, tmp_path)
    assert endings(files) == {
        "年报.jsonl/line 1": "read",
        "年报.jsonl/line 2/乙.html": "read",
        "年报.jsonl/line 3": "read",
        "年报.jsonl/line 4": "empty",
        "年报.jsonl/line 5": "unsupported",
        "年报.jsonl/line 6": "unreadable",
        "年报.jsonl/line 7": "unreadable",
        "年报.jsonl/line 8": "unreadable",
        "年报.jsonl/line 10": "unreadable",
        "年报.jsonl": "unpacked",
    }
    assert "codebook/deliveries.yml" in reason(files, "年报.jsonl/line 5")
    assert "no JSON" in reason(files, "年报.jsonl/line 10")
    assert documents["format"].to_list() == ["text", "html", "html"]
    assert documents["encoding"].to_list() == ["utf-8", "utf-8", "gb18030"]
    assert json.loads(documents["said"][0]) == {
        "url": "http://a.gov.cn/1",
        "published": "2011-03-01",
        "other": '{"栏目": "公开"}',
    }
    assert set(files["delivery"]) == {"年报.jsonl"}
    assert files["number"].to_list() == [*range(1, 10), 0]


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz", "zst"])
def test_packed_lines_are_streamed(codebook: Codebook, tmp_path: Path, ending: str) -> None:
    packing = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard}[ending]
    data = packing(lines(*({"text": text(number)} for number in range(500))))
    (tmp_path / f"a.jsonl.{ending}").write_bytes(data)
    (tmp_path / f"b.ndjson.{ending}").write_bytes(data[: len(data) // 2])
    (tmp_path / f"c.txt.{ending}").write_bytes(packing(text(1000).encode()))
    files, documents = read(codebook, tmp_path)
    found = endings(files)
    assert found[f"a.jsonl.{ending}"] == "unpacked"
    assert found[f"a.jsonl.{ending}/line 500"] == "read"
    assert found[f"b.ndjson.{ending}"] == "unreadable"
    assert "damaged" in reason(files, f"b.ndjson.{ending}")
    assert found[f"c.txt.{ending}/c.txt"] == "read"
    assert documents.height == 501


def zstandard(data: bytes) -> bytes:
    return bytes(pa.compress(data, "zstd", asbytes=True))


def parquet_file(path: Path, table: dict[str, Any], **options: Any) -> None:
    parquet.write_table(pa.table(table), path, **options)


def test_a_row_of_parquet_is_a_document(codebook: Codebook, tmp_path: Path) -> None:
    table = {
        "id": list(range(6)),
        "Page_HTML": [None, page(2, "gb18030"), b"", page(4), page(2, "gb18030"), page(6)],
        "正文": [text(1), None, "", "…", None, None],
        "url": [f"http://a.gov.cn/{number}" for number in range(6)],
    }
    parquet_file(tmp_path / "年报.parquet", table, row_group_size=2)
    parquet_file(tmp_path / "无.parquet", {"id": [1], "value": ["x"]})
    files, documents = read(codebook, tmp_path)
    assert endings(files) == {
        "年报.parquet/row 1": "read",
        "年报.parquet/row 2": "read",
        "年报.parquet/row 3": "empty",
        "年报.parquet/row 4": "read",
        "年报.parquet/row 5": "duplicate",
        "年报.parquet/row 6": "read",
        "年报.parquet": "unpacked",
        "无.parquet": "unsupported",
    }
    assert "(id, value)" in reason(files, "无.parquet")
    assert documents["format"].to_list() == ["text", "html", "html", "html"]


def test_a_damaged_row_group_hides_no_other(codebook: Codebook, tmp_path: Path) -> None:
    path = tmp_path / "年报.parquet"
    parquet_file(path, {"text": [text(number) * 50 for number in range(30)]}, row_group_size=10, compression="zstd")
    start = parquet.ParquetFile(path).metadata.row_group(1).column(0).dictionary_page_offset
    data = bytearray(path.read_bytes())
    data[start : start + 60] = b"\xff" * 60
    path.write_bytes(data)
    files, _ = read(codebook, tmp_path)
    found = endings(files)
    assert [found.get(f"年报.parquet/row {number}") for number in (1, 10, 11, 12, 21, 30)] == [
        *("read", "read", "unreadable", None, "read", "read")
    ]
    assert "rows 11 to 20 are damaged" in reason(files, "年报.parquet/row 11")


def test_a_response_of_a_web_archive_is_a_document(codebook: Codebook, tmp_path: Path) -> None:
    html = {"Content_Type": "text/html; charset=gbk"}
    packed = gzip.compress(page(5))
    pieces = web_archive(
        response("http://a.gov.cn/%E5%B9%B4%E6%8A%A5.html", page(1, "gb18030"), **html),
        response("http://a.gov.cn/gone", page(2), "404 Not Found", **html),
        response("http://a.gov.cn/logo.png", b"\x89PNG...", Content_Type="image/png"),
        response("http://a.gov.cn/", f"<b>{text(4)}</b>".encode(), Content_Type="text/html"),
        response("http://a.gov.cn/5", packed, Content_Type="text/html", Content_Encoding="gzip"),
        response("http://a.gov.cn/6", b"", Content_Type="text/html"),
    )
    (tmp_path / "crawl.warc.gz").write_bytes(b"".join(pieces))
    files, documents = read(codebook, tmp_path)
    assert endings(files) == {
        "crawl.warc.gz/record 1/年报.html": "read",
        "crawl.warc.gz/record 2/gone": "ignored",
        "crawl.warc.gz/record 3/logo.png": "ignored",
        "crawl.warc.gz/record 4": "read",
        "crawl.warc.gz/record 5/5": "read",
        "crawl.warc.gz/record 6/6": "empty",
        "crawl.warc.gz": "unpacked",
    }
    assert documents["format"].to_list() == ["html", "html", "html"]
    said = json.loads(documents["said"][0])
    assert said["url"] == "http://a.gov.cn/%E5%B9%B4%E6%8A%A5.html"
    assert said["encoding"] == "gbk"
    assert said["retrieved"].endswith("Z")
    assert "urn:uuid" in said["other"]


@pytest.mark.parametrize("packing", ["records", "whole", "none"])
def test_a_broken_record_hides_no_other(codebook: Codebook, tmp_path: Path, packing: str) -> None:
    pages = [response(f"http://a.gov.cn/{number}", page(number)) for number in range(6)]
    pieces = web_archive(*pages, gzip=packing == "records")
    pieces[2] = pieces[2][: len(pieces[2]) // 2]  # cut off in the middle
    pieces[5] = pieces[5][:-30]  # and at the end
    data = b"".join(pieces)
    (tmp_path / "a.warc").write_bytes(gzip.compress(data) if packing == "whole" else data)
    if packing != "none":
        (tmp_path / "a.warc").rename(tmp_path / "a.warc.gz")
    files, _ = read(codebook, tmp_path)
    statuses = files["status"].to_list()
    assert statuses[:2] == ["read", "read"]
    assert statuses[2] == statuses[-2] == "unreadable"
    assert statuses[3:5] == ["read", "read"]
    assert statuses[-1] == "unpacked"


def test_a_page_saved_as_mail_is_read(codebook: Codebook, tmp_path: Path) -> None:
    body = base64.encodebytes(PAGE.format("gbk", 2010, 7).encode("gbk")).decode()
    mail = (
        "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n'
        f"----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n"
        "----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----b--\r\n"
    )
    (tmp_path / "a.mhtml").write_bytes(mail.encode())
    (tmp_path / "b.mht").write_bytes(mail.replace("text/html", "text/css").encode())
    files, documents = read(codebook, tmp_path)
    assert endings(files) == {"a.mhtml": "read", "b.mht": "empty"}
    assert documents.select("format", "encoding").row(0) == ("mhtml", "gb18030")
    assert text(7).split("\n")[0] in documents["text"][0]


def test_a_damaged_file_in_an_archive_hides_no_other(codebook: Codebook, tmp_path: Path) -> None:
    good = zipped(**{"甲.txt": text(1).encode(), "乙.txt": text(2).encode() * 9, "丙.jsonl": lines({"text": text(3)})})
    broken = bytearray(good)
    place = good.index("乙.txt".encode()) + len("乙.txt".encode()) + 4
    broken[place : place + 9] = b"\xff" * 9
    (tmp_path / "a.zip").write_bytes(broken)
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as archive:
        for name, data in (("坏.zip", bytes(good[:-40])), ("好.zip", good)):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    (tmp_path / "b.tar").write_bytes(inner.getvalue())
    found = endings(read(codebook, tmp_path)[0])
    assert found["a.zip/甲.txt"] == "read"
    assert found["a.zip/乙.txt"] == "unreadable"
    assert found["a.zip/丙.jsonl/line 1"] == "read"
    assert found["b.tar/好.zip/乙.txt"] == "read"
    assert found["b.tar/坏.zip"] == "unreadable"


@pytest.mark.parametrize(
    ("limit", "limits", "name", "data"),
    [
        ("MEMBERS", Limits(members=1), "a.jsonl", lines({"text": text(1)}, {"text": text(2)})),
        ("FILE_MIB", Limits(file_mib=1), "a.jsonl", lines({"text": "0" * (1 << 20)}, {"text": text(2)})),
        ("FILE_MIB", Limits(file_mib=1), "a.txt.gz", gzip.compress(b"0" * (2 << 20))),
        ("GROWTH", Limits(unpacked_mib=1, growth=2), "a.jsonl.gz", gzip.compress(b" " * (3 << 20))),
        ("CONTAINER_MIB", Limits(container_mib=0), "a.warc", b"WARC/1.0\r\n"),
        ("FILE_MIB", Limits(file_mib=1), "a.warc.gz", web_archive(response("http://a", b"0" * (3 << 20)))[0]),
        ("FILE_MIB", Limits(file_mib=1), "a.warc", web_archive(response("http://a", b"0" * (3 << 20)), gzip=False)[0]),
    ],
)
def test_what_asks_for_too_much_is_refused(
    limit: str, limits: Limits, name: str, data: bytes, codebook: Codebook, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    files, _ = read(codebook, tmp_path, limits)
    assert any(f"GONGKAI_{limit}" in str(reason) for reason in files["reason"]), files["reason"].to_list()


def deliveries(folder: Path) -> Iterator[Path]:
    """The same thousand documents, 20 MiB of text, in each kind of container."""
    rows = [text(number) + "公开" * 3500 for number in range(1000)]
    (folder / "a.jsonl").write_bytes(lines(*({"text": row} for row in rows)))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress((folder / "a.jsonl").read_bytes()))
    parquet_file(folder / "c.parquet", {"text": rows}, row_group_size=1000)
    (folder / "d.zip").write_bytes(zipped(**{f"{number}.txt": row.encode() for number, row in enumerate(rows)}))
    records = web_archive(*(response(f"http://a/{number}", row.encode()) for number, row in enumerate(rows)))
    (folder / "e.warc.gz").write_bytes(b"".join(records))
    yield from sorted(folder.iterdir())


def test_a_container_is_never_in_memory_as_a_whole(codebook: Codebook, tmp_path: Path) -> None:
    for path in deliveries(tmp_path):
        tracemalloc.start()
        before = pa.total_allocated_bytes()
        with path.open("rb") as file:
            number = held = 0
            for _ in members(file, path.name, codebook.delivery_names, LIMITS):
                number += 1
                held = max(held, pa.total_allocated_bytes() - before)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert number == 1000, path
        assert peak < 6 << 20, path
        assert held < 44 << 20, path


def test_a_container_is_read_without_a_warehouse(codebook: Codebook, tmp_path: Path) -> None:
    (tmp_path / "年报.jsonl").write_bytes(lines({"text": text(1)}, {"text": ""}, {"text": text(2)}))
    first, empty, last = documents_of(tmp_path / "年报.jsonl", "年报.jsonl", codebook)
    assert isinstance(first, Document) and isinstance(empty, NotRead) and isinstance(last, Document)
    assert (first.file_name, empty.file, last.file_name) == tuple(f"年报.jsonl/line {number}" for number in (1, 2, 3))
