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
    """With what the figures were made, to tell why one differs from another release. 读取器、编码手册与模型的版本。"""

    part: pl.String = pa.Field(
        isin=PARTS,
        description="reader: the code that reads and the libraries it decodes with; codebook: the vocabulary; "
        "models: the SQL that computes facts. 部分：读取器、编码手册、模型。",
    )
    version: pl.String = pa.Field(
        str_matches=SHA256, description="SHA-256 over what the part consists of. 构成该部分的内容的SHA-256。"
    )

    class Config:
        """Grain: one part."""

        name = "reference.versions"
        unique = ("part",)
