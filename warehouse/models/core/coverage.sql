-- Who should have reported, and did: every county of a prefecture that ever reported, and every
-- zone that ever did, for every quarter from the province's first to its last. Late: first
-- published after the month that follows the quarter. A county without a report is a row, missing.
with reports as (
    select
        s.submission_id,
        s.quarter,
        s.division_code,
        s.published_on,
        d.level,
        d.parent_code
    from raw.submission as s
    inner join core.dim_division as d on s.division_code = d.division_code
    where s.superseded_at is null and s.outcome = 'read'
),

spans as (
    select
        substr(division_code, 1, 2) as province_prefix,
        min(quarter) as first_quarter,
        max(quarter) as last_quarter
    from reports
    group by substr(division_code, 1, 2)
),

areas as (
    select distinct
        case
            when level = 'prefecture' then division_code
            when level in ('county', 'township') then parent_code
        end as area_code
    from reports
    union
    select division_code as area_code
    from reports
    where level = 'province'
    union
    select p.division_code as area_code
    from reports as r
    inner join core.dim_division as p on r.division_code = p.parent_code
    where r.level = 'province' and p.level = 'prefecture'
),

expected as (
    select distinct
        d.division_code,
        q.quarter,
        q.end_date
    from core.dim_division as d
    inner join areas as a on d.parent_code = a.area_code
    inner join spans as s on substr(d.division_code, 1, 2) = s.province_prefix
    inner join core.dim_period as q on q.quarter between s.first_quarter and s.last_quarter
    where
        d.level = 'county'
        and d.kind = 'county'
        and (d.valid_from is null or d.valid_from <= q.end_date)
        and (d.valid_to is null or d.valid_to >= q.end_date)
    union
    select distinct
        r.division_code,
        q.quarter,
        q.end_date
    from reports as r
    inner join spans as s on substr(r.division_code, 1, 2) = s.province_prefix
    inner join core.dim_period as q on q.quarter between s.first_quarter and s.last_quarter
    where r.level = 'county'
),

received as (
    select
        division_code,
        quarter,
        list_sort(list(distinct submission_id)) as submission_ids,
        min(published_on) as first_published_on
    from reports
    group by division_code, quarter
)

select
    e.division_code,
    e.quarter,
    case
        when r.division_code is null then 'missing'
        when r.first_published_on > last_day(cast(e.end_date + interval 1 day as date)) then 'late'
        else 'reported'
    end as state,
    coalesce(r.submission_ids, cast([] as varchar[])) as submission_ids,
    r.first_published_on
from expected as e
left join received as r on e.division_code = r.division_code and e.quarter = r.quarter
