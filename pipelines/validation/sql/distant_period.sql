-- Documents all of whose figures end more than two years before the reporting quarter: a year that
-- was mistyped, or a file of other days. Tables that go back further end with the present.
select
    list(observation_id order by observation_id) as subject_ids,
    concat(cast(max(o.period_end) as varchar), ' for ', cast(any_value(r.last_day) as varchar))
        as observed,
    max(o.period_end) < any_value(r.last_day) - interval 2 year as is_broken
from observation as o
cross join reporting_quarter as r
where o.status = 'accepted' and o.role = 'observed' and o.period_end is not null
group by o.submission_id
