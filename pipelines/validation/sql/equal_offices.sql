-- Counties whose files state the same figures throughout for one span: one of them was filed with
-- the other's numbers. Eight flows of ten or more that show six different values are enough.
with told as (
    select
        s.submission_id,
        s.division_code,
        s.period_start,
        s.period_end,
        s.observation_id,
        s.stated_value,
        concat_ws('|', s.indicator_code, s.attribute_key, s.stated_value) as figure_text
    from stated_figure as s
    inner join figure_group as g on s.group_id = g.group_id
    inner join indicator_kind as i on s.indicator_code = i.indicator_code
    where
        s.role = 'observed' and g.level = 'county' and i.is_flow
        and s.stated_value >= 10 and s.low_stated = s.high_stated
),

filed as (
    select
        submission_id,
        division_code,
        period_start,
        period_end,
        list(observation_id) as ids,
        count(distinct figure_text) as figure_count,
        md5(string_agg(distinct figure_text, ';' order by figure_text)) as content_mark
    from told
    group by submission_id, division_code, period_start, period_end
    having count(distinct figure_text) >= 8 and count(distinct stated_value) >= 6
)

select
    list_sort(flatten(list(ids))) as subject_ids,
    concat(
        any_value(figure_count),
        ' equal figures of ',
        string_agg(distinct division_code, ', ' order by division_code)
    ) as observed,
    count(distinct division_code) > 1 as is_broken
from filed
group by period_start, period_end, content_mark
