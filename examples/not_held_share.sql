-- Share of requests for information that the body does not hold
-- 本机关不掌握相关政府信息的比例
--
-- A rate has its numerator and denominator beside it. Where a part is missing there is no rate but a reason
-- (`null_reason`, `missing_series`); `is_small_number` warns against ranking by a few requests.
--
-- 比率旁列出分子和分母。缺一部分则无比率而有理由（null_reason、missing_series）；is_small_number提示基数太小，不宜排名。
select
    report_year,
    title,
    numerator,
    denominator,
    rate,
    null_reason,
    missing_series,
    is_small_number,
    grade,
from marts.indicators
join marts.dim_reports using (report_id, report_year)
where indicator_id = 'not_held_share.of_decided' and indicators.is_main_scope
order by report_year, title
