"""Names in the codebook that nothing bears: a parent, a member, a unit, a row that does not exist."""

from collections.abc import Iterator, Mapping, Sequence

from gongkai.identities import instances
from gongkai.vocabulary import Dimension, Edition, Measure, Phrases, Row, SectionKind, Table, Unit


def dangling_phrases(phrases: Phrases, measures: Mapping[str, Measure]) -> Iterator[str]:
    """A message for every phrase or zero that names a measure the codebook does not have."""
    for phrase in phrases.phrases:
        if phrase.measure not in measures:
            yield f"phrases.yml: entry {phrase.near}: field measure: no measure {phrase.measure}"
    for entry in phrases.zeros.objects:
        if entry.measure not in measures:
            yield f"phrases.yml: entry {entry.object}: field measure: no measure {entry.measure}"


Measures = Mapping[str, Measure]
Units = Mapping[str, Unit]


def dangling_references(
    measures: Measures,
    dimensions: Mapping[str, Dimension],
    units: Units,
    editions: Mapping[str, Edition],
    sections: Sequence[SectionKind],
) -> Iterator[str]:
    """A message with file, entry and field for every name that nothing in the codebook bears."""
    kinds = {kind.section for kind in sections}
    for measure in measures.values():
        yield from _of_measure(measure, measures, dimensions)
    for edition in editions.values():
        for section in set(edition.sections) - kinds:
            yield f"editions/{edition.edition}.yml: field sections: no section {section} in sections.yml"
        for table in edition.tables:
            yield from _of_table(edition, table, measures, units)


def _of_table(edition: Edition, table: Table, measures: Measures, units: Units) -> Iterator[str]:
    for row in table.rows:
        yield from _of_row(edition, table, row, measures, units)
    for identity in table.identities:
        try:
            list(instances(identity, table))
        except ValueError as error:
            yield f"editions/{edition.edition}.yml: entry {identity.check}: field formula: {error}"


def _of_measure(measure: Measure, measures: Measures, dimensions: Mapping[str, Dimension]) -> Iterator[str]:
    where = f"measures.yml: entry {measure.code}"
    if measure.parent and measure.parent not in measures:
        yield f"{where}: field parent: no measure {measure.parent}"
    if bool(measure.parent) != bool(measure.parent_relation):
        yield f"{where}: field parent_relation: parent and parent_relation go together"
    for dimension, member in measure.dimensions.items():
        known = dimensions.get(dimension)
        if known is None or member not in {each.member for each in known.members}:
            yield f"{where}: field dimensions: no member {dimension}={member} in dimensions.yml"


def _of_row(edition: Edition, table: Table, row: Row, measures: Measures, units: Units) -> Iterator[str]:
    where = f"editions/{edition.edition}.yml: entry {table.table} row {row.row}"
    columns = [column.measure for column in table.columns]
    named = [row.measure, *row.measures, *columns]
    if not row.header and not any(named):
        yield f"{where}: field measure: a value row needs a measure"
    if row.measures and len(row.measures) != len(table.columns):
        yield f"{where}: field measures: {len(row.measures)} given for {len(table.columns)} columns"
    for code in filter(None, named):
        if code not in measures:
            yield f"{where}: field measure: no measure {code}"
    for unit in filter(None, [row.unit, *(column.unit for column in table.columns)]):
        if unit not in units:
            yield f"{where}: field unit: no unit {unit} in units.yml"
