-- Counts and heads that are no whole numbers although they are not said to be approximate.
select
    observation_id,
    indicator_code,
    stated_value
from (
    select
        observation_id,
        indicator_code,
        value as stated_value
    from observation
    where
        unit in ('count', 'person') and status = 'accepted'
        and role in ('observed', 'prior_year') and qualifier <> 'approx'
) as counted
where stated_value <> floor(stated_value)
order by observation_id
