-- Why requests were refused
-- 不予公开的理由
--
-- Refusals by the ground of the form, finest rows only, so that they add up to all refusals that are broken down.
-- Editions offer different grounds; a ground that is absent in a year may not have been on the form.
--
-- 按表式所列理由统计的不予公开件数，只取最细的行，可以加总。各版表式所列理由不同，某年没有的理由可能是当年表式未设。
select
    edition,
    reason_en,
    reason_zh,
    sum(quantity) as requests,
    count(distinct report_id) as reports,
from marts.fct_requests
where outcome = 'denied'
group by all
having sum(quantity) is not null
order by edition, requests desc
