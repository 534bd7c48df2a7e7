-- Two files of one office, read alike, that state one figure differently: one must be newer or say
-- that it corrects, else neither replaces the other and the load keeps both out.
with filed as (
    select
        s.*,
        o.method,
        f.office_code,
        f.published_on
    from stated_figure as s
    inner join observation as o on s.observation_id = o.observation_id
    inner join submission as f on s.submission_id = f.submission_id
    where
        s.role = 'observed' and s.division_code is not null and f.office_code is not null
        and s.low_stated = s.high_stated
)

select
    [a.observation_id, b.observation_id] as subject_ids,
    concat(a.indicator_code, ' ', a.stated_value, '; ', b.stated_value) as observed,
    a.is_correction = b.is_correction
    and coalesce(a.published_on = b.published_on, true) as is_broken
from filed as a
inner join filed as b
    on
        a.office_code = b.office_code and a.method = b.method
        and a.division_code = b.division_code and a.indicator_code = b.indicator_code
        and a.attribute_key = b.attribute_key
        and a.period_start is not distinct from b.period_start
        and a.period_end is not distinct from b.period_end
where
    a.submission_id <> b.submission_id and a.observation_id < b.observation_id
    and abs(a.stated_value - b.stated_value) >= greatest(a.printed_step, b.printed_step)
