"""Prose cut into sentences and clauses: how far the words reach that tell what a figure counts."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

# A line ends a sentence if it is a heading, comes before a blank or a numbered line, or ends with a stop or colon.
HEADING = re.compile(
    r"(?<=\n)[ \t]*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))[^\n。,;:\d]{2,40}\n"
)
STOP = re.compile(
    r"[。;!?\n](?:(?<=[。;!?])|[ \t\r]*\n|(?<=[:。]\n)|(?=[ \t]*(?:[一二三四五六七八九十]{1,3}[、.]|\(|\d{1,2}[、.])))"
)

# A line that is no longer ends a clause: it is a heading or a cell, and no prose that a page has wrapped.
SHORT_LINE = 16
STOPS = "。;!?\n"
# A line that goes on with the paragraph above, with the parts of what it tells.
IN_PARTS = re.compile(r"[ \t\u3000]*其中")
# A sentence that ends so is an item of a list.
ITEM_END = ";"
SHARED = re.compile(r"(?P<subjects>[^,]*[、和及与][^,]*)分别(?:是|为|达|达到)?(?P<verb>[^,]*)")
COLON_AT_END = re.compile(":(?:大约|约|近|超过|逾|超)?$")
# A word set into another one: 专(兼)职.
INSET = re.compile(r"(?<=[\u4e00-\u9fff])\(([^()\d,、]{1,2})\)(?=[\u4e00-\u9fff])")
# Words in brackets that say more of the one before them: 各镇(街道)、部门. Numbers of headings are none.
ASIDE = re.compile(r"(?<=[\u4e00-\u9fff])\((?![一二三四五六七八九十])[^()\d,。;:]{1,10}\)(?=.)")
QUOTES = str.maketrans("", "", '"“”‘’『』「」【】')
SUBJECTS = re.compile("[、和及与]")
EACH = re.compile(r"(?P<subjects>[^,]*[、和及与][^,]*)各(?:有|为|是)?")
# What is counted, where it stands behind the figure: 收到3件行政复议申请.
NOUN = re.compile(
    r"(?:为|是|系)?(?P<noun>[^,。;、:!?\d]{2,30}?)(?=[,。;、:!?]|$|均|全部|已|都|并|和|及|研究|部署|予以|进行|从事|负责)"
)

# Behind a subject comes what it did not do: 12个部门未收到申请.
DENIED = ("未收到", "没有收到", "未受理", "未接到")


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A stretch of prose; where the list of which it is an item and the paragraph it stands in begin; its heading."""

    start: int
    end: int
    listed: int
    paragraph: int
    heading: str = ""


def prose(length: int, tables: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What lies outside the tables."""
    read = 0
    for start, end in sorted(tables):
        if start > read:
            yield read, start
        read = max(read, end)
    if read < length:
        yield read, length


def sentences_of(characters: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentences of `characters[start:end]`, in order and without gaps."""
    paragraph = listed = read = start
    heading, is_line = "", True
    while match := (is_line and HEADING.match(characters, read, end)) or STOP.search(characters, read, end):
        yield Sentence(read, match.end(), listed, paragraph, heading)
        read = match.end()
        stop = match.group()
        if stop != ITEM_END:
            listed = read
        if stop[0] not in STOPS:
            heading = squeezed(stop)
        is_line = "\n" in stop
        if is_line and not (characters[match.start() - 1] == ":" or IN_PARTS.match(characters, read)):
            paragraph = read
    yield Sentence(read, end, listed, paragraph, heading)


def sentence_at(sentences: Sequence[Sentence], position: int) -> Sentence:
    """The sentence that holds a position, of sentences that cover it without gaps."""
    return sentences[bisect_right(sentences, position, key=lambda sentence: sentence.start) - 1]


@lru_cache(maxsize=20_000)  # the same words come often
def clause(words: str) -> str:
    """The last clause of some words, squeezed; brackets that end it belong to it: 县(市、区)."""
    words = COLON_AT_END.sub("", squeezed(words).translate(QUOTES))
    words = ASIDE.sub("", INSET.sub(r"\1", words)) if "(" in words else words
    bracket = words.rfind("(") if words.endswith(")") else len(words)
    words, closing = words[:bracket], words[bracket:]
    last = words.replace(":", ",").replace("(", ",").replace(")", ",").rpartition(",")[2]
    return last.lstrip("、和及") + closing


def shares(words: str) -> list[str]:
    """The words before each figure of a list that several subjects share, none where they share none.

    >>> shares("网站、微信分别发布信息")
    ['网站发布信息', '微信发布信息']
    """
    match = SHARED.fullmatch(words) if "分别" in words else None
    return [subject + match["verb"] for subject in SUBJECTS.split(match["subjects"])] if match else []


def each_of(words: str) -> list[str]:
    """The words before a figure that counts each of several subjects.

    >>> each_of("收到行政复议、行政诉讼各")
    ['收到行政复议', '行政诉讼']
    """
    match = EACH.fullmatch(words) if "各" in words else None
    return SUBJECTS.split(match["subjects"]) if match else [words]


def noun(behind: str) -> str:
    """What the words behind a figure name; empty if they name nothing."""
    match = NOUN.match(behind)
    return match["noun"] if match and not any(words in match["noun"] for words in DENIED) else ""


def clause_end(characters: str, start: int, end: int) -> int:
    """Where the clause ends that holds `start`, at `end` at the latest."""
    stops = [position for sign in ",。;" if (position := characters.find(sign, start, end)) >= 0]
    end = min(stops, default=end)
    line = characters.find("\n", start, end)
    while line >= 0:
        if line - characters.rfind("\n", 0, line) <= SHORT_LINE:
            return line
        line = characters.find("\n", line + 1, end)
    return end


def squeezed(characters: str) -> str:
    """Characters without white space, as phrases are matched."""
    return "".join(characters.split())
