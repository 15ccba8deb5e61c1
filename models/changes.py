"""What differs between two releases: figure by figure with the cause, and table by table in numbers.

Belongs here: the questions put to two published files side by side. Does not: printing answers
(`orchestration/diff.py`), or making a release (`publication.py`).

A report is found again by its document, which is named for its bytes; if its bytes changed, by issuer and year, where
only one report of each release comes into question. A figure is found again by its cell or its place in the text, else
by what it counts, in the order of the text. Why a figure differs:

    source      its document was added, removed or revised, or another copy of its report now counts
    reader, codebook   it was read otherwise from the same bytes, and of these two that one is another version
    rule        it was read the same and is placed otherwise: the SQL is another version
    unknown     no version that the releases record differs

Where both reader and codebook are other versions, the cause is `reader+codebook`: only a build with one of them tells.
"""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import polars as pl

from models.contract import Table
from models.publication import DATABASE
from models.sql import Bounds, quoted, text

SIDES = ("old", "new")
REPORTS = """
    create or replace temp table reports as
    with unmatched as (
        select 'old' as side, report_id, issuer_id, report_year from old.marts.dim_reports
        where report_id not in (select report_id from new.marts.dim_reports)
        union all
        select 'new', report_id, issuer_id, report_year from new.marts.dim_reports
        where report_id not in (select report_id from old.marts.dim_reports)
    ),
    revised as (
        select
            any_value(report_id) filter (side = 'old') as old_report_id,
            any_value(report_id) filter (side = 'new') as new_report_id,
        from unmatched
        where issuer_id is not null and report_year is not null
        group by issuer_id, report_year
        having count(*) = 2 and count(distinct side) = 2
    ),
    paired as (
        from revised
        union all by name
        select report_id as old_report_id, report_id as new_report_id
        from old.marts.dim_reports semi join new.marts.dim_reports using (report_id)
        union all by name
        select report_id as old_report_id from unmatched
        where side = 'old' and report_id not in (select old_report_id from revised)
        union all by name
        select report_id as new_report_id from unmatched
        where side = 'new' and report_id not in (select new_report_id from revised)
    )
    select
        row_number() over (order by coalesce(new_report_id, old_report_id)) as report,
        old_report_id, new_report_id,
        coalesce(one.report_year, other.report_year) as report_year,
        coalesce(one.issuer, other.issuer) as issuer,
        coalesce(one.title, other.title) as title,
        old_report_id is distinct from new_report_id
        or (one.copy_status, one.best_report_id) is distinct from (other.copy_status, other.best_report_id)
        as is_other_source,
    from paired
    left join new.marts.dim_reports as one on new_report_id = one.report_id
    left join old.marts.dim_reports as other on old_report_id = other.report_id
"""
# What is not set aside as a total or a second account is counted in a fact.
FIGURES = """
    create or replace temp table {side}_figures as
    select
        reports.report, measure_code, dimensions, scope, period, source, value, value_status, value_text,
        approximation, rule, source_start, source_end,
        substr(observation_id, length(report_id) + 2) as place,
        case when rollups.role is null then 'counted' else rollups.role end as role,
    from {side}.marts.report_figures
    join reports on report_id = reports.{side}_report_id
    left join (select observation_id, role from {side}.marts.fct_rollups) as rollups using (observation_id)
"""
# First those that stand at the same place, then, of the rest, the first of each kind with the first, and so on.
MATCHED = """
    create or replace temp table figures as
    with same_place as (
        select
            old_figures.report, old_figures.measure_code, place, old_figures.dimensions,
            old_figures as was, new_figures as now,
        from old_figures join new_figures using (report, place, measure_code, dimensions)
    ),
    old_rest as (
        select *, row_number() over (
            partition by report, measure_code, dimensions, scope, period, source order by source_start, place
        ) as nth
        from old_figures anti join same_place using (report, place, measure_code, dimensions)
    ),
    new_rest as (
        select *, row_number() over (
            partition by report, measure_code, dimensions, scope, period, source order by source_start, place
        ) as nth
        from new_figures anti join same_place using (report, place, measure_code, dimensions)
    )
    select report, was, now from same_place
    union all by name
    select
        report,
        case when old_rest.place is not null then struct_pack({old}) end as was,
        case when new_rest.place is not null then struct_pack({new}) end as now,
    from old_rest full join new_rest using (report, measure_code, dimensions, scope, period, source, nth)
"""
CHANGES = """
    with versions as (
        select array_to_string(array_agg(part order by part desc) filter (part <> 'models'), '+') as reading,
            bool_or(part = 'models') as has_other_models,
        from old.reference.versions full join new.reference.versions as other using (part)
        where versions.version is distinct from other.version
    ),
    changes as (
        select *,
            (was.value, was.value_status, was.value_text, was.approximation, was.scope, was.period)
            is distinct from (now.value, now.value_status, now.value_text, now.approximation, now.scope, now.period)
            or was.place is null or now.place is null as is_read_otherwise,
        from figures
    )
    select
        case when was.place is null then 'added' when now.place is null then 'removed' else 'changed' end as change,
        case
            when is_other_source then 'source'
            when is_read_otherwise and reading is not null then reading
            when has_other_models then 'rule'
            else coalesce(reading, 'unknown')
        end as cause,
        report_year, issuer, title, old_report_id, new_report_id,
        coalesce(now.measure_code, was.measure_code) as measure_code,
        coalesce(now.dimensions, was.dimensions) as dimensions,
        coalesce(now.source, was.source) as source,
        was.scope as old_scope, now.scope as new_scope,
        was.value as old_value, now.value as new_value,
        was.value_status as old_status, now.value_status as new_status,
        was.value_text as old_text, now.value_text as new_text,
        was.rule as old_rule, now.rule as new_rule,
        was.role as old_role, now.role as new_role,
        was.source_start as old_start, was.source_end as old_end,
        now.source_start as new_start, now.source_end as new_end,
    from changes join reports using (report) cross join versions
    where is_read_otherwise or was.role is distinct from now.role
    order by cause, report_year, issuer, report, measure_code, dimensions, coalesce(new_start, old_start), change
"""
COLUMNS = (
    "measure_code dimensions scope period source value value_status value_text approximation rule source_start "
    "source_end place role report"
).split()


class Releases:
    """Two published files side by side; nothing is written to either."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def figures(self) -> pl.DataFrame:
        """Every figure that was added, removed or changed, with the cause; see the columns of CHANGES."""
        self._connection.execute(REPORTS)
        for side in SIDES:
            self._connection.execute(FIGURES.format(side=side))
        terms = {side: ", ".join(f"{name} := {_column(side, name)}" for name in COLUMNS) for side in SIDES}
        self._connection.execute(MATCHED.format(**terms))
        return self._connection.execute(CHANGES).pl()

    def tables(self, promised: Sequence[type[Table]]) -> pl.DataFrame:
        """The tables whose rows differ: how many were added, removed and changed."""
        held = {side: self._held(side) for side in SIDES}
        rows = [self._rows(table, held) for table in promised]
        names = {"table": pl.String, "added": pl.Int64, "removed": pl.Int64, "changed": pl.Int64}
        return pl.DataFrame([row for row in rows if any(row[1:])], schema=names, orient="row")

    def _held(self, side: str) -> dict[str, set[str]]:
        """The tables that a release has, with their columns."""
        asked = """
            select schema_name || '.' || table_name, list(column_name)
            from duckdb_columns() where database_name = ? group by all
        """
        return {name: set(columns) for name, columns in self._connection.execute(asked, [side]).fetchall()}

    def _rows(self, table: type[Table], held: dict[str, dict[str, set[str]]]) -> tuple[str, int, int, int]:
        """Rows are the same if all their columns are; a column that only one release has makes every row differ."""
        name, key = quoted(table.address()), ", ".join(f'"{column}"' for column in table.key())
        with_key = [side for side in SIDES if set(table.key()) <= held[side].get(str(table.address()), set())]
        if not with_key:
            return str(table.address()), 0, 0, 0
        sides = [
            f"select {key}, hash({side}_rows) as content from {side}.{name} as {side}_rows"
            if side in with_key
            else f"select {key}, cast(0 as ubigint) as content from {with_key[0]}.{name} limit 0"
            for side in SIDES
        ]
        same = " and ".join(f'old_rows."{column}" is not distinct from new_rows."{column}"' for column in table.key())
        counted = self._connection.execute(f"""
            select
                count(*) filter (old_rows.content is null),
                count(*) filter (new_rows.content is null),
                count(*) filter (old_rows.content <> new_rows.content),
            from ({sides[0]}) as old_rows full join ({sides[1]}) as new_rows on {same}
        """).fetchone()
        return (str(table.address()), *(counted or (0, 0, 0)))


@contextlib.contextmanager
def side_by_side(old: Path, new: Path, bounds: Bounds | None = None) -> Iterator[Releases]:
    """Open two published folders or files, if wanted with bounds on the memory of DuckDB.

    Raises FileNotFoundError or duckdb.Error if one of them is none.
    """
    with duckdb.connect(config=bounds or {}) as connection:
        for side, path in zip(SIDES, (old, new), strict=True):
            file = path / f"{DATABASE}.duckdb" if path.is_dir() else path
            if not file.exists():
                raise FileNotFoundError(f"{file} does not exist")
            connection.execute(f"attach {text(file)} as {side} (read_only)")
        yield Releases(connection)


def _column(side: str, name: str) -> str:
    return name if name == "report" else f"{side}_rest.{name}"
