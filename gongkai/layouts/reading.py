"""What a layout hands back: for each value cell of a form, what is printed there."""

import msgspec

from gongkai.forms import Slot
from gongkai.layouts.tokens import Token
from gongkai.records import Layout, Mapping, ValueStatus


class Reading(msgspec.Struct, frozen=True, gc=False):
    """A value cell as found. A blank has no token and points at its label.

    `slot` is None for a row the form does not know; `candidates` are the readings that remain when
    it cannot be told which figure stands here.
    """

    slot: Slot | None
    label: str
    label_start: int
    label_end: int
    token: Token | None
    status: ValueStatus
    mapping: Mapping
    layout: Layout
    candidates: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        """Where the figure stands, or the label where no figure does."""
        return (self.token.start, self.token.end) if self.token else (self.label_start, self.label_end)


def printed(slot: Slot, label: str, span: tuple[int, int], token: Token, layout: Layout) -> Reading:
    """A cell in which something is printed."""
    status: ValueStatus = "dash" if token.kind == "dash" else "reported"
    return Reading(slot, label, *span, token, status, "mapped", layout)


def blank(slot: Slot, label: str, span: tuple[int, int], layout: Layout) -> Reading:
    """A cell that the form has and the report left empty."""
    return Reading(slot, label, *span, None, "blank", "mapped", layout)


def ambiguous(
    slot: Slot, label: str, span: tuple[int, int], layout: Layout, candidates: tuple[str, ...] = ()
) -> Reading:
    """A cell of which it cannot be told what it holds."""
    return Reading(slot, label, *span, None, "ambiguous", "ambiguous", layout, candidates)
