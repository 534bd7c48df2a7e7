-- The figures that a load compares with their past and their peers, and what lists of decisions
-- come to, each on the scale on which it is compared: shares as they are, all else as logarithms,
-- since offices differ by factors. Periods are alike where they last as long and, from half a year
-- on, end in the same month.
with spanned as (
    select
        f.*,
        i.family,
        (year(f.period_end) - year(f.period_start)) * 12
        + month(f.period_end) - month(f.period_start)
        -- months from the 25th to the 24th touch one calendar month more than they are
        + case
            when
                day(f.period_start) between 20 and 28
                and day(f.period_end) = day(f.period_start) - 1
                then 0
            else 1
        end as month_count
    from core.current_fact as f
    inner join core.dim_indicator as i on f.indicator_code = i.indicator_code
    where
        f.period_kind not in ('campaign', 'multi_year')
        and f.value >= 0
        and f.qualifier in ('exact', 'approx')
        and not f.is_subtotal
        and (
            f.quarter in (select quarter from judged_quarter)
            or (f.division_code, f.indicator_code) in (
                select (division_code, indicator_code) from compared_pair
            )
        )
        and (
            (i.role = 'observed' and f.unit in ('count', 'person'))
            or (i.role = 'observed' and f.unit = 'yuan' and f.value > 0)
            or (f.unit = 'ratio' and ends_with(f.indicator_code, '_rate'))
        )
),

keyed as (
    select
        *,
        concat_ws(
            '|',
            division_code,
            indicator_code,
            coalesce(sector_code, ''),
            coalesce(sector_text, ''),
            coalesce(severity, ''),
            coalesce(scope, ''),
            basis,
            unit,
            cast((
                select count(*) from core.dim_break as b
                where b.family = p.family and b.first_day <= p.period_end
            ) as varchar),
            case
                when period_start is null then period_kind
                when month_count < 6 then cast(month_count as varchar)
                else cast(month_count as varchar) || '-' || cast(month(period_end) as varchar)
            end
        ) as series,
        case
            when unit = 'ratio' then cast(value as double)
            when unit = 'yuan' then ln(cast(value as double))
            else ln(1 + cast(value as double))
        end as size
    from spanned as p
),

ordered as (
    select
        *,
        row_number() over (
            partition by series, period_end
            order by
                case period_basis when 'printed' then 1 when 'derived' then 2 else 3 end,
                observation_id
        ) as place
    from keyed
)

select
    observation_id as measure_key,
    observation_id,
    submission_id,
    division_code,
    indicator_code,
    quarter,
    period_start,
    period_end,
    value,
    unit,
    series,
    size,
    unit <> 'ratio' as is_scaled,
    0.0 as noise
from ordered
where place = 1
union all by name
select * from listed_measure
