"""Find printed labels in a normalized text, whatever their spacing and punctuation.

White space and punctuation may stand anywhere inside a label: converters break lines in the middle
of words. All labels of a table make one pattern in the shape of a tree, so that the text is scanned
once and most positions are passed over at their first character.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

import msgspec

Key = TypeVar("Key")
Tree = dict[str, "Tree"]

PUNCTUATION = "“”\"'‘’《》〈〉、,.()·:;/—-∕[]"
GAP = rf"[\s{re.escape(PUNCTUATION)}]*"
DROPPED = re.compile(rf"[\s{re.escape(PUNCTUATION)}]+")
NOTHING = "(?!)"
# What may stand before a label and belongs to it: its ordinal and 其中.
ORDINAL_BEFORE = re.compile(
    r"(?:(?:其中|其它)\s*[:,]?\s*)?"
    r"(?:(?:\(\s*)?[一二三四五六七八九十]{1,3}\s*\)?\s*[、.]?|\d{1,2}\s*[.、)]|\(\s*\d{1,2}\s*\)\s*[、.]?)?"
    r"\s*(?:其中\s*[:,]?\s*)?[“\"《]?\s*$"
)
ORDINAL_REACH = 16
ORDINAL_ENDS = frozenset('.、)中:,“"《一二三四五六七八九十')
# So many printed labels and ordinals are remembered: the same ones stand in every report.
REMEMBERED = 20_000


class Found(msgspec.Struct, Generic[Key], frozen=True, gc=False):
    """A label in the text. `start` includes its ordinal, `core` is where its words begin."""

    key: Key
    start: int
    core: int
    end: int


class LabelFinder(Generic[Key]):
    """One pattern for many labels; the key says what a label stands for.

    >>> LabelFinder([("申请答复数", 30), ("非政府信息、不存在数", 14)]).find("(三)申请答 复数 1.非政府信息不存在 0")
    [Found(key=30, start=3, core=3, end=9), Found(key=14, start=12, core=12, end=20)]
    """

    def __init__(self, labels: Iterable[tuple[str, Key]]) -> None:
        self._keys: dict[str, Key] = {}
        for label, key in labels:
            self._keys.setdefault(bare_label(label), key)
        self._pattern = re.compile(_tree_pattern(_tree(self._keys)).removeprefix(GAP) if self._keys else NOTHING)

    def find(self, characters: str, start: int = 0, end: int | None = None) -> list[Found[Key]]:
        """All labels in `characters[start:end]`, in order."""
        found = []
        for match in self._pattern.finditer(characters, start, len(characters) if end is None else end):
            first, last = match.span()
            found.append(Found(self._keys[bare_label(match[0])], first, first, last))
        return found


@lru_cache(maxsize=REMEMBERED)
def bare_label(label: str) -> str:
    """A label as it is compared: without spaces, punctuation and a closing 数 (count)."""
    bare = DROPPED.sub("", label)
    return bare.removesuffix("数") if len(bare) > 3 else bare


def _tree(labels: Iterable[str]) -> Tree:
    root: Tree = {}
    for label in labels:
        node = root
        for character in label:
            node = node.setdefault(character, {})
        node[""] = {}
    return root


def _tree_pattern(node: Tree) -> str:
    """The pattern of a tree: longer labels are tried before the shorter ones they begin with."""
    branches = [re.escape(character) + _tree_pattern(below) for character, below in node.items() if character]
    ends = "" in node
    if ends and "数" not in node:
        branches.append("数")
    pattern = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{GAP}{pattern})?" if ends else GAP + pattern


def with_ordinal(characters: str, found: Found[Key], ordinal: str, floor: int) -> Found[Key]:
    """`found` grown to the left over the ordinal printed before it, not below `floor`.

    The form's own ordinal is preferred, so that the 0 of `0` + `1.属于国家秘密` stays a figure.
    """
    low = max(floor, found.core - ORDINAL_REACH)
    before = characters[low : found.core]
    start = low + _ordinal_start(before, ordinal)
    return Found(found.key, start, found.core, found.end) if start < found.core else found


@lru_cache(maxsize=REMEMBERED)
def _ordinal_start(before: str, ordinal: str) -> int:
    """Where the ordinal begins that stands at the end of `before`; its length if none does."""
    whole = len(before)
    before = before.rstrip()
    if not before or before[-1] not in ORDINAL_ENDS:
        return whole
    digits = ordinal.strip("()")
    if digits and before.endswith((f"{digits}.", f"{digits}、", f"{digits})")):  # as most forms print it
        start = len(before) - len(digits) - 1
        return start - (start > 0 and before[start - 1] == "(")
    match = (digits and _own_ordinal(digits).search(before)) or ORDINAL_BEFORE.search(before)
    return match.start() if match and match.group().strip() else whole


@lru_cache(maxsize=REMEMBERED)
def _own_ordinal(digits: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:其中\s*[:,]?\s*)?(?:\(\s*)?{re.escape(digits)}\s*[.、)]\s*[、.]?\s*(?:其中\s*[:,]?\s*)?[“\"《]?\s*$"
    )


def clusters(found: Sequence[Found[Key]], reach: int) -> list[list[Found[Key]]]:
    """Labels that stand within `reach` characters of the one before: candidates for one table."""
    groups: list[list[Found[Key]]] = []
    for label in found:
        if groups and label.start - groups[-1][-1].end <= reach:
            groups[-1].append(label)
        else:
            groups.append([label])
    return groups
