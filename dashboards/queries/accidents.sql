-- Accident figures of each county for one quarter, all sectors and grades together, or why there is
-- none; with the day from which each no longer moves.
with placed as (
    select
        a.*,
        count(*) over (partition by a.division_code) as variant_count,
        row_number() over (partition by a.division_code order by a.observation_id) as place
    from marts.mart_accident as a
    inner join core.dim_period as p on a.quarter = p.quarter
    where
        a.quarter = $quarter
        and a.indicator_code = $indicator
        and a.division_level = 'county'
        and a.sector_code is null
        and a.sector_text is null
        and a.severity is null
        and a.scope is null
        and not a.is_subtotal
        and case $span
            when 'quarter' then a.period_start = p.start_date and a.period_end = p.end_date
            else a.period_start = make_date(p.year, 1, 1) and a.period_end = p.end_date
        end
),

everyone as (
    select division_code
    from marts.mart_coverage
    where quarter = $quarter
    union
    select division_code
    from placed
)

select
    e.division_code,
    d.name as division_name,
    d.parent_code,
    u.state as coverage_state,
    f.value,
    f.unit,
    f.qualifier,
    f.period_start,
    f.period_end,
    f.period_basis,
    coalesce(f.variant_count, 0) as variant_count,
    coalesce(f.is_provisional, false) as is_provisional,
    f.settles_on,
    f.observation_id,
    s.file_name,
    case
        when f.value is not null then 'value'
        when u.state in ('missing', 'withdrawn') then 'missing'
        else 'not_stated'
    end as status
from everyone as e
inner join core.dim_division as d on e.division_code = d.division_code
left join marts.mart_coverage as u on e.division_code = u.division_code and u.quarter = $quarter
left join placed as f on e.division_code = f.division_code and f.place = 1
left join raw.submission as s on f.submission_id = s.submission_id and s.superseded_at is null
where
    (cast($prefecture as varchar) is null or d.parent_code = $prefecture)
    and (cast($county as varchar) is null or e.division_code = $county)
order by e.division_code
