-- Accident figures with the day from which they no longer move: deaths within thirty days of an
-- accident count, within seven for roads and fires, and are reported late. Until then a figure is
-- provisional, at the time that this state speaks for (by the calendar of China).
with settled as (
    select
        f.*,
        cast(
            f.period_end + case
                when f.sector_code in ('road_transport', 'fire_safety') then interval 7 day
                else interval 30 day
            end as date
        ) as settles_on
    from core.fact_accident as f
    where f.superseded_at is null
)

select
    f.quarter,
    f.division_code,
    d.name as division_name,
    d.parent_code,
    d.level as division_level,
    f.indicator_code,
    i.name_zh as indicator_name_zh,
    i.name_en as indicator_name_en,
    f.sector_code,
    f.sector_text,
    f.severity,
    f.scope,
    f.basis,
    f.is_subtotal,
    f.value,
    f.unit,
    f.qualifier,
    f.period_start,
    f.period_end,
    f.period_kind,
    f.period_basis,
    f.settles_on,
    cast(c.known_at + interval 8 hour as date) <= f.settles_on as is_provisional,
    f.observation_id,
    f.submission_id,
    f.recorded_at
from settled as f
inner join core.dim_division as d on f.division_code = d.division_code
inner join core.dim_indicator as i on f.indicator_code = i.indicator_code
cross join core.clock as c
where i.role in ('observed', 'derived')
