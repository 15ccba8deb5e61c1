-- Requests received per year and kind of applicant
-- 每年收到的申请，按申请人类型
--
-- Each row is one kind of applicant in one year. Forms before 2019 do not say who asked: their requests are "Not broken
-- down", never spread over the kinds. `reports` says how many reports a row rests on.
--
-- 每行是某一年的一类申请人。2019年以前的表式不区分申请人，其申请列为“未细分”，不摊入任何一类。reports为该行所依据的报告数。
select
    report_year,
    applicant_type_en,
    applicant_type_zh,
    sum(quantity) as requests,
    count(distinct report_id) as reports,
from marts.fct_requests
where flow = 'received'
group by all
order by report_year, requests desc
