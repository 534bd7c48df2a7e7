-- One enforcement figure of each county and quarter, or why there is none: a county that was due
-- has a row in any case. A period counts as asked for by its first and last day, whatever it is
-- called; the first quarter is both spans. Where a county prints running counts only, its quarter
-- is their difference, and says so.
with spoken as (
    select
        m.*,
        p.start_date,
        m.period_start = p.start_date and m.period_end = p.end_date as is_quarter,
        m.period_start = make_date(p.year, 1, 1) and m.period_end = p.end_date as is_to_date
    from marts.mart_enforcement_quarter as m
    inner join core.dim_period as p on m.quarter = p.quarter
    where
        m.indicator_code = $indicator
        and m.division_level = 'county'
        and m.scope is null
        and not m.is_subtotal
        and (
            (cast($sector as varchar) is null and m.sector_code is null and m.sector_text is null)
            or m.sector_code = $sector
        )
),

placed as (
    select
        *,
        coalesce(
            case $span when 'quarter' then is_quarter when 'to_date' then is_to_date end, false
        ) as is_asked
    from spoken
),

ordered as (
    select
        *,
        count(*) over (partition by division_code, quarter) as variant_count,
        row_number() over (
            partition by division_code, quarter
            order by case period_basis when 'printed' then 1 else 2 end, observation_id
        ) as place
    from placed
    where is_asked
),

elsewhere as (
    select
        division_code,
        quarter,
        min(observation_id) as other_observation_id
    from placed
    where not is_asked
    group by division_code, quarter
),

-- what happened within the quarter itself by two running counts of one office and form
derived as (
    select
        f.division_code,
        f.quarter,
        count(*) as derived_count,
        min(f.value) as value,
        min(f.unit) as unit,
        min(f.qualifier) as qualifier,
        min(f.period_start) as period_start,
        min(f.period_end) as period_end,
        min(f.ytd_observation_id) as observation_id,
        min(f.earlier_ytd_observation_id) as earlier_observation_id
    from marts.mart_quarter_flow as f
    inner join core.dim_period as p on f.quarter = p.quarter
    where
        $span = 'quarter'
        and f.indicator_code = $indicator
        and f.value_basis = 'derived'
        and f.division_level = 'county'
        and f.scope is null
        and not f.is_subtotal
        and f.period_start = p.start_date
        and f.period_end = p.end_date
        and (
            (cast($sector as varchar) is null and f.sector_code is null and f.sector_text is null)
            or f.sector_code = $sector
        )
    group by f.division_code, f.quarter
),

flow as (
    select
        division_code,
        quarter,
        max(case when flow_state = 'fall' then 1 else 0 end) as fall_count,
        max(case when flow_state = 'differs' then 1 else 0 end) as differ_count
    from marts.mart_quarter_flow
    where
        indicator_code = $indicator
        and division_level = 'county'
        and scope is null
        and not is_subtotal
        and (
            (cast($sector as varchar) is null and sector_code is null and sector_text is null)
            or sector_code = $sector
        )
    group by division_code, quarter
),

figure as (
    select
        division_code,
        quarter,
        value,
        unit,
        qualifier,
        period_start,
        period_end,
        period_basis,
        variant_count,
        observation_id,
        submission_id,
        'printed' as value_basis,
        null as earlier_observation_id
    from ordered
    where place = 1
    union all
    select
        d.division_code,
        d.quarter,
        d.value,
        d.unit,
        d.qualifier,
        d.period_start,
        d.period_end,
        'printed' as period_basis,
        d.derived_count as variant_count,
        d.observation_id,
        b.submission_id,
        'derived' as value_basis,
        d.earlier_observation_id
    from derived as d
    left join core.observation as b
        on d.observation_id = b.observation_id and b.superseded_at is null
    where
        not exists (
            select 1 from ordered as o
            where o.division_code = d.division_code and o.quarter = d.quarter
        )
),

due as (
    select
        division_code,
        quarter,
        state
    from marts.mart_coverage
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
    from due
    union
    select
        division_code,
        quarter
    from figure
    union
    select
        division_code,
        quarter
    from elsewhere
)

select
    e.quarter,
    e.division_code,
    d.name as division_name,
    d.kind as division_kind,
    d.parent_code,
    a.name as parent_name,
    u.state as coverage_state,
    o.value,
    o.unit,
    o.qualifier,
    o.period_start,
    o.period_end,
    o.period_basis,
    coalesce(o.variant_count, 0) as variant_count,
    o.value_basis,
    o.observation_id,
    o.earlier_observation_id,
    coalesce(l.fall_count, 0) as fall_count,
    coalesce(l.differ_count, 0) as differ_count,
    w.other_observation_id,
    s.file_name,
    coalesce(b.broken_count, 0) as broken_count,
    case
        when o.value is not null then 'value'
        when w.other_observation_id is not null then 'other_period'
        when u.state in ('missing', 'withdrawn') then 'missing'
        else 'not_stated'
    end as status
from everyone as e
inner join core.dim_division as d on e.division_code = d.division_code
left join core.dim_division as a on d.parent_code = a.division_code
left join due as u on e.division_code = u.division_code and e.quarter = u.quarter
left join figure as o on e.division_code = o.division_code and e.quarter = o.quarter
left join flow as l on e.division_code = l.division_code and e.quarter = l.quarter
left join elsewhere as w on e.division_code = w.division_code and e.quarter = w.quarter
left join raw.submission as s on o.submission_id = s.submission_id and s.superseded_at is null
left join broken as b on o.observation_id = b.observation_id
where cast($prefecture as varchar) is null or d.parent_code = $prefecture
order by e.quarter, e.division_code
