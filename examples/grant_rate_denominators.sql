-- The grant rate by its three denominators
-- 予以公开率的三种分母
--
-- The same grants over all requests received, over those decided, and over decisions on substance. They are three
-- rates with three answers: say which one you quote.
--
-- 同样的予以公开数，分别除以收到数、办理数和实质性答复数，得出三个不同的比率。引用时须说明是哪一个。
select
    report_year,
    title,
    max(rate) filter (where variant = 'of_received') as of_received,
    max(rate) filter (where variant = 'of_decided') as of_decided,
    max(rate) filter (where variant = 'of_substantive') as of_substantive,
    string_agg(variant || ': ' || null_reason, '; ' order by variant) as why_not,
from marts.indicators
join marts.dim_reports using (report_id, report_year)
where indicator = 'grant_rate' and indicators.is_main_scope
group by all
order by report_year, title
