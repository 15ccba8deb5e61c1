"""Reading in worker processes: the same result as in one, whatever a document does to its reader."""

import dataclasses
import os
from collections.abc import Iterator

import polars as pl
import pytest

from assets.readers import Batch, Frames, Readers
from assets.staging import SCHEMAS
from gongkai.codebook import Codebook
from gongkai.formats import decode
from gongkai.records import Document
from tests.generator.reports import EDITIONS, generate

READERS = Readers(workers=2, seconds=60)


class Deadly(str):
    """A text that ends the process that unpacks it, as one does that exhausts the memory of its reader."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def batches() -> Iterator[Batch]:
    for number, edition in enumerate(EDITIONS):
        texts = [generate(edition, "tabs", seed).text for seed in (1, 2)]
        yield [decode(text.encode(), f"{number}-{which}.txt") for which, text in enumerate(texts)]


def joined(frames: Iterator[Frames]) -> Frames:
    every = list(frames)
    return {name: pl.concat(each[name] for each in every) for name in SCHEMAS}


def reasons(frames: Frames) -> dict[str, str]:
    failed = frames["reports"].filter(pl.col("document_class") == "unreadable")
    return dict(failed.select("document_id", "class_reason").iter_rows())


def test_two_workers_read_what_one_process_reads(codebook: Codebook) -> None:
    alone = joined(dataclasses.replace(READERS, workers=1).frames(codebook, SCHEMAS, batches()))
    together = joined(READERS.frames(codebook, SCHEMAS, batches()))
    assert alone["observations"].height > 1000
    for name in SCHEMAS:
        assert together[name].equals(alone[name])


def test_a_document_that_kills_its_reader_is_a_row_and_the_rest_is_read(codebook: Codebook) -> None:
    every = list(batches())
    killer = Document("f" * 16, "f" * 64, "deadly.txt", "text", "utf-8", Deadly("示例"))
    every[1].append(killer)
    read = joined(READERS.frames(codebook, SCHEMAS, iter(every)))
    assert read["reports"]["document_id"].to_list() == [document.document_id for batch in every for document in batch]
    assert reasons(read).keys() == {killer.document_id}
    assert "deadly.txt: its process ended" in reasons(read)[killer.document_id]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_takes_too_long_is_cut_off(codebook: Codebook, workers: int) -> None:
    hasty = Readers(workers=workers, seconds=0.00001)
    read = joined(hasty.frames(codebook, SCHEMAS, batches()))
    assert read["observations"].is_empty()
    assert set(reasons(read)) == {document.document_id for batch in batches() for document in batch}
    assert all("more than 1e-05 seconds (GONGKAI_SECONDS)" in reason for reason in reasons(read).values())
