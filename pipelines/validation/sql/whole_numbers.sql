-- Counts and heads that are no whole numbers although they are not said to be approximate.
select
    [observation_id] as subject_ids,
    concat_ws(' ', indicator_code, cast(value as varchar)) as observed,
    value <> floor(value) as is_broken
from observation
where
    unit in ('count', 'person') and status = 'accepted'
    and role in ('observed', 'prior_year') and qualifier <> 'approx'
