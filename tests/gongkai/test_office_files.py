"""Word documents, workbooks and PDF files: what is read of them, and files made to do harm."""

import io
import zipfile

import docx
import pytest

from gongkai.formats import Limits, UnreadableError, decode
from gongkai.formats.word_document import MAIN_PART
from gongkai.places import Places

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def archive(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def word(body: str, before: str = "") -> bytes:
    xml = f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{body}</w:body></w:document>'
    return archive(**{MAIN_PART: xml})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


# body | text
DOCUMENTS = [
    # tracked changes: what is inserted is read, what is deleted is not
    ("<w:p><w:ins><w:r><w:t>收到</w:t></w:r></w:ins><w:del><w:r><w:delText>9</w:delText></w:r></w:del>"
     "<w:r><w:t>3件</w:t></w:r></w:p>", "收到3件\n"),
    # lines and tabs in a paragraph
    ("<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r></w:p>", "一\n二 三\n"),
    # a text box, kept twice for older programs
    ('<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
     f"<mc:Choice><w:txbxContent>{paragraph('框内')}</w:txbxContent></mc:Choice>"
     f"<mc:Fallback><w:txbxContent>{paragraph('框内')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
     "<w:r><w:t>框外</w:t></w:r></w:p>", "框外\n框内\n"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), DOCUMENTS)
def test_what_a_word_document_says(body: str, text: str) -> None:
    assert decode(word(body), "报告.docx").text == text


def test_merged_cells_are_printed_once() -> None:
    document = docx.Document()
    document.add_paragraph("统计表")
    table = document.add_table(3, 3)
    for row, words in enumerate(("指标 上半年 下半年", "申请 1 2", "答复 3 4")):
        for column, word_ in enumerate(words.split()):
            table.cell(row, column).text = word_
    table.cell(0, 1).merge(table.cell(0, 2)).text = "数量"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "申请"
    file = io.BytesIO()
    document.save(file)
    read = decode(file.getvalue(), "报告.docx")
    assert read.text == "统计表\n指标\t数量\t\n申请\t1\t2\n\t3\t4\n"
    assert Places(read).words(read.text.index("4")) == "table 1, row 3, cell 3"


BOMB = '<!DOCTYPE w [<!ENTITY a "文文文文文文文文文文">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
# bytes | words of the refusal
HOSTILE = [
    (word(paragraph("&i;"), BOMB), ("",)),
    (word(paragraph("&a;"), OUTSIDE), ("entities",)),
    (word("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), ("too deep",)),
    (word("<w:p><w:r>"), ("damaged",)),
    (archive(**{MAIN_PART: " " * (3 << 20)}), ("unpacks to 3 MiB", "GONGKAI_FILE_MIB")),
    (word(paragraph("文"))[:-30], ("damaged",)),
    (archive(**{"OFD.xml": "<a/>"}), ("OFD", "PDF")),
    (archive(**{"xl/workbook.xml": "<a/>"}), ("workbook",)),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600, ("legacy Office", "DOCX")),
    (b"%PDF-1.7\n" + b"[" * 5_000, ("damaged",)),
]


@pytest.mark.parametrize(("data", "words"), HOSTILE)
def test_a_file_that_may_not_be_read_says_why(data: bytes, words: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableError) as refused:
        decode(data, "报告.docx", Limits(file_mib=2))
    for each in ("报告.docx", *words):
        assert each in str(refused.value)
    assert refused.value.status in ("unsupported", "unreadable", "empty")
