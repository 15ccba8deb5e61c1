"""The command `gongkai check`: the rules put to a report before it is published, for the person who publishes it.

Belongs here: files, words and forms of output. Does not: the rules (`codebook/`) or verdicts (`gongkai/checks/`).
Neither Dagster nor DuckDB nor polars is imported, so that it answers at once.
"""
