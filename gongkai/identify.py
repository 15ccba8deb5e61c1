"""Who reports on which year: the header of a report out of its text.

Belongs here: putting together what the modules of `gongkai/identity` read, and saying how each thing is
known. Does not: the reading itself, and the edition of the form (`gongkai/editions.py`).

Every `*_basis` is one of these words:

| word | known from |
| --- | --- |
| `heading` | a line that is the title and nothing else |
| `title` | the words of the title |
| `body` | running text or a labelled line |
| `table` | the lines around a form (填报单位, 填报日期) |
| `signature` | the lines that close the text |
| `file_name` | the name of the file |
| `delivery` | what is said with the file (a manifest, the columns of a table), where the document is silent |
| `inferred` | other fields, or what else the document names |
| `ambiguous` | a name that several divisions bear; the code stays open |
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from gongkai.deliveries import Said, said_in
from gongkai.divisions import Division
from gongkai.identity.classes import Classifier
from gongkai.identity.dates import DateReader, Period, form_year, stated_year, whole_year
from gongkai.identity.issuers import IssuerReader
from gongkai.identity.titles import Title, TitleReader
from gongkai.identity.whereabouts import Found, Whereabouts
from gongkai.identity.words import IdentityError, read_entries
from gongkai.jurisdictions import Gazetteer
from gongkai.records import Document, ReportHeader, Script
from gongkai.text import Text

__all__ = ["IdentityError", "IdentityWords", "identify", "load_identity"]

HEAD = 1200  # characters in which a text says what period it is on
BODY = 60  # characters that lie at least between a title and the signature under the text
SIGNATURE = 40  # the longest name in a signature
SAID_DATE = re.compile(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")


class IdentityWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of `identity.yml`, compiled by those who read with them."""

    titles: TitleReader
    issuers: IssuerReader
    dates: DateReader
    classes: Classifier


class Codebook(Protocol):
    """What identifying needs of the codebook."""

    @property
    def identity(self) -> IdentityWords: ...

    @property
    def gazetteer(self) -> Gazetteer: ...


class Year(NamedTuple):
    """The report year and how it is known."""

    value: int | None = None
    basis: str | None = None


class Named(NamedTuple):
    """A title that stands outside the text, and where."""

    title: Title
    basis: str


class Dates(NamedTuple):
    """Period, publication date and fill date, each with how it is known."""

    period: Period | None
    period_basis: str | None
    published: date | None
    published_basis: str | None
    filled: date | None


def load_identity(path: Path) -> IdentityWords:
    """Load and compile `identity.yml`; raises IdentityError with file, entry and field."""
    entries = read_entries(path)
    return IdentityWords(
        titles=TitleReader(entries.title),
        issuers=IssuerReader(entries.issuers),
        dates=DateReader(entries.dates),
        classes=Classifier(entries.classes, entries.title.mark, entries.title.reports),
    )


def identify(document: Document, text: Text, script: Script, codebook: Codebook) -> ReportHeader:
    """The header of a document, without its edition. `text` is its normalized text."""
    words, gazetteer, characters = codebook.identity, codebook.gazetteer, text.characters
    whereabouts = Whereabouts(characters, words.issuers, words.dates, gazetteer)
    title = words.titles.find(characters, whereabouts.is_name)
    verdict = words.classes.judge(characters, title)
    header = ReportHeader(
        document_id=document.document_id,
        document_class=verdict.document_class,
        class_reason=verdict.reason,
        title=_printed_title(title, document, text),
        title_basis=("heading" if title.is_alone else "body") if title and title.is_proper else None,
        script=script,
    )
    if verdict.document_class != "report":
        return header
    said = said_in(document.said)
    outside = list(_outside("" if title else document.file_name, said, words.titles, whereabouts))
    year, dates = _year_and_dates(characters, title, outside, words)
    dates = _with_date(dates, said, year.value, words.dates)
    names = [(named.title.who, named.basis) for named in outside]
    found = whereabouts.find(title, [*names, (said.issuer, "delivery")], year.value)
    verdict = verdict.with_identity(is_known=bool(found.organ and year.value))
    if verdict.document_class != "report":
        return msgspec.structs.replace(header, document_class=verdict.document_class, class_reason=verdict.reason)
    issuer = whereabouts.full_name(found, year.value)
    return _filled_in(header, year, dates, found, issuer, gazetteer)


def _outside(file_name: str, said: Said, titles: TitleReader, whereabouts: Whereabouts) -> Iterator[Named]:
    """Titles that do not stand in the text, and where they stand."""
    for name, basis in ((file_name, "file_name"), (said.title, "delivery")):
        if title := titles.read(name, whereabouts.is_name):
            yield Named(title, basis)


def _with_date(dates: Dates, said: Said, year: int | None, reader: DateReader) -> Dates:
    """The dates, with the day of publication that is said with the file if the text has none."""
    found = None if dates.published or not said.published else SAID_DATE.match(said.published)
    try:
        told = date(*map(int, found.groups())) if found else None
    except ValueError:
        return dates
    return dates._replace(published=told, published_basis="delivery") if reader.is_plausible(told, year) else dates


def _printed_title(title: Title | None, document: Document, text: Text) -> str | None:
    """The title in the characters of the document, without the spaces that line breaks left in it."""
    if title is None or not title.is_proper:
        return None
    start, end = text.source_span(*title.span(text.characters))
    return "".join(document.text[start:end].split())


def _year_and_dates(text: str, title: Title | None, outside: list[Named], words: IdentityWords) -> tuple[Year, Dates]:
    """The report year, and the dates that fit it."""
    head = "".join(text[:HEAD].split())
    period = words.dates.period(head)
    filled = words.dates.fill_date(text)
    year = _year(text, head, title, outside, period) or _year_before(text, filled, words.dates) or Year()
    stated = period if period and year.value == period.end.year else None
    published, published_basis = _publication(text, title, year.value, filled, words)
    whole = whole_year(year.value) if year.value else None
    basis = "body" if stated else "inferred" if whole else None
    return year, Dates(stated or whole, basis, published, published_basis, filled)


def _year(text: str, head: str, title: Title | None, outside: list[Named], period: Period | None) -> Year | None:
    """The report year from the surest source that states it."""
    if title and title.year:
        return Year(title.year, "body" if title.is_mention else "title")
    if stated := period.end.year if period else stated_year(text):
        return Year(stated, "body")
    if named := form_year(head):
        return Year(named, "table")
    return next((Year(named.title.year, named.basis) for named in outside if named.title.year), None)


def _year_before(text: str, filled: date | None, dates: DateReader) -> Year | None:
    """The year before the one in which the report was filled in, signed or published."""
    signed = next((signature.value for signature in dates.signatures(text, 0)), None)
    dated = filled or signed or dates.publication_date(text, None)
    return Year(dated.year - 1, "inferred") if dated else None


def _publication(
    text: str, title: Title | None, year: int | None, filled: date | None, words: IdentityWords
) -> tuple[date | None, str | None]:
    """The date that a page label, a signature or the sign-off of a closing form gives the report."""
    labelled = words.dates.publication_date(text, year)
    if labelled:
        return labelled, "body"
    begin = (title.line_start if title else 0) + BODY
    for signature in words.dates.signatures(text, begin):
        name = "".join(text[signature.line_start : signature.start].split())
        signed = not name or (len(name) < SIGNATURE and words.issuers.is_organ(name))
        if signed and signature.value != filled and words.dates.is_plausible(signature.value, year):
            return signature.value, "signature"
    return (filled, "table") if words.dates.is_signed_off(text, year, filled) else (None, None)


def _filled_in(
    header: ReportHeader, year: Year, dates: Dates, found: Found, issuer: str | None, gazetteer: Gazetteer
) -> ReportHeader:
    """The header with everything that is known of the report."""
    organ = found.organ
    division = gazetteer.in_year(found.division, year.value) if found.division else None
    coded = _coded(division, gazetteer, year.value)
    open_name = found.candidates[0].name_zh if found.candidates else None
    return msgspec.structs.replace(
        header,
        issuer=issuer,
        issuer_basis=found.organ_basis,
        issuer_type=organ.issuer_type if organ else None,
        level=found.level,
        jurisdiction_code=coded.division_code if coded else None,
        jurisdiction_name=coded.name_zh if coded else open_name,
        jurisdiction_basis=found.place_basis,
        report_year=year.value,
        report_year_basis=year.basis,
        period_start=dates.period.start if dates.period else None,
        period_end=dates.period.end if dates.period else None,
        period_basis=dates.period_basis,
        publication_date=dates.published,
        publication_date_basis=dates.published_basis,
        fill_date=dates.filled,
        fill_date_basis="table" if dates.filled else None,
    )


def _coded(division: Division | None, gazetteer: Gazetteer, year: int | None) -> Division | None:
    """The division, or for a zone without a code the one it lies in."""
    if division is None or division.division_code:
        return division
    return next(iter(gazetteer.above(division, year)), division)
