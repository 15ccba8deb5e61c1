-- Which series go on over the forms, and where they break
-- 哪些序列可跨表式比较，何处断开
--
-- For every series the years, values and editions in these reports, and how many values each grade has. Do not draw a
-- line through values graded `break`.
--
-- 每个序列在所收报告中的起止年、数值个数、表式版本，以及各可比等级的数值个数。等级为break的数值之间不要连线。
select
    series_code,
    label_en,
    label_zh,
    min(report_year) as first_year,
    max(report_year) as last_year,
    count(value) as figures,
    string_agg(distinct edition, ', ' order by edition) as editions,
    count(value) filter (where grade = 'same') as same,
    count(value) filter (where grade = 'approximate') as approximate,
    count(value) filter (where grade = 'break') as broken,
from marts.fct_series
where is_main_scope and value is not null
group by all
order by figures desc, series_code
