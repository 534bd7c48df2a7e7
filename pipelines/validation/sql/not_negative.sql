-- Counts and heads below zero; only changes against an earlier period may be.
select
    observation_id,
    indicator_code,
    value as stated_value
from observation
where
    unit in ('count', 'person') and status = 'accepted' and role in ('observed', 'prior_year')
    and value < 0
    and not ends_with(indicator_code, '_change') and not ends_with(indicator_code, '_yoy')
order by observation_id
