-- The figures of other periods that rules ask for, beside each group that they would be compared
-- with: one row a group, indicator and variant. A sum over quarters is there only where every
-- quarter is.
insert into figure
with asking_group as (
    select
        *,
        case
            when day(period_start) = 1 and day(period_end + interval 1 day) = 1
                then date_diff('month', period_start, period_end + interval 1 day)
        end as month_count,
        period_start = date_trunc('year', period_end) as is_from_january
    from figure_group
    where
        role = 'observed' and division_code is not null
        and period_start is not null and period_end is not null
),

beside as (
    select
        g.group_id,
        g.period_start as own_start,
        g.period_end as own_end,
        g.month_count as own_months,
        g.is_from_january,
        k.*,
        i.is_stock,
        i.is_survival,
        i.add_periods
    from asking_group as g
    inner join known_figure as k
        on g.division_code = k.division_code and g.attribute_key = k.attribute_key
    inner join indicator_kind as i on k.indicator_code = i.indicator_code
    where
        k.indicator_code in (select w.indicator_code from wanted as w)
        -- what was counted before a break of scope is no measure of what is counted after
        and len(list_filter(
            i.breaks, lambda first_day: k.period_end < first_day and g.period_end >= first_day
        )) = 0
),

named as (
    select
        *,
        'prev' as variant
    from beside
    where
        period_end = own_start - interval 1 day
        and (is_stock or month_count = own_months)
    union all
    select
        *,
        'quarter_prev' as variant
    from beside
    where
        own_months is not null and month_count = 3
        and period_end = own_start - interval 1 day
    union all
    select
        *,
        unnest(['previous_year', 'stored_year']) as variant
    from beside
    where
        period_start is not distinct from own_start - interval 1 year
        and (
            period_end = own_end - interval 1 year
            or (own_end = last_day(own_end) and period_end = last_day(own_end - interval 1 year))
        )
    union all
    select
        *,
        unnest(['quarters_sum', 'quarters_max', 'quarters_total']) as variant
    from beside
    where
        is_from_january and own_months in (6, 9, 12) and month_count = 3
        and month(period_start) % 3 = 1
        and period_start >= own_start and period_end <= own_end
    union all
    select
        *,
        'median8' as variant
    from beside
    where
        month_count = own_months and period_end < own_start
        and period_start >= own_start - to_months(cast(8 * own_months as integer))
    union all
    select
        *,
        'ytd_prev' as variant
    from beside
    where
        period_end < own_end
        and (
            (is_from_january and period_start = own_start)
            or (is_survival and date_trunc('year', period_end) = date_trunc('year', own_end))
        )
    qualify period_end = max(period_end) over (partition by group_id, indicator_code)
),

folded as (
    select
        group_id,
        indicator_code,
        variant,
        any_value(own_months) as own_months,
        bool_and(add_periods) as add_periods,
        count(*) as period_count,
        sum(stated_value) as sum_stated,
        sum(low_stated) as sum_low_stated,
        sum(high_stated) as sum_high_stated,
        sum(low) as sum_low,
        sum(high) as sum_high,
        min(stated_value) as min_stated,
        min(low_stated) as min_low_stated,
        max(high_stated) as max_high_stated,
        min(low) as min_low,
        max(low) as max_low,
        max(high) as max_high,
        median(stated_value) as middle,
        max(printed_step) as printed_step,
        flatten(list(parts order by period_start, period_end)) as parts,
        bool_or(is_ambiguous) as has_ambiguous,
        count(distinct stated_value) as value_count
    from named
    where
        (indicator_code, variant) in (select (w.indicator_code, w.variant) from wanted as w)
    group by group_id, indicator_code, variant
)

select
    group_id,
    indicator_code,
    variant,
    case
        when variant in ('quarters_sum', 'quarters_total') then sum_stated
        when variant = 'median8' then middle
        else min_stated
    end as stated_value,
    case
        when variant in ('quarters_sum', 'quarters_total') then sum_low_stated
        when variant = 'median8' then middle
        else min_low_stated
    end as low_stated,
    case
        when variant in ('quarters_sum', 'quarters_total') then sum_high_stated
        when variant = 'median8' then middle
        else max_high_stated
    end as high_stated,
    case
        when variant in ('quarters_sum', 'quarters_total') then sum_low
        when variant = 'quarters_max' then max_low
        when variant = 'median8' then middle
        else min_low
    end as low,
    case
        when variant in ('quarters_sum', 'quarters_total') then sum_high
        when variant = 'median8' then middle
        else max_high
    end as high,
    printed_step,
    parts,
    has_ambiguous
    or (
        variant in ('prev', 'quarter_prev', 'previous_year', 'stored_year', 'ytd_prev')
        and value_count > 1
    )
        as is_ambiguous
from folded
where
    (variant not in ('quarters_sum', 'quarters_total') or period_count = own_months / 3)
    and (variant <> 'quarters_total' or add_periods)
