"""What counts as not read: a file that holds no report, not the contents page of one that holds several."""

from pathlib import Path

from assets.frames import frame_of_rows
from assets.opening import document_row
from assets.readers import frames_of
from assets.reading import Reading
from assets.staging import SCHEMAS
from gongkai import documents_in
from gongkai.codebook import Codebook
from models.raw import Documents
from models.staging import Reports
from models.warehouse import Warehouse
from orchestration.checks import DOCUMENTS_NOT_READ

REPORT = """{title}
根据《中华人民共和国政府信息公开条例》，现将本局一年的情况写成本报告，请予监督。
一、概述
公开栏迁到了新的大厅门口，电话多放了一部，公开目录重排了一次，其余照旧。
二、主动公开政府信息情况
主动公开政府信息86条，其中政府网站公开80条。
三、依申请公开政府信息情况
收到政府信息公开申请4件，都在期限内答复。
四、收费、行政复议和行政诉讼情况
没有收取费用，没有发生行政复议和行政诉讼。
五、存在的主要问题和改进措施
预算附表的字太小，来年放大。
"""
TITLES = [f"沭阳县{office}2014年政府信息公开工作年度报告" for office in ("财政局", "教育局", "水利局")]
CONTENTS = "\n".join(["沭阳县2014年政府信息公开年报汇编", "目录", *(f"{title}……1" for title in TITLES)]) + "\n"
NOTICE = "关于召开信息公开工作会议的通知\n各单位：请于周五到会议室开会。\n"


def test_the_contents_page_of_a_compilation_is_not_missed(tmp_path: Path, codebook: Codebook) -> None:
    compilation = CONTENTS + "\n" + "\n".join(REPORT.format(title=title) for title in TITLES)
    files = {"汇编.txt": compilation, "通知.txt": NOTICE}
    documents = [each for name, text in files.items() for each in documents_in(text.encode(), name, codebook)]
    assert len(documents) == 5
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    warehouse.write(Documents, frame_of_rows(Documents, [document_row(document) for document in documents]))
    warehouse.write(Reports, frames_of(documents, Reading(SCHEMAS), codebook, 60)["reports"])
    assert warehouse.query(DOCUMENTS_NOT_READ)["file_name"].to_list() == ["通知.txt"]
