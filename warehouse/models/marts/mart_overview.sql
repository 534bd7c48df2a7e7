-- What the counties of a prefecture and of a province add up to, beside what the area itself
-- states and how many report. Only what the catalogue lets one add over counties, and only
-- figures of the very same period: the first quarter and 1-3月 are one, a campaign of those
-- months is not; what happened over a time whose first day nobody knows is not added at all.
-- The words for a sector tell figures apart only where the catalogue has no code for it.
with figure as (
    select
        *,
        case when sector_code is null or sector_code = 'other' then sector_text end as sector_words,
        case
            when period_start is not null and period_kind <> 'campaign' then 'span'
            else period_kind
        end as span_kind
    from core.current_fact
),

county_fact as (
    select
        f.*,
        i.name_zh as indicator_name_zh,
        i.name_en as indicator_name_en,
        d.parent_code as prefecture_code,
        p.parent_code as province_code,
        -- an own level adds to the sum but is none of the counties that should report
        case when c.division_code is not null then f.division_code end as expected_division
    from figure as f
    inner join core.dim_indicator as i on f.indicator_code = i.indicator_code
    inner join core.dim_division as d on f.division_code = d.division_code
    left join core.dim_division as p on d.parent_code = p.division_code
    left join core.coverage as c
        on
            f.division_code = c.division_code
            and f.quarter = c.quarter
            and c.superseded_at is null
    where
        i.add_counties
        and d.level = 'county'
        and f.scope is null
        and not f.is_subtotal
        and (i.additivity <> 'flow' or f.period_start is not null)
),

placed as (
    select
        prefecture_code as area_code,
        *
    from county_fact
    where prefecture_code is not null
    union all
    select
        province_code as area_code,
        *
    from county_fact
    where province_code is not null
),

summed as (
    select
        quarter,
        area_code,
        indicator_code,
        indicator_name_zh,
        indicator_name_en,
        fact_table,
        sector_code,
        sector_words,
        severity,
        basis,
        period_start,
        period_end,
        span_kind,
        unit,
        min(period_kind) as period_kind,
        cast(sum(value) as decimal(24, 6)) as value,
        case when bool_and(qualifier = 'exact') then 'exact' else 'approx' end as qualifier,
        count(distinct expected_division) as reported_count
    from placed
    group by
        quarter, area_code, indicator_code, indicator_name_zh, indicator_name_en, fact_table,
        sector_code, sector_words, severity, basis, period_start, period_end, span_kind, unit
),

should_report as (
    select
        c.quarter,
        c.division_code,
        d.parent_code as area_code
    from core.coverage as c
    inner join core.dim_division as d on c.division_code = d.division_code
    where c.superseded_at is null
    union all
    select
        c.quarter,
        c.division_code,
        p.parent_code as area_code
    from core.coverage as c
    inner join core.dim_division as d on c.division_code = d.division_code
    inner join core.dim_division as p on d.parent_code = p.division_code
    where c.superseded_at is null and p.parent_code is not null
),

expected as (
    select
        quarter,
        area_code,
        count(distinct division_code) as expected_count
    from should_report
    group by quarter, area_code
)

select
    s.quarter,
    s.area_code,
    a.name as area_name,
    a.level as area_level,
    s.indicator_code,
    s.indicator_name_zh,
    s.indicator_name_en,
    s.fact_table,
    s.sector_code,
    s.sector_words as sector_text,
    s.severity,
    s.basis,
    s.period_start,
    s.period_end,
    s.period_kind,
    s.value,
    s.unit,
    s.qualifier,
    s.reported_count,
    e.expected_count,
    o.value as stated_value,
    o.observation_id as stated_observation_id
from summed as s
inner join core.dim_division as a on s.area_code = a.division_code
left join expected as e on s.quarter = e.quarter and s.area_code = e.area_code
left join figure as o
    on
        s.area_code = o.division_code
        and s.indicator_code = o.indicator_code
        and s.period_end = o.period_end
        and s.period_start is not distinct from o.period_start
        and s.span_kind = o.span_kind
        and s.sector_code is not distinct from o.sector_code
        and s.sector_words is not distinct from o.sector_words
        and s.severity is not distinct from o.severity
        and s.basis = o.basis
        and o.scope is null
        and not o.is_subtotal
