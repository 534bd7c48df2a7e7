-- Every total beside what it should equal, the widest gap of a quarter first: what an area states
-- beside its counties, all sectors beside each of them, one source beside another, the quarter
-- beside its year-to-date figures. A gap that closes when one part is read 1,000 or 10,000 times
-- larger or smaller names that part: a unit slip to be looked at, never applied by itself.
with slip_size as (
    select unnest([10000.0, 1000.0, 0.001, 0.0001]) as factor
),

figure as (
    select
        *,
        case
            when sector_code is null or sector_code = 'other' then coalesce(sector_text, '-')
            else '-'
        end as sector_words,
        case when period_kind = 'campaign' then 'campaign' else 'span' end as span_kind
    from core.current_fact
    where
        not is_subtotal
        and scope is null
        and (period_start is not null or period_basis = 'printed')
),

addable as (
    select
        f.*,
        i.add_counties,
        d.level as division_level,
        d.parent_code,
        d.kind as division_kind
    from figure as f
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
            and t.indicator_code = p.indicator_code
            and t.period_start is not distinct from p.period_start
            and t.period_end = p.period_end
            and t.span_kind = p.span_kind
            and t.basis = p.basis
            and t.severity is not distinct from p.severity
            and t.sector_code is not distinct from p.sector_code
            and t.sector_words = p.sector_words
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
            and t.indicator_code = p.indicator_code
            and t.period_start is not distinct from p.period_start
            and t.period_end = p.period_end
            and t.span_kind = p.span_kind
            and t.basis = p.basis
            and t.severity is not distinct from p.severity
            and t.submission_id = p.submission_id
    where
        t.sector_code is null
        and t.sector_text is null
        and (p.sector_code is not null or p.sector_text is not null)
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
        t.value as total_value
    from summed as s
    inner join addable as t on s.total_id = t.observation_id
    where s.part_count > 1 and s.parts_value <> t.value
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
),

contested as (
    select
        subject_id,
        min(other_observation_id) as stated_id
    from quality.reconciliation
    where superseded_at is null and kind = 'conflict'
    group by subject_id
),

-- what a rule keeps back, beside what stands for the same subject from another source
held_pair as (
    select distinct
        f.quarter,
        f.division_code,
        f.indicator_code,
        f.observation_id as stated_id,
        f.value as stated_value,
        h.observation_id as other_id,
        h.value as other_value
    from quality.quarantine as q
    inner join core.observation_subject as h
        on q.subject_id = h.observation_id and h.superseded_at is null
    inner join core.observation_subject as s
        on h.subject_id = s.subject_id and s.superseded_at is null
    inner join core.current_fact as f on s.observation_id = f.observation_id
    where
        q.superseded_at is null
        and q.state = 'held'
        and q.subject_kind = 'observation'
        and q.rule_id not like 'warehouse.%'
        and h.value <> f.value
),

source_pair as (
    select
        quarter,
        division_code,
        indicator_code,
        stated_id,
        stated_value,
        other_id,
        other_value
    from held_pair
    union all
    select
        r.quarter,
        r.division_code,
        r.indicator_code,
        coalesce(r.kept_observation_id, f.other_observation_id) as stated_id,
        coalesce(r.kept_value, f.other_value) as stated_value,
        r.other_observation_id as other_id,
        r.other_value
    from quality.reconciliation as r
    left join contested as c on r.subject_id = c.subject_id
    left join quality.reconciliation as f
        on
            c.subject_id = f.subject_id
            and c.stated_id = f.other_observation_id
            and f.kind = 'conflict'
            and f.superseded_at is null
    where
        r.superseded_at is null
        and r.kind in ('difference', 'conflict')
        and (r.kind = 'difference' or r.other_observation_id <> c.stated_id)
),

gap as (
    select
        c.compared_with,
        t.quarter,
        t.division_code,
        t.indicator_code,
        t.sector_code,
        t.period_start,
        t.period_end,
        t.unit,
        c.total_value as stated_value,
        c.total_id as stated_observation_id,
        c.parts_value as compared_value,
        c.part_ids as compared_ids,
        c.part_count,
        case when c.compared_with = 'counties' then e.expected_count end as expected_count,
        s.slip_observation_id,
        s.slip_factor
    from compared as c
    inner join addable as t on c.total_id = t.observation_id
    left join slip as s on c.compared_with = s.compared_with and c.total_id = s.total_id
    left join expected as e on t.division_code = e.division_code and t.quarter = e.quarter
    union all
    select
        'quarter' as compared_with,
        q.quarter,
        q.division_code,
        q.indicator_code,
        q.sector_code,
        q.period_start,
        q.period_end,
        q.unit,
        q.printed_value as stated_value,
        q.printed_observation_id as stated_observation_id,
        q.derived_value as compared_value,
        [q.earlier_ytd_observation_id, q.ytd_observation_id] as compared_ids,
        2 as part_count,
        null as expected_count,
        null as slip_observation_id,
        null as slip_factor
    from marts.mart_quarter_flow as q
    where q.flow_state = 'differs'
    union all
    select
        case when p.other_id like 'cases %' then 'cases' else 'sources' end as compared_with,
        p.quarter,
        p.division_code,
        p.indicator_code,
        o.sector_code,
        o.period_start,
        o.period_end,
        o.unit,
        p.stated_value,
        p.stated_id as stated_observation_id,
        p.other_value as compared_value,
        [p.other_id] as compared_ids,
        1 as part_count,
        null as expected_count,
        case when x.factor is not null then p.other_id end as slip_observation_id,
        x.factor as slip_factor
    from source_pair as p
    left join core.observation as o on p.stated_id = o.observation_id and o.superseded_at is null
    left join slip_size as x
        on
            p.other_value <> 0
            and abs(
                cast(p.other_value as double) * cast(x.factor as double)
                - cast(p.stated_value as double)
            )
            <= 0.000001 * abs(cast(p.stated_value as double))
),

measured as (
    select
        *,
        compared_value - stated_value as difference
    from gap
)

select
    g.quarter,
    row_number() over (
        partition by g.quarter
        order by
            case when g.part_count < g.expected_count then 2 else 1 end asc,
            case when g.slip_factor is null then 2 else 1 end asc,
            case
                when g.stated_value = 0 then 1
                else abs(cast(g.difference as double) / cast(g.stated_value as double))
            end desc,
            abs(g.difference) desc,
            g.compared_with asc,
            g.stated_observation_id asc,
            g.compared_ids asc
    ) as place,
    g.compared_with,
    g.division_code,
    d.name as division_name,
    d.parent_code,
    g.indicator_code,
    i.name_zh as indicator_name_zh,
    i.name_en as indicator_name_en,
    g.sector_code,
    g.period_start,
    g.period_end,
    coalesce(g.unit, i.unit) as unit,
    g.stated_value,
    g.stated_observation_id,
    g.compared_value,
    g.compared_ids,
    g.part_count,
    g.expected_count,
    g.difference,
    case
        when g.stated_value <> 0
            then round(cast(g.difference as double) / cast(g.stated_value as double), 6)
    end as relative_difference,
    g.slip_observation_id,
    cast(g.slip_factor as double) as slip_factor
from measured as g
left join core.dim_division as d on g.division_code = d.division_code
inner join core.dim_indicator as i on g.indicator_code = i.indicator_code
