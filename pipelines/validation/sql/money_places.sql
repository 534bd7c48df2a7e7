-- Money below zero, or finer than a cent.
select
    observation_id,
    indicator_code,
    value as stated_value
from observation
where
    unit = 'yuan' and status = 'accepted' and role in ('observed', 'prior_year')
    and (value < 0 or value <> round(value, 2))
    and not ends_with(indicator_code, '_change')
order by observation_id
