"""What a release was made with, as a table of the schema `reference`.

Belongs here: the promise. Does not: how versions are found (`assets/versions.py`), or what differs between two
releases (`changes.py`).
"""

import pandera.polars as pa
import polars as pl

from models.contract import Table
from models.raw import SHA256

PARTS = ["reader", "codebook", "models"]


class Versions(Table):
    """What the figures were made with: a hash for each part, which tells why a figure differs from another release."""

    part: pl.String = pa.Field(
        isin=PARTS,
        description="reader: the code that reads and the libraries it decodes with; codebook: the vocabulary; "
        "models: the SQL that computes facts",
    )
    version: pl.String = pa.Field(str_matches=SHA256, description="SHA-256 over what the part consists of")

    class Config:
        """Grain: one part."""

        name = "reference.versions"
        unique = ("part",)
