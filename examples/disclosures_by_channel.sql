-- Items made public, by channel
-- 主动公开信息，按渠道
--
-- Items per channel of publication. One item may be published through several channels, so channels may add up to
-- more than the items made public; `approximation` tells rounded figures.
--
-- 各渠道公开的信息条数。同一条信息可经多种渠道公开，各渠道之和可能大于公开总数；approximation标明约数。
select
    report_year,
    title,
    channel_en,
    channel_zh,
    quantity,
    approximation,
from marts.fct_disclosures
join marts.dim_reports using (report_id, report_year)
where channel not in ('not_applicable', 'unspecified', 'none')
    and quantity is not null
order by report_year, title, quantity desc
