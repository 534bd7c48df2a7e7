-- The zero-accident target of a division for a year, where its current reports agree on one.
select
    s.division_code,
    i.unit_kind,
    cast(year(s.period_end) as integer) as target_year,
    min(s.value) as target,
    min(s.observation_id) as observation_id
from core.observation_subject as s
inner join core.dim_indicator as i on s.indicator_code = i.indicator_code
where
    s.superseded_at is null
    and s.role = 'target'
    and s.status = 'accepted'
    and s.unit = 'ratio'
    and s.division_code is not null
    and s.period_end is not null
    and i.fact_table = 'fact_zero_accident'
    and i.unit_kind in ('village', 'enterprise')
    and s.observation_id not in (
        select subject_id from quality.quarantine
        where superseded_at is null and state in ('held', 'resubmitted')
    )
group by s.division_code, i.unit_kind, year(s.period_end)
having count(distinct s.value) = 1
