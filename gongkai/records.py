"""What the reader hands out: one frozen record per thing found in a document.

A record's fields are the columns of the table that stores it (`models/staging.py`), so that
nothing has to be mapped in between. Offsets are half-open and count characters of the document
text as decoded: `document.text[source_start:source_end]` is what was printed.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

DocumentClass = Literal["report", "not_a_report", "unreadable"]
Level = Literal["national", "province", "prefecture", "county", "township"]
IssuerType = Literal["government", "department"]
Script = Literal["simplified", "traditional"]
Layout = Literal["grid", "stacked", "inline", "scrambled"]
Mapping = Literal["mapped", "unmapped", "ambiguous"]
ValueStatus = Literal[
    "reported",  # a figure is printed
    "zero_stated",  # words say that there was none
    "blank",  # the form has the cell, the report left it empty
    "dash",  # a stroke, slash or 无 stands in the cell
    "missing_number",  # a unit without its number
    "unreadable",  # something is printed that is no figure
    "ambiguous",  # figures are printed, but which belongs here cannot be told
]
Approximation = Literal["exact", "at_least", "at_most", "about", "rounded"]
Scope = Literal[
    "jurisdiction_aggregate",
    "own_level",
    "own_agency",
    "departments",
    "townships",
    "subordinate_counties",
    "subordinate_townships",
    "system_wide",
]
Source = Literal["table", "narrative"]
SlipRule = Literal[
    "digit_wrong",  # one digit is another
    "digit_missing",
    "digit_extra",
    "digits_transposed",  # two digits beside each other are exchanged
    "other_figure",  # a figure differs in another way
    "figures_exchanged",  # two figures beside each other are exchanged
    "digits_shifted",  # a digit of one figure stands in the cell beside it
    "figures_glued",  # two figures are printed as one
    "figure_broken",  # one figure is printed as two
]


class Record(msgspec.Struct, frozen=True, gc=False):
    """Base of every record: immutable, compared by value.

    `Cell`, `Observation` and `Leftover` are made by the thousand and therefore positionally, in the
    order of their fields: naming eighteen fields takes ten times as long as filling them.
    """


class Document(Record, frozen=True):
    """A delivered file as text, or one of the reports in it (`gongkai/parts.py`).

    `text` is what the bytes decode to, unaltered, or what a page or an office document says in lines, rows and
    tab-separated cells (`formats/rendering.py`); that of a part begins at the offset `part_start` of the
    whole, so that `part_start` plus an offset in the part is the offset in the file.
    """

    document_id: str  # first 16 hexadecimal digits of the SHA-256 of the bytes; of a part <id of the file>.<part>
    sha256: str  # of the bytes of the file
    file_name: str
    format: str
    encoding: str
    text: str
    part: int = 1
    part_start: int = 0
    locators: str = ""  # where its tables and pages stand (`gongkai/places.py`); of the file, not of the part
    aside: str = ""  # what a web page prints around its content
    attachments: str = ""  # files that a web page links to: a JSON list of [words, address]
    said: str = ""  # what the delivery says about the file, as JSON (`gongkai/deliveries.py`)


class ReportHeader(Record, frozen=True):
    """Who reports on which year, and how each of it is known (`*_basis`; null if it is not)."""

    document_id: str
    document_class: DocumentClass
    class_reason: str
    title: str | None = None
    title_basis: str | None = None
    issuer: str | None = None
    issuer_basis: str | None = None
    issuer_type: IssuerType | None = None
    level: Level | None = None
    jurisdiction_code: str | None = None
    jurisdiction_name: str | None = None
    jurisdiction_basis: str | None = None
    report_year: int | None = None
    report_year_basis: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_basis: str | None = None
    edition: str | None = None
    edition_basis: str | None = None
    local_form: str | None = None
    publication_date: date | None = None
    publication_date_basis: str | None = None
    fill_date: date | None = None
    fill_date_basis: str | None = None
    script: Script = "simplified"


class Section(Record, frozen=True):
    """A stretch of the document; the sections of a document cover it without gaps."""

    document_id: str
    section_index: int
    section: str  # a key of codebook/sections.yml, or `front_matter`
    heading_zh: str | None
    heading_number: int | None  # 三、 is 3; null if it has none
    source_start: int
    source_end: int


class AnnouncedPart(Record, frozen=True):
    """A section that a report says it consists of."""

    document_id: str
    section: str  # a key of codebook/sections.yml
    source_start: int
    source_end: int


class Cell(Record, frozen=True):
    """A printed value cell of a form, blank ones included, or a row the form does not know."""

    document_id: str
    cell_id: str  # <document_id>/<table_ref>; a row outside the form: <document_id>/<table_id>/u<offset>
    table_id: str
    table_ref: str | None
    row: int | None
    column: int | None
    label_zh: str  # the row label as printed
    value_text: str | None
    value_status: ValueStatus
    mapping: Mapping
    candidates: str | None  # when ambiguous: the readings that remain, as a JSON list of strings
    layout: Layout
    section: str
    source_start: int
    source_end: int


class Claim(Record, frozen=True):
    """A figure or a zero stated in prose: the twin of a cell."""

    document_id: str
    claim_id: str  # <document_id>/n<offset>/<measure>
    measure_code: str
    value_text: str
    value_status: ValueStatus
    counter: str  # the counter word behind the figure; empty for a zero in words
    approximation: Approximation
    scope: Scope | None  # null if the words name none
    section: str
    source_start: int
    source_end: int
    rule: str


class Observation(Record, frozen=True):
    """One figure, or the place where one should be.

    `value` is in base units (条, 件, 人, 元) and null unless a figure or a zero in words is there.
    """

    document_id: str
    observation_id: str  # for a cell <document_id>/<table_ref>, for a claim its claim_id
    measure_code: str
    dimensions: dict[str, str]
    scope: Scope
    period: str
    value: Decimal | None
    value_status: ValueStatus
    value_text: str | None
    unit: str
    approximation: Approximation
    source: Source
    table_ref: str | None
    section: str
    source_start: int
    source_end: int
    evidence: str
    rule: str
    place: str  # in the original: line and column, table, row and cell, or page (`gongkai/places.py`)


class Leftover(Record, frozen=True):
    """A number of the text that is no observation, and what it is taken for."""

    document_id: str
    number_class: str  # a key of codebook/leftovers.yml, `unexplained`, or `not_listed` for the rest of too many
    value_text: str
    source_start: int
    source_end: int
    context: str
    place: str


class Suggestion(Record, frozen=True):
    """A cell that may be wrong, by the only slip that would explain why its table does not add up.

    It stands beside the observation, which keeps what is printed.
    """

    document_id: str
    suggestion_id: str  # <observation_id>/suggestion
    observation_id: str
    table_id: str
    table_ref: str
    rule: SlipRule
    value: Decimal | None  # as read, in base units; null where it cannot be told which figure stands here
    value_text: str | None
    suggested_value: Decimal
    unit: str
    checks: str  # what would hold then and does not now: a JSON list of <check>/<instance>
    source_start: int
    source_end: int


class Report(Record, frozen=True):
    """Everything read from one document."""

    document: Document
    header: ReportHeader
    sections: tuple[Section, ...] = ()
    cells: tuple[Cell, ...] = ()
    claims: tuple[Claim, ...] = ()
    observations: tuple[Observation, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    announced_parts: tuple[AnnouncedPart, ...] = ()
