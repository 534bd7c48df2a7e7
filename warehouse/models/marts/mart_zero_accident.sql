-- The zero-accident share of each division at the last day that it reports for in a quarter,
-- against its target. Printed shares stand; where only the counts are reported the share is derived
-- from them, and says so. A printed share that no whole number of the stated units gives, and one
-- that rises within its year, are told: units are missing from the count, or it was restated.
with measured as (
    select
        *,
        case when indicator_code like '%_rate' then 'printed' else 'derived' end as rate_basis,
        case
            when indicator_code like '%_rate' then value
            else cast(cast(zero_units as double) / cast(total_units as double) as decimal(24, 6))
        end as rate
    from core.fact_zero_accident
    where
        superseded_at is null
        and sector_code is null
        and severity is null
        and scope is null
        and not is_subtotal
        and (
            indicator_code in ('zero_accident.village_rate', 'zero_accident.enterprise_rate')
            or (
                indicator_code in ('zero_accident.village_zero', 'zero_accident.enterprise_zero')
                and zero_units is not null
                and total_units > 0
                and zero_units <= total_units
            )
        )
),

ordered as (
    select
        *,
        row_number() over (
            partition by division_code, unit_kind, quarter
            order by
                period_end desc,
                case rate_basis when 'printed' then 1 else 2 end,
                case period_basis when 'printed' then 1 when 'derived' then 2 else 3 end,
                case when period_start is null then 2 else 1 end,
                observation_id asc
        ) as place
    from measured
),

latest as (
    select
        f.*,
        d.name as division_name,
        d.parent_code,
        d.level as division_level,
        f.qualifier as rate_qualifier,
        coalesce(f.target, t.target) as applied_target,
        case when f.total_units > 0 then round(f.rate * f.total_units) end as implied_units,
        o.printed_step
    from ordered as f
    inner join core.dim_division as d on f.division_code = d.division_code
    left join core.observation_subject as o
        on f.observation_id = o.observation_id and o.superseded_at is null
    left join core.current_target as t
        on
            d.parent_code = t.division_code
            and f.unit_kind = t.unit_kind
            and year(f.period_end) = t.target_year
    where f.place = 1
),

earlier as (
    select
        l.division_code,
        l.unit_kind,
        l.quarter,
        max(e.quarter) as earlier_quarter
    from latest as l
    inner join latest as e
        on
            l.division_code = e.division_code
            and l.unit_kind = e.unit_kind
            and l.quarter > e.quarter
            and substr(l.quarter, 1, 4) = substr(e.quarter, 1, 4)
    group by l.division_code, l.unit_kind, l.quarter
)

select
    f.quarter,
    f.division_code,
    f.division_name,
    f.parent_code,
    f.division_level,
    f.unit_kind,
    f.rate,
    f.rate_basis,
    f.rate_qualifier,
    f.zero_units,
    f.total_units,
    f.applied_target as target,
    f.rate - f.applied_target as gap,
    f.rate >= f.applied_target as is_attained,
    b.rate as earlier_rate,
    b.period_end as earlier_end,
    f.rate > b.rate as is_rise,
    f.implied_units,
    case
        when f.rate_basis = 'printed' and f.rate_qualifier = 'exact' and f.implied_units is not null
            then
                abs(
                    cast(f.implied_units as double) / cast(f.total_units as double)
                    - cast(f.rate as double)
                ) <= coalesce(f.printed_step, 0) / 2 + 0.0000005
    end as fits_units,
    p.rate as prior_year_rate,
    f.rate - p.rate as rate_change,
    f.period_start,
    f.period_end,
    f.period_basis,
    f.observation_id,
    f.submission_id,
    f.recorded_at
from latest as f
left join earlier as e
    on f.division_code = e.division_code and f.unit_kind = e.unit_kind and f.quarter = e.quarter
left join latest as b
    on
        e.division_code = b.division_code
        and e.unit_kind = b.unit_kind
        and e.earlier_quarter = b.quarter
left join latest as p
    on
        f.division_code = p.division_code
        and f.unit_kind = p.unit_kind
        and p.quarter
        = cast(cast(substr(f.quarter, 1, 4) as integer) - 1 as varchar) || substr(f.quarter, 5, 2)
