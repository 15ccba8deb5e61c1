"""Named normalizations before anything is matched: width, script, regional wording.

Characters are exchanged one for one, so that offsets stay those of the document; only pinyin that a site put behind
its characters is left out. Labels of the codebook pass through the same normalizer when they are compiled.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from gongkai.records import Script
from gongkai.text import Edit, Text

# Half-width forms and one sign for each kind of bracket, stroke and space.
WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | dict(
    zip("　\u00a0\u2002\u2003\u2009\ufeff﹝〔［【﹞〕］】−－∶﹕︰﹔﹐．", "      [[[[]]]]--:::;,.", strict=True)
)
# Radicals and compatibility forms that PDF files give in place of characters: ⼯作, ⽇, ⼈⺠.
RADICALS = {
    chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFA6A))
} | dict(zip("⺠⻅⻋⻓⻔⻛⻜⻝⻢⻥⻦⻩⻬⻰⻚⻨⻁⺟⻄", "民见车长门风飞食马鱼鸟黄齐龙页麦虎母西", strict=True))
# The pronunciation of a character in brackets behind it: 公(gōng)开. A tone mark tells it from an abbreviation.
TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
PINYIN = re.compile(rf" ?\([a-z]{{0,4}}[{TONES}][a-zü]{{0,4}}\) ?")
# The same without tone marks, which a few abbreviations look like.
PLAIN_PINYIN = re.compile(r"\((?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)[aeiou]{1,3}(?:ng?|r)?\)")
PLAIN_PINYIN_FROM = 3
# So many regional terms make a text a copy from Taiwan or Hong Kong, even one converted back.
REGIONAL_FROM = 2
# So many different Traditional characters make a text Traditional; a few are left by half conversions.
TRADITIONAL_FROM = 12


class Normalized(NamedTuple):
    """The text in half width and simplified script, and the script it was written in."""

    text: Text
    script: Script


class Normalizer:
    """Exchanges width variants, Traditional characters, and in copies from elsewhere regional wording.

    >>> Normalizer({"數": "数"}).normalize("申請數（件）：１２").text.characters
    '申請数(件):12'
    """

    def __init__(self, simplified: Mapping[str, str], regional: Mapping[str, str] | None = None) -> None:
        self._regional = dict(regional or {})
        longest_first = sorted(self._regional, key=len, reverse=True)
        self._regional_terms = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
        self._simplified = dict(simplified)
        self._traditional = frozenset(simplified)
        self._exchange = {**WIDTH, **RADICALS, **self._simplified}
        self._exchanged = re.compile(f"[{re.escape(''.join(self._exchange))}{TONES}]")

    def normalize(self, characters: str) -> Normalized:
        """Normalize the characters of a document or of a label."""
        present = set(self._exchanged.findall(characters))
        script: Script = "traditional" if len(present & self._traditional) >= TRADITIONAL_FROM else "simplified"
        has_tones = not present.isdisjoint(TONES)
        for character in present.difference(TONES):
            characters = characters.replace(character, self._exchange[character])
        regional = set(self._regional_terms.findall(characters))
        if len(regional) >= REGIONAL_FROM or (regional and script == "traditional"):
            characters = self._regional_terms.sub(lambda term: self._regional[term[0]], characters)
        text = Text(characters)
        spelt = PINYIN if has_tones else PLAIN_PINYIN
        found = list(spelt.finditer(characters)) if "(" in characters else []
        if len(found) >= (1 if has_tones else PLAIN_PINYIN_FROM):
            text = text.edited(Edit(*one.span(), "", "pinyin") for one in found)
        return Normalized(text, script)

    @property
    def traditional_of(self) -> dict[str, str]:
        """A Traditional character for each simplified one that has some."""
        return {simplified: traditional for traditional, simplified in self._simplified.items()}

    def label(self, label: str) -> str:
        """A label as it is compared: normalized and without spaces."""
        return "".join(self.normalize(label).text.characters.split())
