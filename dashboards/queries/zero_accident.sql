-- The zero-accident share of each county and quarter as filed, or why there is none.
with shares as (
    select * from marts.mart_zero_accident
    where unit_kind = $unit_kind and division_level = 'county'
),

broken as (
    select
        subject_id as observation_id,
        count(distinct rule_id) as broken_count
    from (
        select
            rule_id,
            unnest(subject_ids) as subject_id
        from quality.finding
        where superseded_at is null and outcome = 'broken' and subject_kind = 'observation'
    ) as met
    group by subject_id
),

everyone as (
    select
        division_code,
        quarter
    from marts.mart_coverage
    union
    select
        division_code,
        quarter
    from shares
)

select
    e.quarter,
    e.division_code,
    d.name as division_name,
    d.kind as division_kind,
    d.parent_code,
    a.name as parent_name,
    c.state as coverage_state,
    z.rate,
    z.rate_basis,
    z.rate_qualifier,
    z.zero_units,
    z.total_units,
    z.target,
    z.gap,
    z.is_attained,
    z.earlier_rate,
    z.earlier_end,
    z.is_rise,
    z.implied_units,
    z.fits_units,
    z.prior_year_rate,
    z.rate_change,
    z.period_start,
    z.period_end,
    z.period_basis,
    z.observation_id,
    s.file_name,
    coalesce(b.broken_count, 0) as broken_count,
    case
        when z.rate is not null then 'value'
        when c.state in ('missing', 'withdrawn') then 'missing'
        else 'not_stated'
    end as status
from everyone as e
inner join core.dim_division as d on e.division_code = d.division_code
left join core.dim_division as a on d.parent_code = a.division_code
left join marts.mart_coverage as c on e.division_code = c.division_code and e.quarter = c.quarter
left join shares as z on e.division_code = z.division_code and e.quarter = z.quarter
left join raw.submission as s on z.submission_id = s.submission_id and s.superseded_at is null
left join broken as b on z.observation_id = b.observation_id
where cast($prefecture as varchar) is null or d.parent_code = $prefecture
order by e.quarter, e.division_code
