-- The rates of prefectures and provinces, made anew: the counties' numerators over their
-- denominators, of those that report both for the very same period, with how many of how many they
-- are; beside it what the area itself states. Rates are never averaged. Counties that tell one part
-- only or a bound in place of one, the bare rate only, nothing of it, or nothing at all are
-- counted apart.
with placed as (
    select
        m.*,
        d.parent_code as prefecture_code,
        a.parent_code as province_code,
        -- a bound adds up to no sum
        coalesce(m.numerator_qualifier in ('over', 'at_least', 'at_most'), false)
        or coalesce(m.denominator_qualifier in ('over', 'at_least', 'at_most'), false) as has_bound,
        m.numerator_value is not null
        and m.denominator_value is not null
        and coalesce(m.numerator_qualifier not in ('over', 'at_least', 'at_most'), true)
        and coalesce(m.denominator_qualifier not in ('over', 'at_least', 'at_most'), true)
        and coalesce(m.rate_reason not in ('factor_unknown', 'scope_unlike'), true) as has_both,
        -- an own level adds to the sum but is none of the counties that should report
        c.division_code is not null as is_expected,
        coalesce(c.state in ('reported', 'late'), false) as has_filed,
        md5(concat_ws(
            '|',
            m.indicator_code,
            m.period_key,
            coalesce(m.sector_code, '-'),
            coalesce(m.sector_text, '-'),
            coalesce(m.severity, '-'),
            m.basis
        )) as rate_key
    from marts.mart_rate as m
    inner join core.dim_division as d on m.division_code = d.division_code
    left join core.dim_division as a on d.parent_code = a.division_code
    left join core.coverage as c
        on m.division_code = c.division_code and m.quarter = c.quarter and c.superseded_at is null
    where
        m.is_addable
        and m.scope is null
        and not m.is_subtotal
        and (m.is_stock or m.period_start is not null)
),

of_county as (
    select
        prefecture_code as area_code,
        *
    from placed
    where division_level = 'county' and prefecture_code is not null
    union all
    select
        province_code as area_code,
        *
    from placed
    where division_level = 'county' and province_code is not null
),

summed as (
    select
        area_code,
        rate_key,
        sum(case when has_both then numerator_value end) as numerator_value,
        sum(case when has_both then denominator_value end) as denominator_value,
        bool_and(
            not has_both or (numerator_qualifier = 'exact' and denominator_qualifier = 'exact')
        ) as is_exact,
        sum(case when has_both and is_expected then 1 else 0 end) as both_count,
        sum(case when has_both and not is_expected then 1 else 0 end) as extra_count,
        sum(
            case
                when not has_both and not has_bound and stated_value is not null and is_expected
                    then 1
                else 0
            end
        ) as bare_count,
        sum(
            case
                when not has_both and (has_bound or stated_value is null) and is_expected then 1
                else 0
            end
        ) as one_part_count,
        sum(case when is_expected and not has_filed then 1 else 0 end) as told_by_others_count
    from of_county
    group by area_code, rate_key
),

-- an area and a rate once, whether its counties or it itself speak of it
spoken as (
    select
        area_code,
        rate_key,
        max(quarter) as quarter,
        max(indicator_code) as indicator_code,
        max(sector_code) as sector_code,
        max(sector_text) as sector_text,
        max(severity) as severity,
        max(basis) as basis,
        max(period_start) as period_start,
        max(period_end) as period_end,
        min(period_kind) as period_kind
    from (
        select
            area_code,
            rate_key,
            quarter,
            indicator_code,
            sector_code,
            sector_text,
            severity,
            basis,
            period_start,
            period_end,
            period_kind
        from of_county
        union all
        select
            division_code as area_code,
            rate_key,
            quarter,
            indicator_code,
            sector_code,
            sector_text,
            severity,
            basis,
            period_start,
            period_end,
            period_kind
        from placed
        where division_level in ('prefecture', 'province')
    ) as either
    group by area_code, rate_key
),

should_report as (
    select
        c.quarter,
        d.parent_code as area_code,
        c.state
    from core.coverage as c
    inner join core.dim_division as d on c.division_code = d.division_code
    where c.superseded_at is null
    union all
    select
        c.quarter,
        p.parent_code as area_code,
        c.state
    from core.coverage as c
    inner join core.dim_division as d on c.division_code = d.division_code
    inner join core.dim_division as p on d.parent_code = p.division_code
    where c.superseded_at is null and p.parent_code is not null
),

expected as (
    select
        quarter,
        area_code,
        count(*) as expected_count,
        sum(case when state in ('reported', 'late') then 0 else 1 end) as unfiled_count
    from should_report
    group by quarter, area_code
),

counted as (
    select
        k.*,
        s.numerator_value,
        s.denominator_value,
        s.is_exact,
        coalesce(e.expected_count, 0) as expected_count,
        coalesce(s.both_count, 0) as both_count,
        coalesce(s.extra_count, 0) as extra_count,
        coalesce(s.bare_count, 0) as bare_count,
        coalesce(s.one_part_count, 0) as one_part_count,
        coalesce(e.unfiled_count, 0) - coalesce(s.told_by_others_count, 0) as missing_count
    from spoken as k
    left join summed as s on k.area_code = s.area_code and k.rate_key = s.rate_key
    left join expected as e on k.area_code = e.area_code and k.quarter = e.quarter
)

select
    t.quarter,
    t.area_code,
    a.name as area_name,
    a.level as area_level,
    t.indicator_code,
    i.name_zh as indicator_name_zh,
    i.name_en as indicator_name_en,
    r.rate_unit,
    t.sector_code,
    t.sector_text,
    t.severity,
    t.basis,
    t.period_start,
    t.period_end,
    t.period_kind,
    cast(t.numerator_value as decimal(24, 6)) as numerator_value,
    cast(t.denominator_value as decimal(24, 6)) as denominator_value,
    case
        when t.denominator_value > 0
            then
                cast(
                    round(
                        cast(t.numerator_value as double)
                        * cast(r.factor as double)
                        / cast(t.denominator_value as double)
                        - case r.formula when 'change' then 1 else 0 end,
                        6
                    ) as decimal(24, 6)
                )
    end as recomputed_value,
    case
        when t.denominator_value > 0 and t.is_exact then 'exact'
        when t.denominator_value > 0 then 'approx'
    end as recomputed_qualifier,
    cast(t.both_count as integer) as both_count,
    cast(t.expected_count as integer) as expected_count,
    cast(t.extra_count as integer) as extra_count,
    cast(t.one_part_count as integer) as one_part_count,
    cast(t.bare_count as integer) as bare_count,
    cast(
        t.expected_count - t.both_count - t.one_part_count - t.bare_count - t.missing_count
        as integer
    ) as silent_count,
    cast(t.missing_count as integer) as missing_count,
    o.stated_value,
    o.stated_qualifier,
    o.stated_observation_id,
    o.recomputed_value as own_recomputed_value,
    o.numerator_value as own_numerator_value,
    o.numerator_observation_id as own_numerator_observation_id,
    o.denominator_value as own_denominator_value,
    o.denominator_observation_id as own_denominator_observation_id,
    o.rate_state as own_state,
    o.rate_reason as own_reason,
    o.rate_fit as own_fit
from counted as t
inner join core.dim_division as a on t.area_code = a.division_code
inner join core.dim_indicator as i on t.indicator_code = i.indicator_code
inner join core.dim_rate as r on t.indicator_code = r.indicator_code
left join placed as o on t.area_code = o.division_code and t.rate_key = o.rate_key
