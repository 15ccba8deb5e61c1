"""What is still to be opened: files that are new or changed since they were opened, or were opened by others.

Belongs here: comparing the listing of the inbox with what is stored, and which of several files with the same bytes
holds the documents. Does not: opening (`opening.py`), and storing what was opened (`raw.py`).

A file is known by its listing: place, size, time of change. Only where that differs is it opened; if its bytes turn out
to be the same, its documents are the same, and `unread.py` finds nothing to read. A file that could not be opened is
tried again each time. In every table the result is that of opening everything in the order of the listing.
"""

import hashlib
from collections.abc import Iterable, Mapping

import polars as pl

from assets.inbox import Delivery
from assets.opening import DOCUMENTS, FILES, MANIFESTS
from assets.readers import Frames
from gongkai.formats import Limits
from models.pieces import Pieces
from models.raw import Documents, Files, Manifests
from models.readings import Openings
from models.warehouse import Warehouse

KNOWN = """
    select path, state
    from raw.openings
    where
        opened_by = $by
        and path not in (select path from raw.files where number = 0 and status = 'unreadable' and sha256 is null)
"""
OTHERS = "select count(*) from raw.openings where opened_by <> $by"
STORED = "select delivery from raw.files union select path from raw.openings"
HOLDERS = "select sha256, path from raw.files where status = 'read' and documents > 0"
# Of the files with the same bytes, in the order of the listing, the first holds the documents.
MISPLACED = """
    with copies as (
        select path, first_value(path) over (partition by sha256 order by place, number) as holder
        from raw.files
        join listing on listing.delivery = files.delivery
        where documents > 0
    )
    select files.*, holder
    from copies
    join raw.files using (path)
    where
        (path = holder) <> (status = 'read')
        or (path <> holder and reason <> 'the same bytes as ' || holder)
    order by path
"""


def states(deliveries: Iterable[Delivery]) -> dict[str, str]:
    """What the listing says of every path, as a hash."""
    return {delivery.path: hashlib.sha256(repr(delivery).encode()).hexdigest() for delivery in deliveries}


def opener(by: Mapping[str, str], limits: Limits) -> str:
    """What files are opened by: reader, codebook and limits, as a hash."""
    return hashlib.sha256(repr((by["reader"], by["codebook"], limits)).encode()).hexdigest()


def reason_to_open_again(warehouse: Warehouse, by: str) -> str | None:
    """Why files that were opened before are opened again, in a sentence; None if they are not."""
    others = int(warehouse.query(OTHERS, {"by": by}).item())
    return f"{others:,} files are opened again: the reader, the codebook or a limit has changed" if others else None


def drop_what_is_not_there(warehouse: Warehouse, tables: Pieces, listed: Mapping[str, str], by: str) -> set[str]:
    """Remove the rows of files that are gone, changed or opened by others; returns the paths that remain.

    Documents stay: what was delivered once is kept, and `raw.files` says what is there.
    """
    known = dict(warehouse.query(KNOWN, {"by": by}).iter_rows())
    remaining = {path for path, state in listed.items() if known.get(path) == state}
    stored = warehouse.query(STORED)
    _forget(tables, stored.filter(~pl.col("delivery").is_in(remaining)))
    tables.keep()
    return remaining


def holders(warehouse: Warehouse) -> dict[bytes, str]:
    """The path whose documents are stored, for the bytes of every file that was read."""
    return {bytes.fromhex(sha256): path for sha256, path in warehouse.query(HOLDERS).iter_rows()}


def keep_opened(tables: Pieces, frames: Frames, listed: Mapping[str, str], by: str) -> None:
    """Store a batch of what was opened; a delivered file counts as opened when its own row is there, its last."""
    files, documents = frames[FILES], frames[DOCUMENTS]
    tables.append(Files, files)
    tables.remove(Documents, documents.select("sha256").unique())
    tables.append(Documents, documents)
    tables.append(Manifests, frames[MANIFESTS])
    paths = files.filter(pl.col("number") == 0)["path"].to_list()
    rows = {"path": paths, "state": [listed[path] for path in paths], "opened_by": [by] * len(paths)}
    tables.append(Openings, pl.DataFrame(rows, schema=Openings.polars_schema()))
    tables.keep()


def settle_copies(warehouse: Warehouse, tables: Pieces, listed: Mapping[str, str]) -> set[str]:
    """Let the first of the files with the same bytes hold the documents; returns the files to open for that.

    One that was a copy and is the first now gives the documents its name and what is said about it.
    """
    places = pl.DataFrame({"delivery": list(listed), "place": range(len(listed))})
    misplaced = warehouse.query(MISPLACED, frames={"listing": places})
    copies = misplaced.filter(pl.col("path") != pl.col("holder"))
    reasons = pl.format("the same bytes as {}", "holder")
    tables.remove(Files, copies.select("path"))
    tables.append(
        Files, copies.with_columns(status=pl.lit("duplicate"), reason=reasons).select(Files.polars_schema().names())
    )
    first = misplaced.filter(pl.col("path") == pl.col("holder")).select("delivery").unique()
    _forget(tables, first)
    tables.keep()
    return set(first["delivery"])


def _forget(tables: Pieces, deliveries: pl.DataFrame) -> None:
    tables.remove(Files, deliveries.select("delivery"))
    tables.remove(Manifests, deliveries.select("delivery"))
    tables.remove(Openings, deliveries.select(path="delivery"))
