-- Was the report published in time?
-- 报告是否按时公布
--
-- Days after the statutory date of that year and level; negative is early. Without a date of publication in the
-- report there is no answer, and that is listed too.
--
-- 与当年、该级法定期限相差的天数，负数为提前。报告未载公布日期则无从判断，也一并列出。
select
    report_year,
    title,
    publication_date,
    days_late,
    status,
    expected,
    found,
from marts.report_panel
join marts.dim_reports using (report_id, report_year, title)
join marts.fct_report_checks using (report_id, report_year)
where check_id = 'in_time' and is_main_scope
order by days_late desc nulls last, title
