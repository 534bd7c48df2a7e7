-- Figures that stand for a division and quarter, for choosing one to look at.
select
    f.observation_id,
    f.fact_table,
    f.indicator_code,
    i.name_zh as indicator_name_zh,
    i.name_en as indicator_name_en,
    f.division_code,
    d.name as division_name,
    f.sector_code,
    f.sector_text,
    x.name_zh as sector_name_zh,
    x.name_en as sector_name_en,
    f.value,
    f.unit,
    f.qualifier,
    f.period_start,
    f.period_end,
    s.file_name,
    c.state as coverage_state,
    coalesce(a.is_provisional, false) as is_provisional,
    a.settles_on
from core.current_fact as f
inner join core.dim_indicator as i on f.indicator_code = i.indicator_code
inner join core.dim_division as d on f.division_code = d.division_code
left join core.dim_sector as x on f.sector_code = x.sector_code
left join marts.mart_accident as a
    on
        f.observation_id = a.observation_id
        and f.division_code = a.division_code
        and f.indicator_code = a.indicator_code
left join marts.mart_coverage as c on f.division_code = c.division_code and f.quarter = c.quarter
left join raw.submission as s on f.submission_id = s.submission_id and s.superseded_at is null
where
    f.quarter = $quarter
    and (cast($county as varchar) is null or f.division_code = $county)
    and (
        cast($prefecture as varchar) is null
        or d.parent_code = $prefecture
        or d.division_code = $prefecture
    )
order by
    f.division_code, f.indicator_code, f.sector_code nulls first, f.period_start, f.observation_id
limit 300
