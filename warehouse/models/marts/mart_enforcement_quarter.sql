-- Fines, detentions, shutdowns and the rest, a row for each figure that stands, with its evidence.
select
    f.quarter,
    f.division_code,
    d.name as division_name,
    d.parent_code,
    d.level as division_level,
    f.sector_code,
    f.sector_text,
    f.action_code,
    f.stage,
    f.attribution,
    f.indicator_code,
    i.name_zh as indicator_name_zh,
    i.name_en as indicator_name_en,
    f.value,
    f.unit,
    f.qualifier,
    f.scope,
    f.is_subtotal,
    f.period_start,
    f.period_end,
    f.period_kind,
    f.period_basis,
    f.observation_id,
    f.submission_id,
    f.recorded_at
from core.fact_enforcement as f
inner join core.dim_division as d on f.division_code = d.division_code
inner join core.dim_indicator as i on f.indicator_code = i.indicator_code
where f.superseded_at is null
