-- What reports print as zero, leave blank or strike out
-- 报告中的零、空白与横线
--
-- The cells of each report's form by how they are filled. `reported` with a value of 0 is a zero; a blank and a dash are
-- no figures and have no value. A rate that would need one of them is null.
--
-- 各报告表格单元格的填写方式。印为0才是零；空白和横线不是数字，没有值，需要它们的比率为空。
select
    title,
    count(*) filter (where value <> 0) as figures,
    count(*) filter (where value = 0) as zeros,
    count(*) filter (where value_status = 'blank') as blanks,
    count(*) filter (where value_status = 'dash') as dashes,
    count(*) filter (where value is null and value_status not in ('blank', 'dash')) as others_without_value,
from marts.report_figures
join marts.dim_reports using (report_id)
where table_ref is not null
group by all
order by blanks + dashes desc, title
