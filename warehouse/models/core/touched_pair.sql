-- The division-and-indicator pairs whose facts a load may change: those of every figure that came,
-- went or was decided on. Zero-accident rows carry their neighbours' counts and target, so one of
-- them touches all of its division's.
with direct as (
    select distinct
        o.division_code,
        o.indicator_code
    from core.observation as o
    inner join changed_observation as c on o.observation_id = c.observation_id
),

neighbours as (
    select distinct
        d.division_code,
        n.indicator_code
    from direct as d
    inner join core.dim_indicator as i on d.indicator_code = i.indicator_code
    inner join core.dim_indicator as n on i.fact_table = n.fact_table
    where i.fact_table = 'fact_zero_accident'
)

select
    division_code,
    indicator_code
from direct
union
select
    division_code,
    indicator_code
from neighbours
