-- Spans that start after the quarter that follows the reporting quarter: nobody has counted them
-- yet. A year that has begun and the next quarter may be told ahead; campaigns have their own days.
select
    list(observation_id order by observation_id) as subject_ids,
    concat_ws(
        ' - ', cast(any_value(o.period_start) as varchar), cast(any_value(o.period_end) as varchar)
    ) as observed,
    coalesce(any_value(o.period_start), any_value(o.period_end))
    > any_value(last_day(r.last_day + interval 3 month)) as is_broken
from observation as o
cross join reporting_quarter as r
where
    o.status = 'accepted' and o.role = 'observed' and o.period_end is not null
    and o.period_kind not in ('campaign', 'multi_year')
group by o.submission_id, o.period_start, o.period_end
