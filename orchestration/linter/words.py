"""The words of the codebook in the language that was asked for."""

from gongkai.codebook import Codebook
from gongkai.places import Place
from gongkai.records import Scope
from gongkai.rules import Language, Words


class Voice:
    """Says what `codebook/checks.yml` has in both languages, in one of them."""

    def __init__(self, codebook: Codebook, language: Language) -> None:
        self.language = language
        self._codebook = codebook

    def say(self, name: str, **fields: object) -> str:
        """Words of the list `words`, filled in."""
        return self.words(self._codebook.checks.words[name], **fields)

    def words(self, words: Words, **fields: object) -> str:
        """Any words, filled in."""
        return words.in_language(self.language, **fields)

    def label(self, entry: object) -> str:
        """The label of an entry of the codebook."""
        return str(getattr(entry, f"label_{self.language}"))

    def measure(self, code: str) -> str:
        """The label of a measure."""
        return self.label(self._codebook.measures[code])

    def dimension(self, name: str) -> str:
        """The label of a dimension."""
        return self.label(self._codebook.dimensions[name])

    def scope(self, scope: Scope) -> str:
        """The label of a scope."""
        return self.label(self._codebook.checks.scopes[scope])

    def place(self, place: Place, form: str) -> str:
        """Where something stands in a file of a format: a cell, a page, or line and column."""
        words = []
        if place.page:
            words.append(self.say("page", page=place.page))
        if place.table:
            words.append(self.say("cell", table=place.table, row=place.row, cell=place.cell))
        if not words:
            words.append(self.say("line" if form == "text" else "text_line", line=place.line, column=place.column))
        return self.say("comma").join(words)
