"""What manifests say about files: kept as said, evidence where a text is silent, and checked against the files."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from assets.inbox import Inbox
from assets.opening import DOCUMENTS, FILES, MANIFESTS, Opening, each_once
from assets.raw import SCHEMAS
from assets.readers import Frames, frames_of
from assets.reading import Reading
from assets.sources import batches, sources
from assets.staging import SCHEMAS as STAGING
from gongkai.codebook import Codebook
from gongkai.formats import LIMITS
from gongkai.records import Document
from models.raw import Documents, Files, Manifests
from models.warehouse import Warehouse
from orchestration.checks import ENTRIES_WITHOUT_FILE, FILES_NOT_READ
from tests.orchestration.test_inbox import zipped

BODY = """根据2008年起施行的《中华人民共和国政府信息公开条例》，现将一年的情况写成本报告，请予监督。
一、主动公开政府信息情况
主动公开政府信息86条，其中政府网站公开80条。
二、依申请公开政府信息情况
收到政府信息公开申请4件，都在期限内答复。
三、收费、行政复议和行政诉讼情况
没有收取费用，没有发生行政复议和行政诉讼。
四、存在的主要问题和改进措施
公开栏离门口太远，来年挪近。
"""
SILENT = "政府信息公开工作年度报告\n" + BODY
SPEAKING = "沭阳县财政局2014年政府信息公开工作年度报告\n" + BODY + "沭阳县财政局\n2015年1月20日\n"


def read(codebook: Codebook, folder: Path, *manifests: Path) -> Frames:
    inbox, names = Inbox((folder,), codebook.delivery_names, manifests=manifests), codebook.delivery_names
    found = batches(sources(inbox.deliveries(), names, LIMITS))
    frames = list(each_once(frames_of(batch, Opening(SCHEMAS, LIMITS, names), codebook, 60) for batch in found))
    return {name: pl.concat(each[name] for each in frames) for name in SCHEMAS}


def reports(codebook: Codebook, frames: Frames) -> dict[str, dict[str, object]]:
    """The headers of the documents, by file name."""
    rows = frames[DOCUMENTS].drop("characters", "digest").iter_rows(named=True)
    documents = [Document(**row) for row in rows]
    headers = frames_of(documents, Reading(STAGING), codebook, 60)["reports"].iter_rows(named=True)
    return {document.file_name: header for document, header in zip(documents, headers, strict=True)}


def test_what_a_manifest_says_is_evidence_where_the_text_is_silent(codebook: Codebook, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SILENT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SPEAKING, encoding="utf-8")
    table = (
        "文件名,标题,发布机构,发布日期,网址,栏目\n"
        "a.txt,泗阳县教育局2013年政府信息公开工作年度报告,泗阳县教育局,2014-03-05 09:00,http://a.gov.cn/1,年报\n"
        "b.txt,泗阳县教育局2013年政府信息公开工作年度报告,泗阳县教育局,2016/3/5,http://a.gov.cn/2,\n"
    )
    (tmp_path / "清单.csv").write_bytes(table.encode("gb18030"))
    frames = read(codebook, tmp_path)
    said = json.loads(frames[DOCUMENTS]["said"][0])
    assert said["url"] == "http://a.gov.cn/1"
    assert said["other"] == '{"栏目": "年报"}'
    found = reports(codebook, frames)
    silent, speaking = found["a.txt"], found["b.txt"]
    assert (silent["issuer"], silent["issuer_basis"]) == ("泗阳县教育局", "delivery")
    assert (silent["report_year"], silent["report_year_basis"]) == (2013, "delivery")
    assert (silent["publication_date"], silent["publication_date_basis"]) == (date(2014, 3, 5), "delivery")
    assert (silent["jurisdiction_name"], silent["jurisdiction_basis"]) == ("泗阳县", "delivery")
    assert (speaking["issuer"], speaking["issuer_basis"]) == ("沭阳县财政局", "title")
    assert (speaking["report_year"], speaking["report_year_basis"]) == (2014, "title")
    assert (speaking["publication_date"], speaking["publication_date_basis"]) == (date(2015, 1, 20), "signature")


def test_a_row_says_it_beside_the_document(codebook: Codebook, tmp_path: Path) -> None:
    rows = [{"text": SILENT, "agency": "泗阳县教育局", "title": "2013年报告", "date": "2014-02-30"}, {"text": SPEAKING}]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    frames = read(codebook, tmp_path)
    header = reports(codebook, frames)["line 1"]
    assert (header["issuer"], header["issuer_basis"]) == ("泗阳县教育局", "delivery")
    assert header["publication_date"] is None  # no such day
    (row,) = frames[MANIFESTS].iter_rows(named=True)
    assert (row["delivery"], row["number"], row["path"]) == ("a.jsonl", 1, "a.jsonl/line 1")
    assert (row["issuer"], row["published"], row["status"]) == ("泗阳县教育局", "2014-02-30", "valid")


def test_entries_are_kept_and_those_without_a_file_are_reported(codebook: Codebook, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    (folder / "下级").mkdir(parents=True)
    (folder / "下级" / "a.txt").write_text(SILENT, encoding="utf-8")
    (folder / "下级" / "b.zip").write_bytes(zipped(**{"内/甲.txt": SPEAKING.encode()}))
    entries = [
        {"file": "a.txt", "url": "http://a.gov.cn/1", "retrieved_at": "2024-01-05T08:00:00Z"},
        {"file": ".\\b.zip/内/甲.txt", "url": "http://a.gov.cn/2"},
        {"file": "gone.txt"},
        {"file": "../../etc/passwd"},
        {"file": "/etc/passwd"},
        {"url": "http://a.gov.cn/3"},
        [1, 2],
    ]
    lines = "".join(json.dumps(entry) + "\n" for entry in entries) + '{"file": "a.txt"\n'
    (folder / "下级" / "manifest.jsonl").write_text(lines)
    (tmp_path / "more.csv").write_text(
        'file,url\n下级/a.txt,http://a.gov.cn/first\nx.txt\n"下级/a.txt', encoding="utf-8"
    )
    frames = read(codebook, folder, tmp_path / "more.csv")
    statuses = dict(frames[FILES].select("path", "status").iter_rows())
    assert statuses == {
        "../more.csv": "manifest",
        "下级/manifest.jsonl": "manifest",
        "下级/a.txt": "read",
        "下级/b.zip/内/甲.txt": "read",
        "下级/b.zip": "unpacked",
    }
    said = [json.loads(text) for text in frames[DOCUMENTS]["said"]]
    assert said == [{"url": "http://a.gov.cn/first"}, {"url": "http://a.gov.cn/2"}]
    assert frames[MANIFESTS].filter(pl.col("number") == 1)["retrieved"].to_list() == ["2024-01-05T08:00:00Z"]
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    for table in (Files, Documents, Manifests):
        warehouse.write(table, frames[table.address().table])
    missing = warehouse.query(ENTRIES_WITHOUT_FILE).rows()
    assert [(manifest, line) for manifest, line, _ in missing] == [
        *(("../more.csv", number) for number in (3, 4)),
        *(("下级/manifest.jsonl", number) for number in (3, 4, 5, 6, 7, 8)),
    ]
    words = [
        *("1 cells, and the heading 2", "1 cells", "no such file: 下级/gone.txt", "lies outside", "lies outside"),
        *("names no file", "no JSON object", "no JSON ("),
    ]
    for (_, _, reason), word in zip(missing, words, strict=True):
        assert word in reason
    assert warehouse.query(FILES_NOT_READ).is_empty()


def test_what_a_manifest_says_belongs_to_the_listing(codebook: Codebook, tmp_path: Path) -> None:
    """A changed entry changes the delivery it is about and no other, so that only that is read anew."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(SILENT, encoding="utf-8")
    listed = []
    for url in ("1", "2"):
        (tmp_path / "manifest.csv").write_text(f"file,url\na.txt,{url}\n")
        listed.append({each.path: each for each in Inbox((tmp_path,), codebook.delivery_names).deliveries()})
    assert listed[0]["a.txt"] != listed[1]["a.txt"]
    assert listed[0]["b.txt"] == listed[1]["b.txt"]


@pytest.mark.parametrize(
    "data", [b"", b"\0\1\2" * 9, b"file,url\n" + b'"' * 99, b"\xff\xfe", b"file\n" + b"x" * 3_000_000]
)
def test_a_manifest_that_is_none_stops_nothing(codebook: Codebook, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "manifest.csv").write_bytes(data)
    (tmp_path / "a.txt").write_text(SILENT, encoding="utf-8")
    frames = read(codebook, tmp_path)
    assert dict(frames[FILES].select("path", "status").iter_rows())["a.txt"] == "read"


def test_a_manifest_that_is_a_link_is_not_followed(codebook: Codebook, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("file,url\na.txt,1\n")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "manifest.csv").symlink_to(tmp_path / "outside.csv")
    frames = read(codebook, tmp_path / "inbox")
    assert frames[FILES]["status"].to_list() == ["unsupported"]
    assert frames[MANIFESTS].is_empty()
