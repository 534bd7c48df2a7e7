-- Counts and heads below zero; only changes against an earlier period may be.
select
    [observation_id] as subject_ids,
    concat_ws(' ', indicator_code, cast(value as varchar)) as observed,
    value < 0 as is_broken
from observation
where
    unit in ('count', 'person') and status = 'accepted' and role in ('observed', 'prior_year')
    and not ends_with(indicator_code, '_change') and not ends_with(indicator_code, '_yoy')
