-- Reports whose figures do not add up, and the row to look at
-- 数字不勾稽的报告及其所在行
--
-- Each row is a rule of the form that the printed figures break, with the figures in it and the characters around the
-- last of them, the printed total. Nothing is corrected; which figure is wrong only the office knows.
--
-- 每行是印出的数字违反的一条勾稽规则、代入数字的算式，以及末项（印出的合计）前后的原文。数字不作更正，孰误只有原机关知道。
with

failed as (
    select
        report_id,
        label_en,
        label_zh,
        instance_label_zh,
        formula,
        list_last(from_json(operands, '[{"source_start": "bigint"}]')).source_start as source_start,
    from marts.fct_checks
    where status = 'fail'
)

select
    title,
    label_en,
    label_zh,
    instance_label_zh,
    formula,
    replace(substr(text, greatest(source_start - 29, 1), least(source_start, 30) + 20), chr(10), ' ') as around_the_total,
    source_start,
from failed
join marts.dim_reports using (report_id)
join marts.report_texts using (report_id)
order by title, label_en, instance_label_zh
