-- What stands apart from the counties' sum: figures that prefectures and provinces state, and
-- other spans and scopes.
select
    m.quarter,
    m.division_code,
    m.division_name,
    m.division_level,
    m.value,
    m.unit,
    m.qualifier,
    m.scope,
    m.is_subtotal,
    m.sector_code,
    m.sector_text,
    x.name_zh as sector_name_zh,
    x.name_en as sector_name_en,
    m.period_start,
    m.period_end,
    m.period_kind,
    m.period_basis,
    m.observation_id,
    s.file_name
from marts.mart_enforcement_quarter as m
inner join core.dim_period as p on m.quarter = p.quarter
left join raw.submission as s on m.submission_id = s.submission_id and s.superseded_at is null
left join core.dim_sector as x on m.sector_code = x.sector_code
where
    m.indicator_code = $indicator
    and m.quarter = $quarter
    and (
        cast($prefecture as varchar) is null
        or m.parent_code = $prefecture
        or m.division_code = $prefecture
    )
    and (cast($county as varchar) is null or m.division_code = $county)
    and (
        m.division_level <> 'county'
        or m.scope is not null
        or m.is_subtotal
        or coalesce(
            not case $span
                when 'quarter' then m.period_start = p.start_date and m.period_end = p.end_date
                else m.period_start = make_date(p.year, 1, 1) and m.period_end = p.end_date
            end,
            true
        )
    )
order by m.division_code, m.period_start, m.period_end, m.sector_code, m.observation_id
limit 200
