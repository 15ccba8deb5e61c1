-- Figures that a report states twice and differently
-- 同一份报告前后不一致的数字
--
-- A figure of the prose or of another row that should agree with a figure of the form and does not. Both are kept;
-- `precedence` says which of them the facts use.
--
-- 文字（或另一行）中的数字与表中数字应当一致而不一致。两者都保留；precedence说明事实表采用哪一个。
select
    title,
    kind,
    severity,
    measure_label_en,
    measure_label_zh,
    formula,
    precedence,
from marts.fct_comparisons
join marts.dim_reports using (report_id)
where status = 'fail'
order by severity, title, measure_label_en
