-- Every candidate whose value is not its subject's, beside the one that was kept; a conflict keeps
-- none. Differences within the printed precision are called rounding, the rest is a difference to
-- be explained.
with conflicted as (
    select distinct subject_id
    from contender
    where agreed_value is null
),

compared as (
    select
        c.*,
        w.observation_id as kept_observation_id,
        w.value as kept_value,
        f.subject_id is not null as is_conflict
    from candidate as c
    left join winner as w on c.subject_id = w.subject_id
    left join conflicted as f on c.subject_id = f.subject_id
)

select
    md5(concat_ws('|', subject_id, observation_id)) as reconciliation_id,
    case
        when is_conflict then 'conflict'
        when abs(value - kept_value) < coalesce(printed_step, 0) then 'rounding'
        when qualifier in ('over', 'at_least') and kept_value >= value then 'bound'
        when qualifier = 'at_most' and kept_value <= value then 'bound'
        else 'difference'
    end as kind,
    quarter,
    division_code,
    indicator_code,
    subject_id,
    kept_observation_id,
    kept_value,
    observation_id as other_observation_id,
    value as other_value,
    case
        when kept_value <> 0
            then round(
                cast(value - kept_value as double) / cast(kept_value as double), 6
            )
    end as relative_difference
from compared
where is_conflict or value <> kept_value
