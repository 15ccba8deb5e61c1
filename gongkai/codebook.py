"""The vocabulary of the reports, loaded once from `codebook/` into frozen objects.

What belongs here: reading and checking the files. What they mean for reading is compiled by the
modules that read (`normalize`, `segment`, `layouts`). An entry that is wrong stops the run with a
`CodebookError` that names file, entry and field.
"""

import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from gongkai.claims import Claimant
from gongkai.crosswalk import Crosswalk, CrosswalkEntries, Indicator, dangling_crosswalk, dangling_indicators
from gongkai.deliveries import DeliveryNames, DeliveryNamesError, load_delivery_names
from gongkai.divisions import DivisionsError
from gongkai.editions import EditionRecognizer
from gongkai.forms import CompiledEdition, compile_editions
from gongkai.identify import IdentityError, IdentityWords, load_identity
from gongkai.jurisdictions import Gazetteer, load_divisions
from gongkai.leftovers import LeftoverFinder
from gongkai.normalize import Normalizer
from gongkai.parts import Splitter
from gongkai.phrasebook import label_phrases
from gongkai.references import dangling_phrases, dangling_references
from gongkai.rules import CheckEntries, Checks, dangling_checks
from gongkai.segment import Segmenter
from gongkai.suggestions import Suggester
from gongkai.vocabulary import Dimension, Edition, LeftoverClass, Measure, Phrases, SectionKind, Unit, YearlyCheck
from gongkai.yearly import dangling_yearly


class CodebookError(ValueError):
    """An entry of the codebook cannot be used; the message names file, entry and field."""


class Codebook(msgspec.Struct, frozen=True, kw_only=True):
    """The whole vocabulary, and what reading compiles from it once.

    `folder` is where it was loaded from; `fingerprint` changes with any byte of the files.
    """

    measures: dict[str, Measure]
    dimensions: dict[str, Dimension]
    units: dict[str, Unit]
    editions: dict[str, Edition]
    yearly: tuple[YearlyCheck, ...]
    checks: Checks
    crosswalk: Crosswalk
    sections: tuple[SectionKind, ...]
    leftovers: tuple[LeftoverClass, ...]
    phrases: Phrases
    identity: IdentityWords
    gazetteer: Gazetteer
    normalizer: Normalizer
    splitter: Splitter
    segmenter: Segmenter
    forms: tuple[CompiledEdition, ...]
    recognizer: EditionRecognizer
    claimant: Claimant
    leftover_finder: LeftoverFinder
    suggester: Suggester
    delivery_names: DeliveryNames
    folder: Path
    fingerprint: str


T = TypeVar("T")


def load_codebook(folder: Path) -> Codebook:
    """Load and check every file of the codebook.

    Raises CodebookError for a missing file, an unknown field, a wrong type, or an entry that refers to none.
    """
    measures = _keyed(folder / "measures.yml", tuple[Measure, ...], "code")
    units = _keyed(folder / "units.yml", tuple[Unit, ...], "unit")
    editions = {edition.edition: edition for edition in _editions(folder / "editions")}
    sections, leftovers = _sections(folder)
    dimensions = _load(folder / "dimensions.yml", dict[str, Dimension])
    _stop_at(dangling_references(measures, dimensions, units, editions, sections), folder)
    yearly, phrases = _yearly(folder, measures, dimensions), _phrases(folder, measures)
    identity, gazetteer, names = _identity(folder)
    normalizer = _normalizer(folder / "script")
    forms = compile_editions(editions, measures, units, normalizer)
    return Codebook(
        measures=measures,
        dimensions=dimensions,
        units=units,
        editions=editions,
        yearly=yearly,
        checks=_checks(folder, editions, yearly),
        crosswalk=_crosswalk(folder, measures, editions, dimensions),
        sections=sections,
        leftovers=leftovers,
        identity=identity,
        gazetteer=gazetteer,
        normalizer=normalizer,
        splitter=Splitter(identity, gazetteer, normalizer),
        segmenter=Segmenter(sections, normalizer),
        forms=forms,
        recognizer=EditionRecognizer(forms),
        claimant=Claimant(phrases, label_phrases(editions.values(), measures, phrases.label_counters, normalizer)),
        phrases=phrases,
        leftover_finder=LeftoverFinder(leftovers),
        suggester=Suggester(editions.values(), measures),
        delivery_names=names,
        folder=folder,
        fingerprint=_fingerprint(folder),
    )


def _yearly(folder: Path, measures: dict[str, Measure], dimensions: dict[str, Dimension]) -> tuple[YearlyCheck, ...]:
    checks = _load(folder / "yearly.yml", tuple[YearlyCheck, ...])
    _stop_at(dangling_yearly(checks, measures, dimensions), folder)
    return checks


def _checks(folder: Path, editions: dict[str, Edition], yearly: tuple[YearlyCheck, ...]) -> Checks:
    entries = _load(folder / "checks.yml", CheckEntries)
    identities = (each for edition in editions.values() for table in edition.tables for each in table.identities)
    _stop_at(dangling_checks(entries, [*identities, *yearly]), folder)
    return Checks(entries, editions.values(), yearly)


def _sections(folder: Path) -> tuple[tuple[SectionKind, ...], tuple[LeftoverClass, ...]]:
    sections = _load(folder / "sections.yml", tuple[SectionKind, ...])
    return sections, _load(folder / "leftovers.yml", tuple[LeftoverClass, ...])


def _crosswalk(
    folder: Path, measures: dict[str, Measure], editions: dict[str, Edition], dimensions: dict[str, Dimension]
) -> Crosswalk:
    entries = _load(folder / "crosswalk.yml", CrosswalkEntries)
    indicators = _load(folder / "indicators.yml", tuple[Indicator, ...])
    _stop_at(dangling_crosswalk(entries, measures, editions, dimensions), folder)
    _stop_at(dangling_indicators(indicators, entries), folder)
    return Crosswalk(entries, editions, indicators)


def _phrases(folder: Path, measures: dict[str, Measure]) -> Phrases:
    phrases = _load(folder / "phrases.yml", Phrases)
    _stop_at(dangling_phrases(phrases, measures), folder)
    return phrases


def _normalizer(folder: Path) -> Normalizer:
    return Normalizer(dict(_pairs(folder / "traditional.tsv")), dict(_pairs(folder / "regional_terms.tsv")))


def _identity(folder: Path) -> tuple[IdentityWords, Gazetteer, DeliveryNames]:
    """What identifying a report needs, its errors under the one name of this module."""
    try:
        return load_identity(folder / "identity.yml"), load_divisions(folder), load_delivery_names(folder)
    except (IdentityError, DivisionsError, DeliveryNamesError) as error:
        raise CodebookError(str(error)) from error


def _editions(folder: Path) -> Iterator[Edition]:
    """Editions in order of their first year."""
    editions = [_load(path, Edition) for path in sorted(folder.glob("*.yml"))]
    yield from sorted(editions, key=lambda edition: edition.first_year)


def _load(path: Path, kind: type[T]) -> T:
    """One YAML file as `kind`, or a CodebookError with file, entry and field."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise CodebookError(f"{path}: {error}") from error
    try:
        return msgspec.convert(content, type=kind, strict=True)
    except msgspec.ValidationError as error:
        raise CodebookError(f"{path}: {_named(str(error), content)}") from error


def _named(message: str, content: object) -> str:
    """msgspec's message with the entry it points at written out: `$[3].unit` -> `entry requests_new`."""
    place = re.search(r"`\$(.*?)`", message)
    entry = content
    names = []
    for key in re.findall(r"\[(\d+)\]|\.(\w+)", place.group(1)) if place else ():
        try:
            entry = entry[int(key[0])] if key[0] else entry[key[1]]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(entry, dict):
            names += [str(value) for value in list(entry.values())[:1]]
    return f"{message} (entry {' / '.join(names)})" if names else message


def _keyed(path: Path, kind: type[tuple[T, ...]], key: str) -> dict[str, T]:
    """A list of entries by their key; a key that occurs twice is an error."""
    entries: dict[str, T] = {}
    for entry in _load(path, kind):
        if getattr(entry, key) in entries:
            raise CodebookError(f"{path}: entry {getattr(entry, key)}: field {key} occurs twice")
        entries[getattr(entry, key)] = entry
    return entries


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The two columns of a tab-separated file with a heading line."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t"), 1):
            if len(row) != 2:
                raise CodebookError(f"{path}:{number}: two columns are needed, found {len(row)}")
            if number > 1:
                yield row[0], row[1]


def _fingerprint(folder: Path) -> str:
    """SHA-256 over names and contents of all files of the codebook."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _stop_at(problems: Iterator[str], folder: Path) -> None:
    """Raise for the first entry that refers to one that does not exist."""
    for problem in problems:
        raise CodebookError(f"{folder}: {problem}")
