-- One row per report: the main figures and how well it is filled in
-- 每份报告一行：主要数字与填写质量
--
-- The main scope of each report with its main figures, the share of the form's cells that hold a figure, and the share
-- of the checks that could be judged and failed.
--
-- 每份报告的主要口径、主要数字、表格填写完整度，以及可判定的勾稽规则中未通过的比例。
select
    report_year,
    edition,
    title,
    requests_received,
    requests_decided,
    reviews,
    lawsuits,
    completeness,
    checks_judged,
    checks_failed,
    arithmetic_error_rate,
from marts.report_panel
where is_main_scope
order by report_year, title
