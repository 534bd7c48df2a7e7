-- Every version, standing or withdrawn, of the facts of one subject, oldest first.
with everything as (
    select 'fact_enforcement' as fact_table, * from core.fact_enforcement
    union all by name
    select 'fact_zero_accident' as fact_table, * from core.fact_zero_accident
    union all by name
    select 'fact_accident' as fact_table, * from core.fact_accident
    union all by name
    select 'fact_hazard' as fact_table, * from core.fact_hazard
    union all by name
    select 'fact_inspection' as fact_table, * from core.fact_inspection
    union all by name
    select 'fact_capacity' as fact_table, * from core.fact_capacity
),

subject_observation as (
    select distinct observation_id
    from core.observation_subject
    where subject_id in (
        select subject_id from core.observation_subject where observation_id = $observation_id
    )
)

select f.*
from everything as f
inner join subject_observation as s on f.observation_id = s.observation_id
order by f.recorded_at, f.observation_id
