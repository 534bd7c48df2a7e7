-- What is known of places and periods: the quarter's own figures and the facts of other
-- submissions. A correction of this quarter stands for what it corrects; two values without an
-- order are ambiguous.
create or replace temp table known_figure as
with every_figure as (
    select
        division_code,
        indicator_code,
        attribute_key,
        period_start,
        period_end,
        observation_id,
        stated_value,
        low_stated,
        high_stated,
        half_place,
        printed_step,
        case when is_correction then 1 else 0 end as standing
    from stated_figure
    where role = 'observed' and division_code is not null and period_end is not null
    union all
    select
        division_code,
        indicator_code,
        concat_ws(
            '|',
            coalesce(sector_code, '-'),
            case
                when sector_code is null or sector_code = 'other' then coalesce(sector_text, '-')
                else '-'
            end,
            case
                when
                    regexp_matches(
                        indicator_code, '^accident\.(fatal|general|larger|major|extra)_'
                    )
                    then '-'
                else coalesce(severity, '-')
            end,
            coalesce(scope, '-'),
            counting_basis,
            cast(is_subtotal as varchar)
        ) as attribute_key,
        period_start,
        period_end,
        observation_id,
        cast(value as double) as stated_value,
        case
            when qualifier = 'at_most' and value >= 0 then cast('-inf' as double)
            when qualifier in ('over', 'at_least') and value < 0 then cast('-inf' as double)
            when qualifier = 'approx' then cast(value - abs(value) * 0.1 as double)
            else cast(value as double)
        end as low_stated,
        case
            when qualifier = 'at_most' and value < 0 then cast('inf' as double)
            when qualifier in ('over', 'at_least') and value >= 0 then cast('inf' as double)
            when qualifier = 'approx' then cast(value + abs(value) * 0.1 as double)
            else cast(value as double)
        end as high_stated,
        case
            when value = 0 or (unit in ('count', 'person') and printed_step <= 1) then 0
            else printed_step / 2
        end as half_place,
        printed_step,
        0 as standing
    from standing_fact
),

foremost as (
    select
        *,
        rank() over (
            partition by division_code, indicator_code, attribute_key, period_start, period_end
            order by standing desc
        ) as place_in_line
    from every_figure
)

select
    division_code,
    indicator_code,
    attribute_key,
    period_start,
    period_end,
    case
        when
            period_start is not null and day(period_start) = 1
            and day(period_end + interval 1 day) = 1
            then date_diff('month', period_start, period_end + interval 1 day)
    end as month_count,
    min(stated_value) as stated_value,
    min(low_stated) as low_stated,
    max(high_stated) as high_stated,
    min(low_stated - half_place) as low,
    max(high_stated + half_place) as high,
    max(printed_step) as printed_step,
    [{ 'value': min(stated_value), 'ids': list(observation_id order by observation_id) }] as parts,
    count(distinct stated_value) > 1 as is_ambiguous
from foremost
where place_in_line = 1
group by division_code, indicator_code, attribute_key, period_start, period_end
