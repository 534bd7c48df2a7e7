-- Figures far outside the county's own past: the median of up to eight like periods before it, and
-- five times their median deviation, which is widened for how little a few periods tell. Fewer than
-- four say nothing. No band is narrower than what chance alone does to a count, fifteen per cent,
-- thirty per cent of money, two points of a share.
with numbered as (
    select
        f.*,
        row_number() over (partition by f.series order by f.period_end) as number_in_series
    from measured_fact as f
    inner join compared_pair as t
        on f.division_code = t.division_code and f.indicator_code = t.indicator_code
),

earlier as (
    select
        c.measure_key,
        p.size
    from numbered as c
    inner join numbered as p
        on
            c.series = p.series
            and p.number_in_series between c.number_in_series - 8 and c.number_in_series - 1
),

centre as (
    select
        measure_key,
        median(size) as centre,
        count(*) as compared_count
    from earlier
    group by measure_key
    having count(*) >= 4
),

spread as (
    select
        c.measure_key,
        median(abs(e.size - c.centre)) as deviation
    from centre as c
    inner join earlier as e on c.measure_key = e.measure_key
    group by c.measure_key
),

banded as (
    select
        n.*,
        c.centre,
        c.compared_count,
        0.0 as own_level,
        5.0 as width,
        greatest(
            1.4826 * s.deviation
            * c.compared_count / (c.compared_count - 0.8) * sqrt(1 + 1.57 / c.compared_count),
            n.noise,
            case
                when n.unit = 'ratio' then 0.02
                when n.unit = 'yuan' then 0.3
                else greatest(0.15, 1 / sqrt(exp(c.centre)))
            end
        ) as spread
    from numbered as n
    inner join centre as c on n.measure_key = c.measure_key
    inner join spread as s on n.measure_key = s.measure_key
)

select
    *,
    'past' as kind
from banded
where abs(size - centre) > width * spread
