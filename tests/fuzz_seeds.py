"""Good files of every format, small, from which damaged ones are made."""

import gzip
import io
import json
import tarfile
import zipfile
from typing import NamedTuple

import pyarrow as pa
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.generator.renderings import as_docx, as_page
from tests.generator.reports import EDITIONS, generate

MANIFEST = "file,url,issuer,date\n甲.txt,http://a.gov.cn/1,示例县财政局,2013-03-05\n乙/丙.html,,,\n"


class Seed(NamedTuple):
    """A file: its name and its bytes."""

    name: str
    data: bytes


def seeds() -> list[Seed]:
    """A few files of every format."""
    texts = [generate(edition, "tabs", seed).text for seed, edition in enumerate(EDITIONS)]
    lines = generate(next(iter(EDITIONS)), "lines", 9).text
    short = texts[0][:900]
    page = as_page(texts[0])
    return [
        *(Seed(f"{number}.txt", text.encode()) for number, text in enumerate(texts)),
        Seed("lines.txt", lines.encode()),
        Seed("gb.txt", texts[1].encode("gb18030")),
        Seed("wide.txt", short.encode("utf-16")),
        Seed("big5.txt", "示例縣2012年政府資訊公開年度報告。收到申請3件。".encode("big5") * 5),
        Seed("a.html", page),
        Seed("b.html", as_page(texts[-1], "gb18030", 1)),
        Seed("nested.html", b"<html><body>" + b"<table><tr><td>1<td>" * 30 + short.encode() + b"</table>" * 30),
        Seed("a.mhtml", _mail(as_page(short))),
        Seed("a.docx", as_docx(short)),
        Seed("a.xlsx", _workbook()),
        Seed("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8),
        Seed("a.pdf", _pdf()),
        Seed("a.jsonl", _lines(short)),
        Seed("a.json", b"[" + _lines(short).strip().replace(b"}\n", b"},\n") + b"]"),
        Seed("a.jsonl.gz", gzip.compress(_lines(short))),
        Seed("a.txt.gz", gzip.compress(short.encode())),
        Seed("a.parquet", _parquet(short)),
        Seed("a.warc", _web_archive(short, is_packed=False)),
        Seed("a.warc.gz", _web_archive(short, is_packed=True)),
        Seed("a.zip", _archive({"甲.txt": short.encode(), "乙/丙.html": page[:2000], "丁.jsonl": _lines(short)})),
        Seed("a.tar.gz", _tar(short.encode())),
        Seed("manifest.csv", MANIFEST.encode()),
        Seed("manifest.jsonl", _lines(short)),
    ]


def _lines(text: str) -> bytes:
    rows = [
        {"text": text, "url": "http://a.gov.cn/1", "date": "2013-01-05"},
        {"html": f"<p>{text}</p>"},
        {"file": "甲"},
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _parquet(text: str) -> bytes:
    file = io.BytesIO()
    table = pa.table({"text": [text, None, text[:90]], "url": ["1", "2", None], "id": [1, 2, 3]})
    parquet.write_table(table, file, row_group_size=2)
    return file.getvalue()


def _web_archive(text: str, *, is_packed: bool) -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=is_packed)
    for number in range(3):
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        payload = io.BytesIO(f"<p>{text[: 300 * number]}</p>".encode())
        url = f"http://a.gov.cn/{number}.html"
        writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=http))
    writer.write_record(writer.create_revisit_record(url, "sha1:NONE", url, writer.curr_warc_date(), http_headers=http))
    return file.getvalue()


def _archive(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def _tar(data: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name in ("甲.txt", "乙/丙.txt"):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return file.getvalue()


def _mail(page: bytes) -> bytes:
    head = (
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    )
    return head + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page + b"\r\n--b--\r\n"


def _workbook() -> bytes:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>指标{row}</t></is></c><c r="B{row}"><v>{row}</v></c></row>'
        for row in range(1, 9)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = '<Default Extension="xml" ContentType="text/xml"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{relations}"><sheets><sheet name="表" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>",
    }
    return _archive({name: text.encode() for name, text in files.items()})


def _pdf() -> bytes:
    """A page with some lines of Latin text and a ruled table, written by hand."""
    rules = " ".join(f"50 {500 - 20 * row} m 250 {500 - 20 * row} l S" for row in range(4))
    rules += " ".join(f" {50 + 100 * column} 500 m {50 + 100 * column} 440 l S" for column in range(3))
    words = "".join(
        f"BT /F1 10 Tf {place} {485 - 20 * row} Td (cell {row} {place}) Tj ET "
        for row in range(3)
        for place in (55, 155)
    )
    lines = "".join(f"BT /F1 12 Tf 50 {700 - 20 * row} Td (Annual report line {row}) Tj ET " for row in range(6))
    content = f"{rules} {words} {lines}".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    file, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(file),
    )
    return file + tail
