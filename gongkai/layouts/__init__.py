"""From a text and the edition of its form to the value cells printed in it.

One module per way a form gets flattened: labels before rows (`rows`), a header over one line
(`header`), small tables under captions (`captions`), figures torn from their labels (`scrambled`).
"""

from collections.abc import Sequence

from gongkai.forms import CompiledEdition, CompiledTable
from gongkai.layouts.captions import find_captions, read_captions
from gongkai.layouts.header import find_header, read_header_table
from gongkai.layouts.reading import Reading
from gongkai.layouts.row_tables import find_rows
from gongkai.layouts.rows import read_rows

TableReadings = list[tuple[CompiledTable, list[Reading]]]


def read_tables(characters: str, edition: CompiledEdition, section_starts: Sequence[int]) -> TableReadings:
    """The cells of every table of `edition` found in a normalized text, table by table.

    `section_starts` bound the tables that have no last label.
    """
    found: TableReadings = []
    rows = find_rows(characters, edition.rows)
    if rows:
        found.append((rows.table, read_rows(characters, rows)))
    for table in edition.tables:
        if table.table.reading == "header":
            header = find_header(characters, table, rows.end if rows else 0)
            if header:
                end = next((start for start in section_starts if start > header[1]), len(characters))
                found.append((table, read_header_table(characters, table, header, end)))
    found += _caption_tables(characters, edition, rows.start if rows else len(characters))
    order = {table.table.table: rank for rank, table in enumerate(edition.tables)}
    return sorted(found, key=lambda pair: order[pair[0].table.table])


def _caption_tables(characters: str, edition: CompiledEdition, end: int) -> TableReadings:
    labels = find_captions(characters, edition.captions, end) if edition.captions.tables else []
    if not labels:
        return []
    readings = read_captions(characters, edition.captions, labels, end)
    by_table: TableReadings = []
    for table in edition.captions.tables:
        addresses = {slot.reference for row in table.rows for slot in row.slots}
        own = [reading for reading in readings if reading.slot and reading.slot.reference in addresses]
        if own:
            by_table.append((table, own))
    return by_table


def table_spans(tables: TableReadings) -> list[tuple[int, int]]:
    """Where the tables stand: from the first label to the last figure of each; small ones together."""
    spans = []
    for _, readings in tables:
        figures = [reading.token for reading in readings if reading.token]
        starts = {reading.label_start for reading in readings}.union(figure.start for figure in figures)
        ends = {reading.label_end for reading in readings}.union(figure.end for figure in figures)
        if readings:
            spans.append((min(starts), max(ends)))
    return spans
