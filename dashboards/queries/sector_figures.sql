-- An enforcement figure by county and sector for one quarter; where a sector was printed in several
-- ways, how many.
with placed as (
    select
        m.*,
        m.period_start = p.start_date and m.period_end = p.end_date as is_quarter,
        m.period_start = make_date(p.year, 1, 1) and m.period_end = p.end_date as is_to_date
    from marts.mart_enforcement_quarter as m
    inner join core.dim_period as p on m.quarter = p.quarter
    where
        m.indicator_code = $indicator
        and m.quarter = $quarter
        and m.division_level = 'county'
        and m.sector_code is not null
        and m.scope is null
        and not m.is_subtotal
        and (cast($prefecture as varchar) is null or m.parent_code = $prefecture)
)

select
    p.division_code,
    p.sector_code,
    s.name_zh as sector_name_zh,
    s.name_en as sector_name_en,
    count(*) as variant_count,
    min(p.value) as value,
    min(p.unit) as unit,
    min(p.qualifier) as qualifier,
    min(p.observation_id) as observation_id
from placed as p
inner join core.dim_sector as s on p.sector_code = s.sector_code
where case $span when 'quarter' then p.is_quarter when 'to_date' then p.is_to_date end
group by p.division_code, p.sector_code, s.name_zh, s.name_en
order by p.division_code, p.sector_code
