"""The parts a report says it consists of."""

import pytest

from gongkai.announced import announced_parts
from gongkai.codebook import Codebook

OPENING = "某县2012年年度报告\n本年报根据条例编制。"
PROSE = "一、概述\n本县认真做好工作。\n二、主动公开政府信息情况\n全年公开信息7条。\n"


@pytest.mark.parametrize(
    ("sentence", "sections"),
    [
        (
            "本报告由概述、主动公开情况、收费及减免情况、存在的主要问题共四部分组成。",
            ["overview", "proactive_disclosure", "fees", "problems"],
        ),
        (
            "全文包括概述,依申请公开情况,因行政复议、提起行政诉讼的情况和附表三个部分。",
            ["overview", "requests", "reviews"],
        ),
        ("工作由办公室负责,包括主动公开和依申请公开两部分。", []),
        ("", []),
    ],
)
def test_parts_are_named_by_the_sentence_that_lists_them(
    sentence: str, sections: list[str], codebook: Codebook
) -> None:
    text = codebook.normalizer.normalize(f"{OPENING}{sentence}\n{PROSE}").text
    found = codebook.segmenter.sections("d", text)
    parts = list(announced_parts("d", text, found, codebook.segmenter))
    assert [part.section for part in parts] == sections
    assert all(0 <= part.source_start < part.source_end <= found[0].source_end for part in parts)
