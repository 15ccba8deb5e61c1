"""Characters that remember where they came from.

A `Text` is what the reader looks at: the document after named normalizations. Every position
leads back to the document, because an edit that changes lengths composes the offset map. The map
is kept as the few places where the shift changes, not as a number per character.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `characters[start:end]` by `replacement`; `rule` names the normalizer."""

    start: int
    end: int
    replacement: str
    rule: str


class Text:
    """Normalized characters with the way back to the document.

    >>> text = Text("本年 度").edited([Edit(2, 3, "", "spaces")])
    >>> text.characters, text.source_span(1, 3)
    ('本年度', (1, 4))
    """

    __slots__ = ("_is_identity", "_positions", "_shifts", "characters", "source_length")

    def __init__(
        self,
        characters: str,
        positions: tuple[int, ...] = (0,),
        shifts: tuple[int, ...] = (0,),
        source_length: int | None = None,
    ) -> None:
        self.characters = characters
        self.source_length = len(characters) if source_length is None else source_length
        self._positions = positions
        self._shifts = shifts
        self._is_identity = positions == (0,) and shifts == (0,)

    def source_offset(self, position: int) -> int:
        """The document offset of the character at `position`."""
        return min(self.source_length, position + self._shifts[bisect_right(self._positions, position) - 1])

    def position(self, offset: int) -> int:
        """Where the character at a document offset stands here; that behind it if it was left out."""
        starts = [position + shift for position, shift in zip(self._positions, self._shifts, strict=True)]
        place = max(0, bisect_right(starts, offset) - 1)
        ends = (*self._positions[1:], len(self.characters))
        return min(offset - self._shifts[place], ends[place])

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open document span of `characters[start:end]`, tight on both sides."""
        if self._is_identity:
            return start, end
        if end <= start:
            offset = self.source_offset(start)
            return offset, offset
        return self.source_offset(start), min(self.source_length, self.source_offset(end - 1) + 1)

    def replaced(self, characters: str) -> "Text":
        """The same text with characters exchanged one for one; the map stays as it is."""
        if len(characters) != len(self.characters):
            raise ValueError("one-for-one replacement changed the length")
        return Text(characters, self._positions, self._shifts, self.source_length)

    def edited(self, edits: Iterable[Edit]) -> "Text":
        """The text after ordered, non-overlapping edits, with the composed map."""
        pieces: list[str] = []
        positions, shifts = [0], [0]
        read = written = 0
        for edit in edits:
            if edit.start < read:
                raise ValueError(f"edit {edit} overlaps the one before it")
            pieces += (self.characters[read : edit.start], edit.replacement)
            written += edit.start - read + len(edit.replacement)
            read = edit.end
            positions.append(written)
            shifts.append(read - written)
        pieces.append(self.characters[read:])
        return self._composed("".join(pieces), positions, shifts)

    def _composed(self, characters: str, positions: list[int], shifts: list[int]) -> "Text":
        """`characters` with the map that leads first to these characters, then to the document."""
        if not self._is_identity:
            positions, shifts = self._through(positions, shifts)
        return Text(characters, tuple(positions), tuple(shifts), self.source_length)

    def _through(self, positions: list[int], shifts: list[int]) -> tuple[list[int], list[int]]:
        """Both maps in one: its breaks are those of either."""
        starts = [position + shift for position, shift in zip(positions, shifts, strict=True)]
        breaks = set(positions)
        for position in self._positions:
            index = max(0, bisect_right(starts, position) - 1)
            breaks.add(max(positions[index], position - shifts[index]))
        ordered = sorted(breaks)
        composed = []
        for position in ordered:
            local = shifts[bisect_right(positions, position) - 1]
            composed.append(local + self._shifts[bisect_right(self._positions, position + local) - 1])
        return ordered, composed
