-- Totals that are not what they should equal: what an area states beside its counties, all sectors
-- beside each of them. A gap that closes when one figure is read 1,000 or 10,000 times larger or
-- smaller names that figure: a unit slip to be looked at, never applied by itself.
with slip_size as (
    select unnest([10000.0, 1000.0, 0.001, 0.0001]) as factor
),

addable as (
    select
        f.*,
        i.add_counties,
        d.level as division_level,
        d.parent_code
    from core.comparable_figure as f
    inner join core.dim_indicator as i on f.indicator_code = i.indicator_code
    inner join core.dim_division as d on f.division_code = d.division_code
    where i.additivity <> 'ratio' and f.qualifier = 'exact'
),

pair as (
    select
        'counties' as compared_with,
        t.observation_id as total_id,
        p.observation_id as part_id,
        p.value as part_value
    from addable as t
    inner join addable as p
        on
            t.division_code = p.parent_code
            and t.statistic_key = p.statistic_key
            and t.sector_key = p.sector_key
    where t.add_counties and t.division_level <> 'county'
    union all
    select
        'sectors' as compared_with,
        t.observation_id as total_id,
        p.observation_id as part_id,
        p.value as part_value
    from addable as t
    inner join addable as p
        on
            t.division_code = p.division_code
            and t.statistic_key = p.statistic_key
            and t.submission_id = p.submission_id
    where t.is_of_all_sectors and not p.is_of_all_sectors
),

summed as (
    select
        compared_with,
        total_id,
        cast(sum(part_value) as decimal(24, 6)) as parts_value,
        count(*) as part_count,
        array_sort(array_agg(part_id)) as part_ids
    from pair
    group by compared_with, total_id
),

compared as (
    select
        s.*,
        t.quarter,
        t.division_code,
        t.indicator_code,
        t.sector_code,
        t.period_start,
        t.period_end,
        t.unit,
        t.value as total_value
    from summed as s
    inner join addable as t on s.total_id = t.observation_id
    -- of several parts some may be lacking, of one it is told where it is more than all
    where
        (s.part_count > 1 and s.parts_value <> t.value)
        or (s.part_count = 1 and s.parts_value > t.value)
),

suspect as (
    select
        c.compared_with,
        c.total_id,
        p.part_id as suspect_id,
        cast(p.part_value as double) as suspect_value,
        cast(c.total_value - c.parts_value as double) as lacking,
        abs(cast(c.total_value as double)) as size
    from compared as c
    inner join pair as p on c.compared_with = p.compared_with and c.total_id = p.total_id
    union all
    select
        c.compared_with,
        c.total_id,
        c.total_id as suspect_id,
        cast(c.total_value as double) as suspect_value,
        cast(c.parts_value - c.total_value as double) as lacking,
        abs(cast(c.parts_value as double)) as size
    from compared as c
),

slip as (
    select
        s.compared_with,
        s.total_id,
        min(s.suspect_id) as slip_observation_id,
        min(x.factor) as slip_factor
    from suspect as s
    cross join slip_size as x
    where
        s.suspect_value <> 0
        and abs(s.suspect_value * (cast(x.factor as double) - 1) - s.lacking) <= 0.000001 * s.size
    group by s.compared_with, s.total_id
    having count(*) = 1
),

expected as (
    select
        d.parent_code as division_code,
        c.quarter,
        count(*) as expected_count
    from core.coverage as c
    inner join core.dim_division as d on c.division_code = d.division_code
    where c.superseded_at is null
    group by d.parent_code, c.quarter
)

select
    c.compared_with,
    c.quarter,
    c.division_code,
    c.indicator_code,
    c.sector_code,
    c.period_start,
    c.period_end,
    c.unit,
    c.total_value as stated_value,
    c.total_id as stated_observation_id,
    c.parts_value as compared_value,
    c.part_ids as compared_ids,
    c.part_count,
    case when c.compared_with = 'counties' then e.expected_count end as expected_count,
    s.slip_observation_id,
    cast(s.slip_factor as double) as slip_factor
from compared as c
left join slip as s on c.compared_with = s.compared_with and c.total_id = s.total_id
left join expected as e on c.division_code = e.division_code and c.quarter = e.quarter
