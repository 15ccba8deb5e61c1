"""The entries of the codebook: frozen, typed, and nothing unknown passes.

Each class is one kind of entry in a file of `codebook/`; `codebook.py` loads them, the modules that
read compile from them. Nothing here knows a label or a year.
"""

from typing import Literal

import msgspec

from gongkai.records import Scope

Fact = Literal["disclosures", "requests", "reviews", "staffing"]
ValueType = Literal["count", "money_cny", "ratio"]
Severity = Literal["error", "warning", "information"]
Operator = Literal["=", "<=", ">="]
Reading = Literal["rows", "header", "captions"]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every entry: frozen, and a field nobody knows is an error."""


class Measure(Entry, frozen=True):
    """What is counted. `dimensions` are fixed by the measure, `open_dimensions` by the report."""

    code: str
    fact: Fact
    subject: str
    label_zh: str
    label_en: str
    definition_en: str
    unit: str
    value_type: ValueType
    comparability_note: str = ""
    parent: str | None = None
    parent_relation: Literal["part", "of_which"] | None = None
    dimensions: dict[str, str] = {}
    open_dimensions: tuple[str, ...] = ()


class Member(Entry, frozen=True):
    """A member of a dimension; `parent` is the member whose figure it is part of."""

    member: str
    label_zh: str
    label_en: str
    parent: str | None = None


class Dimension(Entry, frozen=True):
    """A dimension with its members in display order."""

    label_zh: str
    label_en: str
    members: tuple[Member, ...]


class Unit(Entry, frozen=True):
    """A printed unit: its base unit and what one of it is worth there."""

    unit: str
    base: str
    factor: int


class Column(Entry, frozen=True):
    """A value column of a form. A column that is not `read` is kept as cells and yields no figure."""

    label: str
    group: str = ""
    unit: str | None = None
    measure: str | None = None
    dimensions: dict[str, str] = {}
    period: str = "report_year"
    read: bool = True
    also: tuple[str, ...] = ()


class Row(Entry, frozen=True):
    """A row of a form. `row` is its number in references; a `header` row carries no values.

    `measures` lists one measure per column where columns count different things. `optional` rows are
    subtotals that some sites add; they do not count when a heap of numbers is laid out.
    """

    row: int
    label: str
    ordinal: str = ""
    code: str = ""
    unit: str | None = None
    measure: str | None = None
    measures: tuple[str | None, ...] = ()
    dimensions: dict[str, str] = {}
    also: tuple[str, ...] = ()
    header: bool = False
    optional: bool = False
    needs_ordinal: bool = False


class Identity(Entry, frozen=True):
    """Arithmetic that a form prescribes, e.g. `r1 + r2 = r22 + r23` for each column."""

    check: str
    formula: str
    label_zh: str
    label_en: str
    severity: Severity
    each: Literal["column", "row"] | None = None
    exceptions_zh: str = ""
    exceptions_en: str = ""


class YearlyCheck(Entry, frozen=True):
    """Arithmetic between a report and that of the year before, for the total or `each` member of a dimension."""

    check: str
    formula: str
    label_zh: str
    label_en: str
    severity: Severity
    each: str | None = None
    exceptions_zh: str = ""
    exceptions_en: str = ""


class Table(Entry, frozen=True):
    """A table of a form. `reading` says where its labels stand: before each row of values, in a
    header over one line of values, or under the captions of several small tables. Of tables with a
    `local_form`, a report uses one. A text holds a table if it has `minimum_rows` of its labels near each
    other and `minimum_figures` of figures with them.
    """

    table: str
    name_zh: str
    section: str
    reading: Reading
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    local_form: str | None = None
    identities: tuple[Identity, ...] = ()
    orders: tuple[tuple[int, ...], ...] = ()
    minimum_rows: int = 6
    minimum_figures: int = 0

    @property
    def value_rows(self) -> tuple[Row, ...]:
        """The rows that carry values in every copy of the form, in printed order."""
        return tuple(row for row in self.rows if not row.header and not row.optional)

    def reference(self, row: Row, column: int) -> str:
        """The address of a value cell: `E2014/T14/r22`, `E2021/T3/r03/c1`."""
        kind = "s" if row.optional else "r"
        address = f"{self.table}/{kind}{row.row:02d}"
        return f"{address}/c{column:02d}" if len(self.columns) > 1 else address

    def measure_code(self, row: Row, place: int) -> str | None:
        """What is counted in a row's cell of the column at `place`, from 0."""
        return row.measures[place] if row.measures else self.columns[place].measure or row.measure


class Example(Entry, frozen=True):
    """A piece of a form as it may be found, and what is read from it: printed figures by address."""

    text: str
    reads: dict[str, str | None]


class Edition(Entry, frozen=True):
    """An official form, or the local forms of its time, and how it is recognised.

    Deadlines are month and day of the next year. `sections` are those it prescribes, in order and numbered.
    """

    edition: str
    label_zh: str
    label_en: str
    first_year: int
    last_year: int | None
    legal_basis: tuple[str, ...]
    format_notice: str | None
    deadline: str
    deadline_governments: str
    deadline_departments: str
    recognize: tuple[str, ...]
    tables: tuple[Table, ...]
    examples: tuple[Example, ...]
    sections: tuple[str, ...] = ()


class SectionKind(Entry, frozen=True):
    """A canonical section and the words that announce it in a heading."""

    section: str
    label_zh: str
    label_en: str
    headings: tuple[str, ...]
    examples: tuple[str, ...]


class LeftoverClass(Entry, frozen=True):
    """A kind of number that is no figure, by what stands right before or behind it, or by its `words`."""

    number_class: str
    label_zh: str
    label_en: str
    examples: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Phrase(Entry, frozen=True):
    """How prose states a measure: patterns for the words around a figure with one of the counters.

    `scope` and `period` hold where the sentence says neither. `scope_dimensions` names members that
    follow from whom the figure counts. A phrase that `goes_on` needs its context only at the first of
    several figures of a list.
    """

    measure: str
    counters: tuple[str, ...]
    near: str
    examples: tuple[str, ...]
    context: str | None = None
    unless: str | None = None
    behind: str | None = None
    dimensions: dict[str, str] = {}
    scope_dimensions: dict[str, dict[str, str]] = {}
    scope: Scope | None = None
    period: str = "report_year"
    goes_on: bool = False


class ScopeWords(Entry, frozen=True):
    """Words that say whom a figure counts."""

    scope: Scope
    words: str


class ZeroObject(Entry, frozen=True):
    """What a denial denies: the words, and the measure that is then zero; `subject` if it is called nought."""

    measure: str
    object: str
    subject: str | None = None
    unless: str | None = None


class ZeroExample(Entry, frozen=True):
    """A sentence, and the measures of which it says that there were none."""

    text: str
    measures: tuple[str, ...]


class Zeros(Entry, frozen=True):
    """Words that say that nothing happened, words that look like it, and what may be denied."""

    denial: str
    unless: str
    of_some: str
    nought: str
    objects: tuple[ZeroObject, ...]
    examples: tuple[ZeroExample, ...]


class Phrases(Entry, frozen=True):
    """Everything that `codebook/phrases.yml` says about prose."""

    fillers: str
    leading: str
    verbs: str
    outcomes: str
    label_counters: dict[str, tuple[str, ...]]
    phrases: tuple[Phrase, ...]
    scopes: tuple[ScopeWords, ...]
    addressed: str
    splits: str
    divides: str
    future: str
    plans: str
    tells: str
    since: str
    disclosed: str
    comparison: str
    other_business: str
    zeros: Zeros
