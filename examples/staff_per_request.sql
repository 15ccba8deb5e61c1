-- Staff per request in 2014 to 2018
-- 2014至2018年每件申请对应的工作人员
--
-- The form of these years counts staff (full and part time) and requests. Later forms no longer count staff, so the
-- question ends with 2018. A report that leaves staff blank has a blank here, not a zero.
--
-- 这一时期的表式同时统计工作人员（专职、兼职）和申请数；此后的表式不再统计人员。报告留空则此处也为空，不作零。
select
    report_year,
    title,
    numerator as staff,
    denominator as requests,
    rate as staff_per_request,
    null_reason,
from marts.indicators
join marts.dim_reports using (report_id, report_year)
where indicator_id = 'staff_intensity.per_received'
    and indicators.is_main_scope
    and report_year between 2014 and 2018
order by report_year, title
