-- What happened within each quarter: as printed for the quarter itself, and as the difference of
-- two year-to-date figures of the same office and form whose ends lie alike in their quarters. One
-- that falls is a correction and gives no quarter; two ends that are unlike give none either, nor
-- does a difference that begins within a quarter, and all say so. Where an office's months run from
-- the 25th to the 24th, or its year begins on 21 December, its quarters are its own.
with flow as (
    select
        f.*,
        i.name_zh as indicator_name_zh,
        i.name_en as indicator_name_en,
        s.division_code as office_code,
        -- how long before the end of its quarter an end lies: 0 for a calendar quarter, 6 or 7 for
        -- months that end on the 24th
        cast(p.end_date - f.period_end as integer) as days_short,
        md5(concat_ws(
            '|',
            f.division_code,
            f.indicator_code,
            coalesce(f.sector_code, '-'),
            case
                when f.sector_code is null or f.sector_code = 'other'
                    then coalesce(f.sector_text, '-')
                else '-'
            end,
            coalesce(f.severity, '-'),
            coalesce(f.scope, '-'),
            f.basis,
            cast(f.is_subtotal as varchar)
        )) as series
    from core.current_fact as f
    inner join core.dim_indicator as i on f.indicator_code = i.indicator_code
    inner join core.dim_period as p on f.quarter = p.quarter
    left join raw.submission as s
        on f.submission_id = s.submission_id and s.superseded_at is null
    where
        i.additivity = 'flow'
        and i.add_periods
        and f.period_start is not null
        and f.period_kind in ('month', 'quarter', 'half', 'year', 'ytd')
),

-- of each quarter of a running count the last day stands
last_end as (
    select
        series,
        period_start,
        quarter,
        max(period_end) as period_end
    from flow
    group by series, period_start, quarter
),

earlier_end as (
    select
        l.series,
        l.period_start,
        l.period_end,
        max(e.period_end) as earlier_end,
        cast(max(e.period_end) + interval 1 day as date) as own_start
    from last_end as l
    inner join last_end as e
        on
            l.series = e.series
            and l.period_start = e.period_start
            and l.period_end > e.period_end
    where l.period_end < l.period_start + interval 1 year
    group by l.series, l.period_start, l.period_end
),

derived as (
    select
        f.*,
        e.own_start,
        b.value as earlier_value,
        b.observation_id as earlier_observation_id,
        b.recorded_at as earlier_recorded_at,
        -- an office that is not known is like no other; a bound less a bound is no number
        coalesce(f.office_code = b.office_code, false)
        and f.method = b.method
        and abs(f.days_short - b.days_short) <= 3
        -- it begins where a quarter does, or as long before as the running count itself
        and abs(
            cast(
                e.own_start - cast(date_trunc('quarter', e.own_start + interval 15 day) as date)
                as integer
            )
            - cast(
                e.period_start
                - cast(date_trunc('quarter', e.period_start + interval 15 day) as date)
                as integer
            )
        )
        <= 3
        and f.qualifier in ('exact', 'approx')
        and b.qualifier in ('exact', 'approx') as is_like,
        f.qualifier = 'exact' and b.qualifier = 'exact' as is_exact,
        f.value - b.value as own_value,
        f.value * case f.qualifier when 'approx' then 0.9 else 1 end
        - b.value * case b.qualifier when 'approx' then 1.1 else 1 end as own_low,
        f.value * case f.qualifier when 'approx' then 1.1 else 1 end
        - b.value * case b.qualifier when 'approx' then 0.9 else 1 end as own_high
    from earlier_end as e
    inner join flow as f
        on e.series = f.series and e.period_start = f.period_start and e.period_end = f.period_end
    inner join flow as b
        on e.series = b.series and e.period_start = b.period_start and e.earlier_end = b.period_end
),

-- three months, by whatever day they begin; a quarter has 90 to 92 days
whole as (
    select f.*
    from flow as f
    where
        f.period_kind = 'quarter'
        or (
            f.period_kind <> 'month'
            and cast(f.period_end - f.period_start as integer) between 88 and 92
        )
),

joined as (
    select
        coalesce(w.quarter, d.quarter) as quarter,
        coalesce(w.division_code, d.division_code) as division_code,
        coalesce(w.fact_table, d.fact_table) as fact_table,
        coalesce(w.indicator_code, d.indicator_code) as indicator_code,
        coalesce(w.indicator_name_zh, d.indicator_name_zh) as indicator_name_zh,
        coalesce(w.indicator_name_en, d.indicator_name_en) as indicator_name_en,
        coalesce(w.sector_code, d.sector_code) as sector_code,
        coalesce(w.sector_text, d.sector_text) as sector_text,
        coalesce(w.severity, d.severity) as severity,
        coalesce(w.scope, d.scope) as scope,
        coalesce(w.basis, d.basis) as basis,
        coalesce(w.is_subtotal, d.is_subtotal) as is_subtotal,
        coalesce(w.unit, d.unit) as unit,
        coalesce(w.period_start, d.own_start) as period_start,
        coalesce(w.period_end, d.period_end) as period_end,
        w.value as printed_value,
        w.qualifier as printed_qualifier,
        w.observation_id as printed_observation_id,
        d.value as ytd_value,
        d.observation_id as ytd_observation_id,
        d.earlier_value as earlier_ytd_value,
        d.earlier_observation_id as earlier_ytd_observation_id,
        case when d.is_like and d.own_value >= 0 then d.own_value end as derived_value,
        d.is_exact,
        case
            when d.series is null then 'printed'
            when not d.is_like then 'unlike'
            when d.own_value < 0 and d.is_exact then 'fall'
            when d.own_value < 0 then 'approximate'
            when w.series is null then 'derived'
            when w.value = d.own_value then 'agrees'
            when d.is_exact and w.qualifier = 'exact' then 'differs'
            -- within what the words leave: a tenth about, no end beyond a bound
            when
                (
                    w.qualifier in ('over', 'at_least')
                    or d.own_low <= w.value * case w.qualifier when 'approx' then 1.1 else 1 end
                )
                and (
                    w.qualifier = 'at_most'
                    or d.own_high >= w.value * case w.qualifier when 'approx' then 0.9 else 1 end
                )
                then 'approximate'
            else 'differs'
        end as state,
        greatest(
            coalesce(w.recorded_at, d.recorded_at),
            coalesce(d.recorded_at, w.recorded_at),
            coalesce(d.earlier_recorded_at, w.recorded_at)
        ) as recorded_at
    from whole as w
    full outer join derived as d
        on w.series = d.series and w.period_start = d.own_start and w.period_end = d.period_end
)

select
    j.quarter,
    j.division_code,
    d.name as division_name,
    d.parent_code,
    d.level as division_level,
    j.fact_table,
    j.indicator_code,
    j.indicator_name_zh,
    j.indicator_name_en,
    j.sector_code,
    j.sector_text,
    j.severity,
    j.scope,
    j.basis,
    j.is_subtotal,
    j.period_start,
    j.period_end,
    coalesce(j.printed_value, j.derived_value) as value,
    j.unit,
    case
        when j.printed_value is not null then 'printed'
        when j.derived_value is not null then 'derived'
    end as value_basis,
    case
        when j.printed_value is not null then j.printed_qualifier
        when j.derived_value is not null and j.is_exact then 'exact'
        when j.derived_value is not null then 'approx'
    end as qualifier,
    j.state as flow_state,
    j.printed_value,
    j.printed_observation_id,
    j.derived_value,
    j.ytd_value,
    j.ytd_observation_id,
    j.earlier_ytd_value,
    j.earlier_ytd_observation_id,
    j.recorded_at
from joined as j
inner join core.dim_division as d on j.division_code = d.division_code
