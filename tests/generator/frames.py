"""A whole report around its statements: title, introduction, sections in order, tables, signature."""

import random
from typing import Any

from tests.generator.grammar import Writer
from tests.generator.issuers import Issuer
from tests.generator.words import Topic, Words, read_language

NUMERALS = "一二三四五六七八九十"
Printed = dict[str, str]  # the tables of a report by the section word of `frames.yml`


FRAMES: dict[str, Any] = read_language("frames.yml")


def draw_topics(words: Words, kind: str, year: int, dice: random.Random, share: float) -> list[Topic]:
    """The topics a report speaks of: about `share` of them, one of a group."""
    taken: dict[str, str] = {}
    topics = [one for one in words.topics if one.years[0] <= year <= one.years[1] and kind in (one.kinds or (kind,))]
    dice.shuffle(topics)
    for topic in topics:
        if dice.random() < share and not topic.follows:
            taken.setdefault(topic.group, topic.name)
    for topic in topics:
        if topic.follows in taken.values() and dice.random() < share:
            taken.setdefault(topic.group, topic.name)
    return [topic for topic in topics if taken.get(topic.group) == topic.name]


class Framer:
    """Puts a report together; `bulk` is how many bare sentences follow each statement."""

    def __init__(self, writer: Writer, issuer: Issuer, words: Words, dice: random.Random, bulk: int) -> None:
        self._writer, self._issuer, self._words, self._dice, self._bulk = writer, issuer, words, dice, bulk
        self._names = {"{name}": issuer.name, "{short}": issuer.short, "{signature}": issuer.signature}

    def line(self, kind: str) -> str:
        """One of the lines of a kind, with the names filled in."""
        return self.filled(self._dice.choice(FRAMES[kind]))

    def filled(self, skeleton: str) -> str:
        """A skeleton with the names of the issuer."""
        for name, words in self._names.items():
            skeleton = skeleton.replace(name, words)
        return self._writer.sentence(skeleton)

    def report(self, modern: bool, topics: list[Topic], tables: Printed) -> str:
        """Title to signature; tables without a section of their own come last."""
        parts = [self.line("titles"), self.line("introductions")]
        number = 0
        for frame in FRAMES["later" if modern else "early"]:
            body = self._body(frame["sections"], topics, tables, modern)
            if body:
                parts.append(f"{NUMERALS[number]}、{self._dice.choice(frame['heading'])}\n{body}")
                number += 1
        parts.append(self.line("signatures"))
        parts += [text for name, text in tables.items() if name == "appendix"]
        return "\n".join(part for part in parts if part)

    def _body(self, sections: list[str], topics: list[Topic], tables: Printed, modern: bool) -> str:
        if sections[0] in ("captions", "applications", "suits"):
            return tables.get(sections[0], "")
        if sections == ["problems"]:
            return "".join(self._filler("problems", self._dice.randint(1, 3)))
        paragraphs = []
        for section in sections:
            own = [topic for topic in topics if topic.section == section]
            if own:
                paragraphs.append(self._paragraph(section, own, len(sections) > 1 and modern, len(paragraphs)))
        if not paragraphs and sections[0] in ("staffing", "proactive_disclosure"):
            paragraphs.append("".join(self._filler("bare", 2 + self._bulk)))
        if not paragraphs and sections == ["other_matters"]:
            return "无。"
        return "\n".join(paragraphs)

    def _paragraph(self, section: str, topics: list[Topic], headed: bool, place: int) -> str:
        sentences = self._filler("bare", self._dice.randint(0, 1) + self._bulk)
        for topic in topics:
            sentences.append(self._writer.sentence(self._dice.choice(topic.skeletons)))
            if self._dice.random() < 0.4:
                sentences += self._filler("numbers", 1)
            sentences += self._filler("bare", self._dice.randint(0, self._bulk))
        text = "".join(sentences)
        if not headed:
            return text
        heading = f"（{NUMERALS[place]}）{self._dice.choice(FRAMES['subheadings'][section])}"
        return heading + self._dice.choice(("。", "\n", "。")) + text

    def _filler(self, kind: str, count: int) -> list[str]:
        chosen = self._dice.sample(self._words.filler[kind], min(count, len(self._words.filler[kind])))
        return [self._writer.sentence(skeleton) for skeleton in chosen]
