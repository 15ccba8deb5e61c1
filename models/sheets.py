"""What a spreadsheet program takes for a formula, and how to keep it from doing so.

Belongs here: making texts inert for files that such programs open. Does not: the files (`orchestration/export.py`,
`pages/panel.py`).
"""

import re

import polars as pl

FORMULA_SIGNS = tuple("=+-@＝＋－＠\t\r\n")  # with which a formula may begin, in China in full width too
FORMULA = f"^([{re.escape(''.join(FORMULA_SIGNS))}])"


def inert(table: pl.DataFrame) -> pl.DataFrame:
    """A table in which a text that begins like a formula has an apostrophe in front. Figures stay figures.

    >>> inert(pl.DataFrame({"title": ["=1+1", "2019"], "change": [-1, 0]})).rows()
    [("'=1+1", -1), ('2019', 0)]
    """
    return table.with_columns(pl.col(pl.String).str.replace(FORMULA, "'$1"))
