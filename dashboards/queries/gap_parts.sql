-- The figures that a quarter's gaps are compared with, each with its place and file.
with part as (
    select distinct unnest(compared_ids) as observation_id
    from marts.mart_reconciliation
    where quarter = $quarter
)

select
    o.observation_id,
    o.division_code,
    coalesce(d.name, o.place) as division_name,
    o.sector_code,
    o.sector_text,
    x.name_zh as sector_name_zh,
    x.name_en as sector_name_en,
    o.value,
    o.unit,
    o.qualifier,
    o.period_start,
    o.period_end,
    o.method,
    s.file_name
from part as p
inner join core.observation as o
    on p.observation_id = o.observation_id and o.superseded_at is null
left join core.dim_division as d on o.division_code = d.division_code
left join core.dim_sector as x on o.sector_code = x.sector_code
left join raw.submission as s on o.submission_id = s.submission_id and s.superseded_at is null
order by o.division_code, o.sector_code nulls first, o.observation_id
