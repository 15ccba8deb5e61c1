-- Requests received from 2010 to 2024, over four forms
-- 2010至2024年收到的申请数，跨四版表式
--
-- A series goes on over the editions of the form only as far as its grade allows: `same` compares, `approximate` with
-- the reason given, `break` does not. A year without a value has a status that says why.
--
-- 同一序列能否跨版比较看grade：same可比，approximate按理由酌情，break不可比。没有值的年份由value_status说明原因。
select
    report_year,
    edition,
    title,
    value,
    value_status,
    grade,
    reason_en,
    reason_zh,
from marts.fct_series
join marts.dim_reports using (report_id, report_year, edition)
where series_code = 'requests_received' and is_main_scope
order by report_year, title
