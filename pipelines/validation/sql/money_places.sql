-- Money below zero, or finer than a cent.
select
    [observation_id] as subject_ids,
    concat_ws(' ', indicator_code, cast(value as varchar)) as observed,
    value < 0 or value <> round(value, 2) as is_broken
from observation
where
    unit = 'yuan' and status = 'accepted' and role in ('observed', 'prior_year')
    and not ends_with(indicator_code, '_change')
