"""The layer that mirrors what was delivered: a row per path, and the text of every readable file.

Belongs here: promises about files, what is said of them, and their decoded text. Does not: anything read out of a text
(`staging.py`).
"""

import pandera.polars as pa
import polars as pl

from models.contract import Table, row_rule

SHA256 = r"^[0-9a-f]{64}$"
DOCUMENT_ID = r"^[0-9a-f]{16}(\.[1-9][0-9]*)?$"
READABLE = ["read", "duplicate"]


class Files(Table):
    """Every delivered path with what became of it; nothing that lies in the inbox is missing here."""

    path: pl.String = pa.Field(
        str_length={"min_value": 1},
        description="Path below the inbox, with forward slashes; bytes that are no UTF-8 are written as \\xNN",
    )
    file_name: pl.String = pa.Field(str_length={"min_value": 1}, description="Last part of the path")
    delivery: pl.String = pa.Field(
        str_length={"min_value": 1},
        description="Path of the file that was delivered: the same, or the archive, table or web archive it lies in",
    )
    number: pl.Int64 = pa.Field(ge=0, description="Its place among the documents in that file, from 1; 0 for the file")
    sha256: pl.String = pa.Field(
        nullable=True, str_matches=SHA256, description="SHA-256 of the bytes; null if they were not read"
    )
    documents: pl.Int64 = pa.Field(
        ge=0,
        description="How many documents of raw.documents have this sha256: one for each report; 0 if it is not read",
    )
    size_bytes: pl.Int64 = pa.Field(nullable=True, ge=0, description="Size in bytes; null for what is no plain file")
    media_type: pl.String = pa.Field(description="Media type by the file's ending, or what kind of thing the path is")
    status: pl.String = pa.Field(
        isin=[*READABLE, "unpacked", "manifest", "empty", "unsupported", "unreadable", "ignored"],
        description="read; duplicate: the same bytes lie under an earlier path; unpacked: a file of files, rows or "
        "records that have rows of their own; manifest: says something about other files (raw.manifests); empty; "
        "unsupported: a format, a kind of file or a size that is not read; "
        "unreadable: damaged or not permitted; ignored: by its name or media type no report",
    )
    reason: pl.String = pa.Field(nullable=True, description="Why it was not read, and what to do; null if it was")

    class Config:
        """Grain: one delivered path."""

        name = "raw.files"
        unique = ("path",)

    @row_rule
    def reason_is_given_unless_read(cls) -> pl.Expr:
        """Nothing is left aside without a word."""
        return pl.col("reason").is_null() == (pl.col("status") == "read")

    @row_rule
    def what_is_read_is_a_document(cls) -> pl.Expr:
        """Only bytes that were decoded hold documents, and they hold at least one."""
        return (pl.col("documents") > 0) == pl.col("status").is_in(READABLE)


class Documents(Table):
    """The text of every readable file, decoded and otherwise unaltered; all offsets count in it.

    A file that holds several reports is several documents, each the text of one part.
    """

    document_id: pl.String = pa.Field(
        str_matches=DOCUMENT_ID,
        description="First 16 hexadecimal digits of the SHA-256 of the bytes; with several parts, a point and the part",
    )
    sha256: pl.String = pa.Field(str_matches=SHA256, description="SHA-256 of the bytes of the file")
    file_name: pl.String = pa.Field(description="Name of the first file with these bytes")
    format: pl.String = pa.Field(description="How the bytes were understood: text, html, mhtml, docx, xls, xlsx or pdf")
    encoding: pl.String = pa.Field(description="Character encoding of the bytes; empty where the format settles it")
    part: pl.Int64 = pa.Field(ge=1, description="Which report of its file it is, counted from 1")
    part_start: pl.Int64 = pa.Field(ge=0, description="Offset of its first character in the text of the file")
    locators: pl.String = pa.Field(
        description="Tables and pages as words kind:number:start:end with offsets in the text of the file, and "
        "lines:number, the lines of the file above a part; rows of a table are lines, with tabs between cells"
    )
    aside: pl.String = pa.Field(description="What a web page prints around its content: menus, lists of links")
    attachments: pl.String = pa.Field(
        description="Files that a web page links to, as a JSON list of [words, address]; empty if there are none"
    )
    said: pl.String = pa.Field(
        description="What the delivery says about the file (address, title, issuer, dates), as JSON; empty if nothing"
    )
    text: pl.String = pa.Field(description="The text as decoded, or as rendered from a page or an office document")
    characters: pl.Int64 = pa.Field(ge=1, description="Length of the text in characters")
    digest: pl.String = pa.Field(
        str_matches=SHA256, description="SHA-256 of the other columns: what has the same is not read again"
    )

    class Config:
        """Grain: one report of a file, however often the file was delivered."""

        name = "raw.documents"
        unique = ("document_id",)

    @row_rule
    def length_is_that_of_the_text(cls) -> pl.Expr:
        """Offsets count characters, not bytes."""
        return pl.col("characters") == pl.col("text").str.len_chars()

    @row_rule
    def document_is_named_for_its_bytes(cls) -> pl.Expr:
        """Content-addressed: the same bytes are the same documents, whoever delivers them."""
        parts = pl.col("document_id").str.slice(16)
        is_part = parts == pl.format(".{}", pl.col("part"))
        is_whole = (parts == "") & (pl.col("part") == 1) & (pl.col("part_start") == 0)
        return (pl.col("document_id").str.head(16) == pl.col("sha256").str.head(16)) & (is_whole | is_part)


class Manifests(Table):
    """What deliverers say about files, as they say it: entries of manifests, and columns beside a document in a row.

    It is evidence where a text is silent, and then `*_basis` in staging.reports is `delivery`.
    """

    delivery: pl.String = pa.Field(description="Path of the manifest, or of the file whose row or record says it")
    number: pl.Int64 = pa.Field(ge=1, description="Line of the manifest, or raw.files.number of the row")
    path: pl.String = pa.Field(
        nullable=True, description="The path in raw.files that it is about, where there is one; null if it names none"
    )
    status: pl.String = pa.Field(isin=["valid", "malformed"], description="valid, or malformed: see reason")
    reason: pl.String = pa.Field(nullable=True, description="What is wrong with the entry; null if nothing is")
    url: pl.String = pa.Field(nullable=True, description="Address that the file comes from")
    title: pl.String = pa.Field(nullable=True, description="Title that it is said to have")
    issuer: pl.String = pa.Field(nullable=True, description="Organ that it is said to be of")
    published: pl.String = pa.Field(nullable=True, description="When it is said to have been published")
    retrieved: pl.String = pa.Field(nullable=True, description="When it was got")
    encoding: pl.String = pa.Field(nullable=True, description="Character encoding that it is said to have")
    media_type: pl.String = pa.Field(nullable=True, description="Media type that it is said to have")
    other: pl.String = pa.Field(nullable=True, description="Every other column that has a value, as JSON")

    class Config:
        """Grain: one entry."""

        name = "raw.manifests"
        unique = ("delivery", "number")

    @row_rule
    def reason_is_given_if_malformed(cls) -> pl.Expr:
        """What is left aside says why."""
        return pl.col("reason").is_null() == (pl.col("status") == "valid")
