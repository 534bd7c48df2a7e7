-- Every total beside what it should equal and every figure beside what another source says, with
-- the files and places of both. First stands what an office itself corrected without being heard,
-- then the widest gap of a quarter; gaps that missing counties explain come last.
with gap as (
    select * from core.total_gap
    union all by name
    select * from core.source_gap
    union all by name
    select
        'quarter' as compared_with,
        quarter,
        division_code,
        indicator_code,
        sector_code,
        period_start,
        period_end,
        unit,
        printed_value as stated_value,
        printed_observation_id as stated_observation_id,
        derived_value as compared_value,
        [earlier_ytd_observation_id, ytd_observation_id] as compared_ids,
        2 as part_count
    from marts.mart_quarter_flow
    where flow_state = 'differs'
),

measured as (
    select
        *,
        compared_value - stated_value as difference,
        row_number() over (
            order by
                quarter asc, compared_with asc, stated_observation_id asc, compared_ids asc
        ) as number
    from gap
),

-- where both sides stand: figures and decisions by id, a sum of decisions by its days
asked as (
    select
        number,
        true as is_stated,
        stated_observation_id as id
    from measured
    union all
    select
        number,
        false as is_stated,
        unnest(compared_ids) as id
    from measured
),

located as (
    select
        observation_id as id,
        submission_id,
        locator
    from core.observation
    where superseded_at is null and observation_id in (select a.id from asked as a)
    union all
    select
        case_id as id,
        submission_id,
        locator
    from core.penalty_case
    where superseded_at is null and case_id in (select a.id from asked as a)
),

named as (
    select
        a.number,
        a.is_stated,
        s.file_name,
        l.locator
    from asked as a
    inner join located as l on a.id = l.id
    inner join raw.submission as s on l.submission_id = s.submission_id and s.superseded_at is null
),

listed as (
    select
        m.number,
        array_sort(array_agg(distinct s.file_name)) as files
    from measured as m
    inner join core.fact_penalty_case as c
        on
            m.division_code = c.division_code
            and c.decision_date between m.period_start and m.period_end
            and c.superseded_at is null
    inner join raw.submission as s on c.submission_id = s.submission_id and s.superseded_at is null
    where m.compared_with = 'cases'
    group by m.number
),

stated as (
    select
        number,
        min(file_name) as stated_file,
        min(locator) as stated_locator
    from named
    where is_stated
    group by number
),

compared as (
    select
        number,
        array_sort(array_agg(distinct file_name)) as compared_files,
        array_sort(array_agg(distinct file_name || ' ' || locator)) as compared_places
    from named
    where not is_stated
    group by number
)

select
    g.quarter,
    row_number() over (
        partition by g.quarter
        order by
            case when g.is_open_correction then 1 else 2 end asc,
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
    s.stated_file,
    s.stated_locator,
    g.compared_value,
    g.compared_ids,
    coalesce(l.files, e.compared_files) as compared_files,
    coalesce(l.files, e.compared_places) as compared_places,
    g.part_count,
    g.expected_count,
    g.difference,
    case
        when g.stated_value <> 0
            then round(cast(g.difference as double) / cast(g.stated_value as double), 6)
    end as relative_difference,
    g.slip_observation_id,
    g.slip_factor,
    coalesce(g.other_is_correction, false) as other_is_correction,
    g.other_is_newer,
    g.held_count,
    g.held_yuan,
    g.held_ids,
    g.explained_by_held
from measured as g
left join stated as s on g.number = s.number
left join compared as e on g.number = e.number
left join listed as l on g.number = l.number
left join core.dim_division as d on g.division_code = d.division_code
inner join core.dim_indicator as i on g.indicator_code = i.indicator_code
