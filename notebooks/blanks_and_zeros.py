"""A blank is not a zero: what filling in zeros does to a panel, told with the published samples.

`marimo edit notebooks/blanks_and_zeros.py` after `make warehouse`; a test runs it without a browser.
"""

import marimo

__generated_with = "0.25.2"

app = marimo.App(width="medium", app_title="A blank is not a zero 空白不是零")


@app.cell
def _():
    import os
    from pathlib import Path

    import duckdb
    import marimo as mo
    import polars as pl

    published = Path(os.environ.get("GONGKAI_DATA", "data")) / "published" / "gongkai.duckdb"

    def ask(sql: str) -> pl.DataFrame:
        with duckdb.connect(str(published), read_only=True) as connection:
            return connection.sql(sql).pl()

    def shown(table: pl.DataFrame) -> str:
        """A table as Markdown; what is empty stays empty."""
        rows = [table.columns, ["---"] * table.width]
        rows += [["" if value is None else str(value) for value in row] for row in table.iter_rows()]
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)

    return ask, mo, pl, shown


@app.cell
def _(ask, mo):
    reports, first, last = ask("select count(*), min(report_year), max(report_year) from marts.dim_reports").row(0)
    mo.md(f"""
    # A blank is not a zero 空白不是零

    **What this rests on.** {reports} sample reports of {first} to {last}: facsimiles with figures of published reports,
    or composed ones, in words of our own. They show how the panel works. They say nothing about the country, and no
    number below may be quoted as a finding.

    **本文依据**{reports}份样例报告（{first}—{last}年），为仿真件，数字部分取自已公布的报告、部分为编造。只说明面板的用法，不代表全国，不得作为研究结论引用。
    """)
    return


@app.cell
def _(ask, mo, shown):
    filled = ask("""
        select
            title,
            count(*) filter (where value is not null) as figures,
            count(*) filter (where value = 0) as of_which_zeros,
            count(*) filter (where value_status = 'blank') as blanks,
            count(*) filter (where value_status = 'dash') as dashes,
        from marts.report_figures join marts.dim_reports using (report_id)
        where table_ref is not null
        group by title
        having blanks + dashes > 0
        order by blanks + dashes desc
    """)
    mo.md(f"""
    ## 1. Some offices write 0, some write nothing

    Every report has rows with nothing to count: no refusals, no lawsuits. Most of these reports print a 0 there. Some
    have cells left blank or struck out:

    {shown(filled)}

    A blank may mean none, not counted, or forgotten. The report does not say, so the panel does not either: such a cell
    has a status and no value. 空白可能是没有、未统计或漏填，报告没有说，面板也就不说。
    """)
    return


@app.cell
def _(ask, mo, shown):
    staff = ask("""
        select
            count(*) as reports,
            count(value) as reports_that_say_it,
            sum(value)::int as staff,
            round(sum(value) / count(value), 1)::varchar as per_report_that_says_it,
            round(sum(value) / count(*), 1)::varchar as with_zeros_filled_in,
        from marts.fct_series where series_code = 'staff' and is_main_scope
    """)
    why = ask("""
        select value_status, count(*) as reports
        from marts.fct_series where series_code = 'staff' and is_main_scope and value is null
        group by all order by all
    """)
    mo.md(f"""
    ## 2. Zeros that were filled in become findings

    How many people work on disclosure? Only the form of 2014-2018 and some local forms ask.

    {shown(staff)}

    With zeros filled in, the average falls to less than a quarter, and every office dismisses its staff in 2019, the
    year in which the row left the form. Where a value is missing the panel says why:

    {shown(why)}
    """)
    return


@app.cell
def _(ask, mo, shown):
    inferred = ask("""
        select title, label_zh, value_status, value::int as value, inferred_value::int as inferred, zero_rules
        from marts.fct_series join marts.dim_reports using (report_id, report_year)
        where inferred_value is not null and value is null and is_main_scope
        order by title, label_zh
    """)
    open_checks = ask("""
        select title, count(*) as checks
        from marts.fct_checks join marts.dim_reports using (report_id)
        where status = 'pass_if_blank_is_zero' group by all order by checks desc
    """)
    mo.md(f"""
    ## 3. When a blank must be a zero

    Sometimes arithmetic decides: where the printed parts already add up to the printed total, what is blank among them
    can only be zero. The value with such zeros stands in a column of its own, with the rule that proves them; it is
    more than zero where the series also has printed terms. `value` stays empty.

    {shown(inferred) if inferred.height else "None of the samples has such a case among its series."}

    Where arithmetic does not decide, a check says `pass_if_blank_is_zero` and leaves it at that:

    {shown(open_checks)}
    """)
    return


@app.cell
def _(ask, mo, shown):
    rates = ask("""
        select
            report_year, edition, title,
            max(round(100 * rate, 1)) filter (where variant = 'of_received') as of_received,
            max(round(100 * rate, 1)) filter (where variant = 'of_decided') as of_decided,
            max(round(100 * rate, 1)) filter (where variant = 'of_substantive') as of_substantive,
        from marts.indicators join marts.dim_reports using (report_id, report_year, edition)
        where indicator = 'grant_rate' and indicators.is_main_scope
        group by all having count(rate) > 0 order by report_year, title
    """)
    mo.md(f"""
    ## 4. One rate, three denominators, four forms

    The share of requests granted, in per cent of those received, of those decided, and of those decided on substance:

    {shown(rates)}

    The columns lie up to dozens of points apart, and the third is empty where a form does not tell refusals apart from
    information that does not exist. Who compares one office's second column with another's third compares nothing.
    Since 2019 the decided also hold requests that were not processed, so even one column moves with the form; `grade`
    and its reason say so. 同一“公开率”有三种分母，随表式变化；引用时须说明分母，跨版比较须看`grade`。
    """)
    return


@app.cell
def _(ask, mo, shown):
    county = ask("""
        select
            report_year, edition,
            max(value::int) filter (where series_code = 'requests_received') as requests_received,
            max(grade) filter (where series_code = 'requests_received') as grade,
            max(value::int) filter (where series_code = 'staff') as staff,
            max(value_status) filter (where series_code = 'staff') as staff_status,
        from marts.fct_series join marts.dim_reports using (report_id, report_year, edition)
        where issuer = '模拟县人民政府' and fct_series.is_main_scope
        group by all order by report_year
    """)
    years = county["report_year"]
    missing = sorted(set(range(years.min(), years.max() + 1)) - set(years))
    mo.md(f"""
    ## 5. One place over the years

    An invented county reports on {len(years)} of {years.max() - years.min() + 1} years; of
    {" and ".join(map(str, missing))} there is no report:

    {shown(county)}

    Requests rise from {county["requests_received"][0]} to {county["requests_received"][-1]}, but the form changed
    on the way: figures of the form of 2014 compare with the later ones roughly (`approximate`), so a line through all
    of them is more than the reports say. Staff did not fall to nothing in 2019: the row left the form.
    `gongkai serve` draws the same with its breaks and gaps. 表式在途中改变，前后只大致可比；缺年不补，停报不是归零。
    """)
    return


@app.cell
def _(ask, mo, shown):
    broken = ask("""
        select title, label_zh, instance_label_zh, formula
        from marts.fct_checks join marts.dim_reports using (report_id)
        where status = 'fail' order by title, label_zh, instance_label_zh
    """)
    mo.md(f"""
    ## 6. And where nothing is blank, figures may still not add up

    {shown(broken)}

    No value was changed. Which figure is wrong, only the office knows; the panel keeps both and shows the place.
    数字一个不改，孰误只有原机关知道；面板两者并存并指明位置。

    More: `gongkai examples`, and docs/concepts.md.
    """)
    return


if __name__ == "__main__":
    app.run()
