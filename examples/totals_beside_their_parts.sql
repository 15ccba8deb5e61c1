-- Printed totals beside the sum of their parts
-- 印出的合计与其各部分之和
--
-- The facts hold the finest figures, so a plain sum counts nothing twice; printed totals are kept here. A difference
-- is the report's: parts that are missing (`parts_missing`), a rounded total, items counted under several channels, or
-- an error.
--
-- 事实表只存最细的数字，直接加总不会重复；印出的合计存于此表。差额来自报告本身：缺项、约数、一条信息多渠道发布，或差错。
select
    title,
    fact,
    role,
    measure_label_en,
    measure_label_zh,
    coalesce(quantity, amount_yuan) as printed,
    parts_sum,
    parts_missing,
    difference,
    approximation,
from marts.fct_rollups
join marts.dim_reports using (report_id, report_year)
where role in ('total', 'subtotal') and difference <> 0
order by abs(difference), title, measure_label_en
