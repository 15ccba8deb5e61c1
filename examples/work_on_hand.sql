-- Requests carried in, received, decided and carried over
-- 上年结转、新收、办理与结转下年
--
-- What came in must go out: carried in + received = decided + carried out. `open_difference` is null where a part is
-- not given, and anything but 0 is a contradiction of the report. The forms count carried-over requests since 2019.
--
-- 上年结转＋新收＝办理＋结转下年。缺一项则open_difference为空；不为零即报告自相矛盾。2019年起的表式才统计结转。
select
    report_year,
    title,
    requests_carried_in,
    requests_received,
    requests_decided,
    requests_carried_out,
    requests_carried_in + requests_received - requests_decided - requests_carried_out as open_difference,
from marts.report_panel
where is_main_scope and requests_carried_in_status <> 'not_on_this_form'
order by report_year, title
