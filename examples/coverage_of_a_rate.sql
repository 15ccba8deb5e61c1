-- How many reports a yearly rate rests on
-- 每年的比率依据多少份报告
--
-- A pooled rate is only as good as its coverage: `reports_with_rate` out of `reports_expected`. Reports without the
-- parts are in neither sum.
--
-- 汇总比率须看覆盖面：应有reports_expected份，实有reports_with_rate份。缺分子或分母的报告不计入。
select
    report_year,
    edition,
    issuer_type,
    level,
    reports_expected,
    reports_with_rate,
    reports_with_small_numbers,
    pooled_rate,
    median_rate,
from marts.indicator_coverage
where indicator_id = 'grant_rate.of_decided'
order by all
