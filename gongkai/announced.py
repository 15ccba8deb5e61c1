"""The parts that a report says it consists of, before the first of them begins: 本报告由概述、…和附表组成.

Belongs here: finding that sentence and the sections it names. Does not: whether they are there, which is a check.
"""

import re
from collections.abc import Iterator, Sequence

from gongkai.records import AnnouncedPart, Section
from gongkai.segment import Segmenter
from gongkai.text import Text

SENTENCE = re.compile(r"(?:包括|由|分为)([^。]{12,400}?)(?:组成|构成|部分)")
PIECE = re.compile(r"[^、,;:]+")
# So much of a report is looked through where no heading ends the words before the first section.
REACH = 3000
# Fewer are named by sentences about other things.
NAMED_AT_LEAST = 3


def announced_parts(
    document_id: str, text: Text, sections: Sequence[Section], segmenter: Segmenter
) -> Iterator[AnnouncedPart]:
    """A record for each section named where the report says what it consists of."""
    first = next((section for section in sections if section.heading_number), None)
    end = REACH if first is None else min(REACH, text.position(first.source_start))
    sentence = SENTENCE.search(text.characters, 0, end)
    if not sentence:
        return
    named: dict[str, tuple[int, int]] = {}
    for piece in PIECE.finditer(text.characters, *sentence.span(1)):
        kind = segmenter.kind_of(piece[0])
        if kind:
            named.setdefault(kind, piece.span())
    if len(named) >= NAMED_AT_LEAST:
        for kind, (start, stop) in named.items():
            yield AnnouncedPart(document_id, kind, *text.source_span(start, stop))
