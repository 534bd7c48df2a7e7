-- The rows of all six fact tables for the pairs that a load touches, with the columns of every one
-- of them.
with unit_counts as (
    select
        division_code,
        unit_kind,
        period_end,
        case
            when count(distinct case when indicator_code like '%_zero' then value end) = 1
                then max(case when indicator_code like '%_zero' then value end)
        end as zero_units,
        case
            when count(distinct case when indicator_code like '%_total' then value end) = 1
                then max(case when indicator_code like '%_total' then value end)
        end as total_units
    from winner
    where
        fact_table = 'fact_zero_accident'
        and unit_kind in ('village', 'enterprise')
        and sector_code is null
        and severity is null
        and scope is null
        and not coalesce(is_subtotal, false)
        and qualifier = 'exact'
    group by division_code, unit_kind, period_end
)

select
    w.fact_table,
    w.division_code,
    w.period_start,
    w.period_end,
    w.period_kind,
    w.period_basis,
    w.quarter,
    w.sector_code,
    w.sector_text,
    w.indicator_code,
    w.value,
    w.unit,
    w.qualifier,
    w.severity,
    w.scope,
    coalesce(w.counting_basis, 'unknown') as basis,
    coalesce(w.is_subtotal, false) as is_subtotal,
    w.method,
    w.action_code,
    w.stage,
    w.attribution,
    w.unit_kind,
    u.zero_units,
    u.total_units,
    t.target,
    w.observation_id,
    w.submission_id
from winner as w
left join unit_counts as u
    on
        w.fact_table = 'fact_zero_accident'
        and w.division_code = u.division_code
        and w.unit_kind = u.unit_kind
        and w.period_end = u.period_end
left join core.current_target as t
    on
        w.fact_table = 'fact_zero_accident'
        and w.division_code = t.division_code
        and w.unit_kind = t.unit_kind
        and year(w.period_end) = t.target_year
