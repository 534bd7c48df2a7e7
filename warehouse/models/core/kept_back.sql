-- Figures that the load itself keeps out of the facts, with the reason: they conflict, or lack a
-- place, period or name.
with unheld as (
    select s.*
    from core.observation_subject as s
    inner join touched_pair as t
        on
            coalesce(s.division_code, '') = coalesce(t.division_code, '')
            and s.indicator_code = t.indicator_code
    where
        s.superseded_at is null
        and s.role = 'observed'
        and (
            s.status = 'accepted'
            or s.observation_id in (
                select q.subject_id from quality.quarantine as q
                where q.superseded_at is null and q.state = 'released'
            )
        )
),

reasoned as (
    select
        u.observation_id,
        u.submission_id,
        u.reporting_quarter,
        u.locator,
        case
            when i.indicator_code is null then 'warehouse.indicator'
            when p.division_code is null then 'warehouse.place'
            else 'warehouse.period'
        end as rule_id,
        case
            when i.indicator_code is null then 'indicator_unknown'
            when p.division_code is null then 'place_unknown'
            else 'period_unknown'
        end as reason,
        cast(null as varchar) as detail
    from unheld as u
    left join core.dim_indicator as i on u.indicator_code = i.indicator_code
    left join core.dim_division as p on u.division_code = p.division_code
    where
        i.indicator_code is null
        or p.division_code is null
        or u.period_end is null
        or u.period_kind is null
        or u.period_start > u.period_end
    union all
    select
        observation_id,
        submission_id,
        reporting_quarter,
        locator,
        'warehouse.conflict' as rule_id,
        'conflicting_values' as reason,
        'subject ' || subject_id as detail
    from candidate
    where subject_id in (select c.subject_id from contender as c where c.agreed_value is null)
)

select
    md5(concat_ws('|', rule_id, observation_id)) as quarantine_id,
    'observation' as subject_kind,
    observation_id as subject_id,
    submission_id,
    reporting_quarter as quarter,
    rule_id,
    reason,
    locator,
    detail
from reasoned
