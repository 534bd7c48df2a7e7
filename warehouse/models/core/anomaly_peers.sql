-- Figures far from those of the province's other counties for the same period. How large a county
-- is does not matter: its own level, the median of how far its counts and sums lie from the
-- medians of all counties, is taken off first (shares and median fines need no such thing; lists of
-- decisions do not tell how large a county is). A county with fewer than three such figures, and a
-- figure of fewer than eight counties, say nothing.
with peer as (
    select
        f.*,
        substr(f.division_code, 1, 2) as province_prefix,
        concat_ws(
            '|',
            substr(f.division_code, 1, 2),
            substr(f.series, 1 + length(f.division_code)),
            coalesce(cast(f.period_start as varchar), ''),
            cast(f.period_end as varchar)
        ) as cell
    from measured_fact as f
    inner join judged_quarter as q on f.quarter = q.quarter
    inner join core.dim_division as d on f.division_code = d.division_code
    where d.level = 'county' and d.kind in ('county', 'zone')
),

cell_centre as (
    select
        cell,
        median(size) as centre
    from peer
    group by cell
    having count(*) >= 8
),

county_level as (
    select
        p.division_code,
        p.period_end,
        median(p.size - c.centre) as own_level
    from peer as p
    inner join cell_centre as c on p.cell = c.cell
    where p.is_scaled and not starts_with(p.indicator_code, 'penalty.listed_')
    group by p.division_code, p.period_end
    having count(*) >= 3
),

levelled as (
    select
        p.*,
        coalesce(l.own_level, 0.0) as own_level,
        p.size - coalesce(l.own_level, 0.0) as levelled_size
    from peer as p
    left join county_level as l
        on
            p.division_code = l.division_code
            and p.period_end = l.period_end
            and p.is_scaled
    where not p.is_scaled or l.own_level is not null
),

centre as (
    select
        cell,
        median(levelled_size) as centre,
        count(*) - 1 as compared_count
    from levelled
    group by cell
    having count(*) >= 9
),

spread as (
    select
        c.cell,
        median(abs(l.levelled_size - c.centre)) as deviation
    from centre as c
    inner join levelled as l on c.cell = l.cell
    group by c.cell
),

banded as (
    select
        l.*,
        c.centre + l.own_level as centre,
        c.compared_count,
        6.0 as width,
        greatest(
            1.4826 * s.deviation,
            l.noise,
            case
                when l.unit = 'ratio' then 0.03
                when l.unit = 'yuan' then 0.4
                else greatest(0.3, 1 / sqrt(exp(greatest(c.centre + l.own_level, 0))))
            end
        ) as spread
    from levelled as l
    inner join centre as c on l.cell = c.cell
    inner join spread as s on l.cell = s.cell
)

select
    *,
    'peers' as kind
from banded
where abs(size - centre) > width * spread
