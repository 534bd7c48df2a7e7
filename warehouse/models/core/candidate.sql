-- The figures that may become facts, of the division-and-indicator pairs that a load touches.
-- Accepted or released by a person, held back by no rule, observed, placed, dated and known to the
-- catalogue.
with decided as (
    select
        subject_id as observation_id,
        bool_or(state in ('held', 'resubmitted') and rule_id not like 'warehouse.%') as is_held,
        bool_or(state = 'released') as is_released
    from quality.quarantine
    where superseded_at is null and subject_kind = 'observation'
    group by subject_id
),

-- of the sums whose errors hold back a slip alone: where one is broken and no figure of it is held,
-- each of its figures is accused
accused as (
    select distinct unnest(subject_ids) as observation_id
    from quality.finding
    where
        superseded_at is null
        and outcome = 'broken'
        and severity = 'warn'
        and subject_kind = 'observation'
        and rule_id in (select a.rule_id from accusing_rule as a)
)

select
    s.*,
    i.fact_table,
    i.action_code,
    i.stage,
    i.attribution,
    i.unit_kind,
    coalesce(d.is_released, false) as is_released,
    a.observation_id is not null and not coalesce(d.is_released, false) as is_accused,
    case s.method when 'prose' then 3 else 1 end as method_rank,
    case s.period_basis when 'printed' then 1 when 'derived' then 2 else 3 end as basis_rank,
    case when s.qualifier = 'exact' then 1 else 2 end as exactness_rank,
    case when s.is_own_office then 1 else 2 end as office_rank
from core.observation_subject as s
inner join touched_pair as t
    on s.division_code = t.division_code and s.indicator_code = t.indicator_code
inner join core.dim_indicator as i on s.indicator_code = i.indicator_code
inner join core.dim_division as p on s.division_code = p.division_code
left join decided as d on s.observation_id = d.observation_id
left join accused as a on s.observation_id = a.observation_id
where
    s.superseded_at is null
    and s.role = 'observed'
    and (s.status = 'accepted' or coalesce(d.is_released, false))
    and not coalesce(d.is_held, false)
    and s.period_end is not null
    and s.period_kind is not null
    and (s.period_start is null or s.period_start <= s.period_end)
