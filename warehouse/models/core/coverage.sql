-- Who should have reported, and did. A province with a reporting plan expects what the plan says;
-- without one, every county of a prefecture that ever reported, and every zone that ever did, for
-- every quarter from the province's first to its last. Late: first published after the day by which
-- the plan wants it, else after the month that follows the quarter. A county without a report is a
-- row, missing; one that reports unasked is a row of that quarter. A county that is due and all of
-- whose files of the quarter were withdrawn is withdrawn: it has not reported, and is no news to
-- anybody either. A withdrawn file makes nobody due, its own county neither; only in a quarter that
-- nobody is due for have the counties of such files a row, so that the quarter is seen.
with filed as (
    select
        s.submission_id,
        s.quarter,
        s.division_code,
        s.published_on,
        s.outcome,
        d.level,
        d.parent_code
    from raw.submission as s
    inner join core.dim_division as d on s.division_code = d.division_code
    where s.superseded_at is null and s.outcome in ('read', 'withdrawn')
),

reports as (
    select *
    from filed
    where outcome = 'read'
),

withdrawal as (
    select distinct
        division_code,
        quarter
    from filed
    where outcome = 'withdrawn' and level = 'county'
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

plan_line as (
    select
        p.*,
        a.level as plan_level,
        substr(p.division_code, 1, 2) as province_prefix
    from core.dim_reporting_plan as p
    inner join core.dim_division as a on p.division_code = a.division_code
),

planned_line as (
    select
        d.division_code,
        q.quarter,
        q.end_date,
        p.due_days,
        row_number() over (
            partition by d.division_code, q.quarter
            order by
                case p.plan_level when 'province' then 3 when 'prefecture' then 2 else 1 end asc,
                p.first_quarter desc
        ) as place
    from plan_line as p
    inner join spans as s on p.province_prefix = s.province_prefix
    inner join core.dim_division as d
        on
            p.division_code = d.division_code
            or (
                d.level = 'county'
                and d.kind = 'county'
                and (
                    p.division_code = d.parent_code
                    or (
                        p.plan_level = 'province'
                        and substr(d.division_code, 1, 2) = p.province_prefix
                    )
                )
            )
    inner join core.dim_period as q
        on
            p.first_quarter <= q.quarter
            and q.quarter <= coalesce(p.last_quarter, s.last_quarter)
            and s.last_quarter >= q.quarter
    where
        d.level = 'county'
        and (d.valid_from is null or d.valid_from <= q.end_date)
        and (d.valid_to is null or d.valid_to >= q.end_date)
),

-- without a plan
usual as (
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

expected as (
    select
        division_code,
        quarter,
        end_date,
        due_days
    from planned_line
    where place = 1
    union all
    select
        u.division_code,
        u.quarter,
        u.end_date,
        null as due_days
    from usual as u
    where
        substr(u.division_code, 1, 2) not in (select p.province_prefix from plan_line as p)
    union all
    select distinct
        r.division_code,
        q.quarter,
        q.end_date,
        cast(null as integer) as due_days
    from reports as r
    inner join core.dim_period as q on r.quarter = q.quarter
    where
        r.level = 'county'
        and substr(r.division_code, 1, 2) in (select p.province_prefix from plan_line as p)
        and not exists (
            select 1 from planned_line as p
            where p.division_code = r.division_code and p.quarter = r.quarter
        )
),

-- with whose files were withdrawn in a quarter that nobody is due for
accounted as (
    select *
    from expected
    union all
    select
        w.division_code,
        w.quarter,
        q.end_date,
        cast(null as integer) as due_days
    from withdrawal as w
    inner join core.dim_period as q on w.quarter = q.quarter
    where w.quarter not in (select e.quarter from expected as e)
),

dated as (
    select
        *,
        case
            when due_days is null then last_day(cast(end_date + interval 1 day as date))
            else end_date + due_days
        end as due_on
    from accounted
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
        when r.division_code is null and w.division_code is not null then 'withdrawn'
        when r.division_code is null then 'missing'
        when r.first_published_on > e.due_on then 'late'
        else 'reported'
    end as state,
    coalesce(r.submission_ids, cast([] as varchar[])) as submission_ids,
    r.first_published_on,
    e.due_on
from dated as e
left join received as r on e.division_code = r.division_code and e.quarter = r.quarter
left join withdrawal as w on e.division_code = w.division_code and e.quarter = w.quarter
