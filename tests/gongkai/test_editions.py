"""An edition is told by its words; a word that prose has too does not outweigh the year."""

import pytest

from gongkai.codebook import Codebook


@pytest.mark.parametrize(
    ("text", "year", "edition", "basis"),
    [
        ("收到申请数 4 申请办结数 4 不同意公开答复数 1 告知作出更改补充数 0", 2016, "E2014", "form"),
        ("截至年底，现行有效规范性文件30件。", 2016, "E2014", "report_year"),
        ("清理后现行有效规范性文件30件。", 2011, "E2008", "report_year"),
        ("收到申请数 4 申请办结数 4 不同意公开答复数 1", 2019, "E2014", "form"),
        ("本年新制作数量 本年新公开数量 对外公开总数量", 2018, "E2014", "report_year"),
        ("本年新制作数量 本年新公开数量 对外公开总数量 上一年项目数量 处理决定数量 采购总金额", 2018, "E2019", "form"),
        (
            "危及“三安全一稳定” 0 属于三类内部事务信息 0 属于四类过程性信息 1。现行有效规范性文件4件",
            2019,
            "E2019",
            "form",
        ),
        ("上一年项目数量", None, "E2019", "form"),
    ],
)
def test_edition_by_its_words_and_the_year(
    text: str, year: int | None, edition: str, basis: str, codebook: Codebook
) -> None:
    finding = codebook.recognizer.recognize(text, year)
    assert finding is not None
    assert (finding.edition.edition.edition, finding.basis) == (edition, basis)


def test_nothing_is_known_without_words_and_year(codebook: Codebook) -> None:
    assert codebook.recognizer.recognize("主动公开政府信息30条。", None) is None
