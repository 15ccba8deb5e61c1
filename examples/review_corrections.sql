-- How often administrative reviews corrected the body
-- 行政复议纠正的比例
--
-- Of the reviews that were concluded, the share that ended in a correction, with its bounds at 95 %. Few reviews give
-- wide bounds. Pending reviews are in neither part; forms before 2019 have no row for them.
--
-- 已审结的行政复议中结果纠正的比例及95%置信区间；件数少则区间宽。尚未审结者不计入，2019年以前的表式没有该行。
select
    report_year,
    title,
    numerator as corrected,
    denominator as concluded,
    rate,
    rate_low,
    rate_high,
    null_reason,
    grade,
from marts.indicators
join marts.dim_reports using (report_id, report_year)
where indicator_id = 'review_correction_rate.of_concluded' and indicators.is_main_scope
order by report_year, title
