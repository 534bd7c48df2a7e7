-- The figures that rates are made of, each as the interval that its print or its qualifier leaves,
-- under the periods of the rates that it may be a part of: its own, its last day, the same days a
-- year on, the span of equal length that follows.
with counted_change as (
    select
        c.indicator_code,
        c.numerator_code
    from core.dim_indicator as c
    inner join core.dim_rate as r on c.numerator_code = r.numerator_code
    where c.denominator_code is null and r.base = 'previous_year'
    group by c.indicator_code, c.numerator_code
),

asked as (
    select indicator_code from core.dim_rate
    union
    select numerator_code as indicator_code from core.dim_rate
    union
    select denominator_code as indicator_code from core.dim_rate
    union
    select indicator_code from counted_change
),

-- a change may be either side of nought
change as (
    select indicator_code from core.dim_rate
    where formula = 'change'
    union
    select indicator_code from counted_change
),

stepped as (
    select
        f.*,
        i.family,
        c.indicator_code is not null as is_change,
        cast(f.value as double) as size,
        -- where the print does not tell its step, the last place of the value is it
        coalesce(
            o.printed_step,
            case
                when f.unit in ('count', 'person') then 0
                when f.value = round(f.value, 0) then 1
                when f.value = round(f.value, 2) then 0.01
                when f.value = round(f.value, 3) then 0.001
                when f.value = round(f.value, 4) then 0.0001
                when f.value = round(f.value, 5) then 0.00001
                else 0.000001
            end
        ) as step,
        case
            when f.sector_code is null or f.sector_code = 'other' then f.sector_text
        end as sector_words
    from core.chosen_fact as f
    inner join asked as a on f.indicator_code = a.indicator_code
    inner join core.dim_indicator as i on f.indicator_code = i.indicator_code
    left join change as c on f.indicator_code = c.indicator_code
    left join core.chosen_subject as o
        on f.observation_id = o.observation_id and o.superseded_at is null
),

placed as (
    select
        *,
        case
            when value = 0 or (unit in ('count', 'person') and step <= 1) then 0
            else step / 2
        end as half_place
    from stepped
),

bounded as (
    select
        *,
        -- a fall of more than is less than what is printed, one of at most is more
        case
            when qualifier in ('over', 'at_least') and value < 0 then cast('-inf' as double)
            when qualifier = 'at_most' and value >= 0
                then case when is_change then cast('-inf' as double) else 0 end
            when qualifier = 'approx' then size - abs(size) * 0.1
            else size - half_place
        end as low,
        case
            when qualifier in ('over', 'at_least') and value >= 0 then cast('inf' as double)
            when qualifier = 'at_most' and value < 0 then cast('inf' as double)
            when qualifier = 'approx' then size + abs(size) * 0.1
            else size + half_place
        end as high,
        md5(concat_ws(
            '|',
            division_code,
            coalesce(sector_code, '-'),
            coalesce(sector_words, '-'),
            coalesce(severity, '-'),
            coalesce(scope, '-'),
            basis,
            cast(is_subtotal as varchar)
        )) as subject,
        concat_ws('|', cast(period_end as varchar), 'end') as end_key,
        concat_ws(
            '|',
            cast(period_end as varchar),
            coalesce(cast(period_start as varchar), '-'),
            case
                when period_start is not null and period_kind <> 'campaign' then 'span'
                else period_kind
            end
        ) as span_key,
        case
            when
                period_start is not null
                and period_kind <> 'campaign'
                and day(period_start) = 1
                and period_end = last_day(period_end)
                then
                    (year(period_end) - year(period_start)) * 12
                    + month(period_end) - month(period_start) + 1
        end as month_count,
        -- how many times the scope of its family had changed by then
        (
            select count(*) from core.dim_break as b
            where b.family = p.family and b.first_day <= p.period_end
        ) as era
    from placed as p
),

-- one figure for a last day, and whether all those of that day agree with it
at_end as (
    select
        *,
        row_number() over (
            partition by indicator_code, subject, end_key
            order by
                case period_basis when 'printed' then 1 when 'derived' then 2 else 3 end,
                case when period_start is null then 2 else 1 end,
                period_start desc,
                observation_id asc
        ) as place,
        min(value) over (partition by indicator_code, subject, end_key) as least,
        max(value) over (partition by indicator_code, subject, end_key) as greatest_value
    from bounded
),

-- the year before as it was reported then, else as what is printed now less its printed change
known_base as (
    select
        *,
        'reported' as figure_basis,
        concat_ws(
            '|',
            cast(
                case
                    when period_end = last_day(period_end)
                        then last_day(cast(period_end + interval 1 year as date))
                    else cast(period_end + interval 1 year as date)
                end as varchar
            ),
            cast(cast(period_start + interval 1 year as date) as varchar),
            'span'
        ) as forward_key
    from bounded
    where period_start is not null and period_kind <> 'campaign'
    union all
    select
        n.* replace (
            n.value - g.value as value,
            n.size - g.size as size,
            greatest(n.low - g.high, 0) as low,
            n.high - g.low as high,
            case when n.qualifier = 'exact' and g.qualifier = 'exact' then 'exact' else 'approx' end
                as qualifier,
            g.observation_id as observation_id,
            g.submission_id as submission_id,
            cast(n.period_start - interval 1 year as date) as period_start,
            case
                when n.period_end = last_day(n.period_end)
                    then last_day(cast(n.period_end - interval 1 year as date))
                else cast(n.period_end - interval 1 year as date)
            end as period_end
        ),
        'from_change' as figure_basis,
        n.span_key as forward_key
    from counted_change as c
    inner join bounded as n on c.numerator_code = n.indicator_code
    inner join bounded as g
        on
            c.indicator_code = g.indicator_code
            and n.subject = g.subject
            and n.span_key = g.span_key
    where n.period_start is not null and n.value >= g.value and g.qualifier in ('exact', 'approx')
),

year_base as (
    select
        *,
        row_number() over (
            partition by indicator_code, subject, forward_key, era
            order by figure_basis desc, observation_id asc
        ) as place
    from known_base
)

select
    f.*,
    'reported' as figure_basis,
    true as is_agreed,
    'span' as key_kind,
    f.span_key as match_key
from bounded as f
union all
select
    * exclude (place, least, greatest_value),
    'reported' as figure_basis,
    least = greatest_value as is_agreed,
    'end' as key_kind,
    end_key as match_key
from at_end
where place = 1
union all
select
    * exclude (place, forward_key),
    true as is_agreed,
    'previous_year' as key_kind,
    concat_ws('|', forward_key, cast(era as varchar)) as match_key
from year_base
where place = 1
union all
select
    f.*,
    'reported' as figure_basis,
    true as is_agreed,
    'previous_period' as key_kind,
    concat_ws(
        '|',
        cast(cast(f.period_end + interval 1 day as date) as varchar),
        cast(f.month_count as varchar),
        cast(f.era as varchar)
    ) as match_key
from bounded as f
where f.month_count is not null
