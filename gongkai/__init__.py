"""The reader: a document and the codebook in, frozen records out.

Nothing here knows Dagster, DuckDB or the network, and `parse` is a pure function, so that it runs
in worker processes and from a shell alike.
"""

from collections.abc import Iterable

import msgspec

from gongkai.announced import announced_parts
from gongkai.codebook import Codebook
from gongkai.deliveries import NOTHING, Said
from gongkai.editions import EditionFinding
from gongkai.formats import LIMITS, Limits, decode
from gongkai.identify import identify
from gongkai.layouts import TableReadings, read_tables, table_spans
from gongkai.observe import observe, table_scope
from gongkai.places import Places
from gongkai.records import Document, Report, ReportHeader, Section
from gongkai.stated import Found

__all__ = ["documents_in", "parse"]

# The longest reports known have some ten thousand characters; what is longer by far is no report and is not read.
LONGEST_REPORT = 500_000


def documents_in(
    data: bytes, file_name: str, codebook: Codebook, limits: Limits = LIMITS, said: Said = NOTHING
) -> tuple[Document, ...]:
    """The documents in a delivered file, one for each report. Raises UnreadableError if its bytes are no text."""
    return codebook.splitter.split(decode(data, file_name, limits, said))


def parse(document: Document, codebook: Codebook) -> Report:
    """Everything read from a document: who reports on which year, sections, cells, observations, leftovers."""
    if len(document.text) > LONGEST_REPORT:
        return _too_long(document)
    text, script = codebook.normalizer.normalize(document.text)
    header = identify(document, text, script, codebook)
    finding = codebook.recognizer.recognize(text.characters, header.report_year)
    sections = codebook.segmenter.sections(document.document_id, text)
    tables: TableReadings = []
    stated: Iterable[Found] = ()
    if finding and _is_report(header):
        tables = read_tables(
            text.characters, finding.edition, [text.position(section.source_start) for section in sections]
        )
        stated = codebook.claimant.claims(text.characters, header.report_year, table_spans(tables))
    places = Places(document)
    scope = table_scope(header, codebook.claimant.scope_of(header.title or ""))
    observed = observe(places, text, header, scope, tables, stated, sections, codebook.measures, codebook.units)
    printed = [table.table.table for table, _ in tables]
    announced = announced_parts(document.document_id, text, sections, codebook.segmenter) if _is_report(header) else ()
    return Report(
        document=document,
        header=_with_edition(header, finding, tables),
        sections=sections,
        cells=observed.cells,
        claims=observed.claims,
        observations=observed.observations,
        leftovers=tuple(codebook.leftover_finder.find(places, text, observed.taken)),
        suggestions=codebook.suggester.suggest(printed, observed.cells, observed.observations),
        announced_parts=tuple(announced),
    )


def _too_long(document: Document) -> Report:
    """A text that no report is as long as, kept and not read."""
    size = len(document.text)
    reason = f"too_long: {size:,} characters, and no report has more than {LONGEST_REPORT:,}; deliver its parts"
    header = ReportHeader(document_id=document.document_id, document_class="not_a_report", class_reason=reason)
    return Report(document, header, (Section(document.document_id, 0, "front_matter", None, None, 0, size),))


def _is_report(header: ReportHeader) -> bool:
    """Only reports yield figures: a notice that prescribes a form prints its labels too."""
    return header.document_class == "report"


def _with_edition(header: ReportHeader, finding: EditionFinding | None, tables: TableReadings) -> ReportHeader:
    """The header with the edition, and the local form whose table was read; other texts have neither."""
    if finding is None or not _is_report(header):
        return header
    local_form = next((table.table.local_form for table, _ in tables if table.table.local_form), None)
    return msgspec.structs.replace(
        header, edition=finding.edition.edition.edition, edition_basis=finding.basis, local_form=local_form
    )
