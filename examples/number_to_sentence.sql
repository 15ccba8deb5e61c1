-- Figures of the prose with the sentence they were read from
-- 文字中的数字及其出处
--
-- Every figure has a place in the text of its report: `source_start` to `source_end`, counted in characters from 0.
-- Here are the characters around it, and where a person finds it: line, page, or row and cell of a table.
--
-- 每个数字都有其在报告原文中的位置（自0起的字符数）。此处列出数字及其前后文字，以及它在原件中的行、页或表格位置。
select
    title,
    measure_code,
    value,
    value_text,
    replace(substr(text, greatest(source_start - 19, 1), least(source_start, 20)), chr(10), ' ') as words_before,
    substr(text, source_start + 1, source_end - source_start) as figure,
    replace(substr(text, source_end + 1, 12), chr(10), ' ') as words_after,
    place,
    source_start,
    source_end,
from marts.report_figures
join marts.report_texts using (report_id)
join marts.dim_reports using (report_id)
where source = 'narrative' and measure_code = 'requests_new'
order by title, source_start
