-- Which county reported for which quarter, how late and how completely, and which did not report:
-- unreported is a row of its own, never an absence. A county is measured against what the reporting
-- plan asks of it, else against what it reported in the last four quarters that it reported for.
-- What others that it reported answer, as no accident answers deaths, is not missing; it is counted
-- apart, and no figure is made of it.
with reported as (
    select distinct
        o.division_code,
        o.quarter,
        o.indicator_code
    from core.observation as o
    where
        o.superseded_at is null
        and o.role = 'observed'
        and o.division_code is not null
),

-- zeros of the whole place and of its quarter, with no other value or doubt beside them
zeroed as (
    select
        s.division_code,
        s.reporting_quarter as quarter,
        s.indicator_code
    from core.observation_subject as s
    left join quality.quarantine as q
        on s.observation_id = q.subject_id and q.superseded_at is null and q.state = 'held'
    where
        s.superseded_at is null
        and s.role = 'observed'
        and s.division_code is not null
        and s.sector_code is null
        and s.sector_text is null
        and s.severity is null
        and s.scope is null
        and not coalesce(s.is_subtotal, false)
        and coalesce(s.period_kind, 'instant') not in ('day', 'month', 'campaign', 'multi_year')
        and s.indicator_code in (
            select answered_by from core.dim_answer
            where answered_when = 'zero'
        )
    group by s.division_code, s.reporting_quarter, s.indicator_code
    having
        max(abs(s.value)) = 0
        and bool_and(s.status = 'accepted' and s.qualifier = 'exact' and q.subject_id is null)
        and bool_or(s.quarter = s.reporting_quarter)
),

answered_part as (
    select
        r.division_code,
        r.quarter,
        a.answer_id,
        a.indicator_code,
        a.part_count
    from core.dim_answer as a
    inner join reported as r on a.answered_by = r.indicator_code
    where a.answered_when = 'any'
    union all
    select
        z.division_code,
        z.quarter,
        a.answer_id,
        a.indicator_code,
        a.part_count
    from core.dim_answer as a
    inner join zeroed as z on a.answered_by = z.indicator_code
    where a.answered_when = 'zero'
),

answered_whole as (
    select
        division_code,
        quarter,
        indicator_code
    from answered_part
    group by division_code, quarter, indicator_code, answer_id, part_count
    having count(*) = part_count
),

implied as (
    select distinct
        division_code,
        quarter,
        indicator_code
    from answered_whole
),

filed as (
    select
        division_code,
        quarter,
        row_number() over (partition by division_code order by quarter) as place
    from core.coverage
    where superseded_at is null and state in ('reported', 'late')
),

-- the number of the last quarter filed before each quarter, filed or not
before_quarter as (
    select
        c.division_code,
        c.quarter,
        max(f.place) as last_place
    from core.coverage as c
    inner join filed as f on c.division_code = f.division_code and c.quarter > f.quarter
    where c.superseded_at is null
    group by c.division_code, c.quarter
),

habit as (
    select
        b.division_code,
        b.quarter,
        r.indicator_code
    from before_quarter as b
    inner join filed as f
        on
            b.division_code = f.division_code
            and f.place between b.last_place - 3 and b.last_place
    inner join reported as r on f.division_code = r.division_code and f.quarter = r.quarter
    group by b.division_code, b.quarter, r.indicator_code, b.last_place
    having 2 * count(*) >= least(b.last_place, 4)
),

plan_line as (
    select
        c.division_code,
        c.quarter,
        p.indicators,
        row_number() over (
            partition by c.division_code, c.quarter
            order by
                case
                    when p.division_code = c.division_code then 1
                    when p.division_code = d.parent_code then 2
                    else 3
                end asc,
                p.first_quarter desc
        ) as place
    from core.coverage as c
    inner join core.dim_division as d on c.division_code = d.division_code
    left join core.dim_division as a on d.parent_code = a.division_code
    inner join core.dim_reporting_plan as p
        on
            c.quarter >= p.first_quarter
            and c.quarter <= coalesce(p.last_quarter, c.quarter)
            and (
                c.division_code = p.division_code
                or d.parent_code = p.division_code
                or a.parent_code = p.division_code
            )
    where c.superseded_at is null and len(p.indicators) > 0
),

asked as (
    select
        division_code,
        quarter,
        unnest(indicators) as indicator_code,
        'plan' as asked_by
    from plan_line
    where place = 1
    union all
    select
        h.division_code,
        h.quarter,
        h.indicator_code,
        'habit' as asked_by
    from habit as h
    where not exists (
        select 1 from plan_line as p
        where p.division_code = h.division_code and p.quarter = h.quarter
    )
),

answer as (
    select
        a.*,
        r.indicator_code is not null as is_answered,
        r.indicator_code is null and i.indicator_code is not null as is_implied
    from asked as a
    left join reported as r
        on
            a.division_code = r.division_code
            and a.quarter = r.quarter
            and a.indicator_code = r.indicator_code
    left join implied as i
        on
            a.division_code = i.division_code
            and a.quarter = i.quarter
            and a.indicator_code = i.indicator_code
),

measured as (
    select
        division_code,
        quarter,
        min(asked_by) as asked_by,
        count(*) as asked_count,
        sum(case when is_answered then 1 else 0 end) as answered_count,
        sum(case when is_implied then 1 else 0 end) as implied_count
    from answer
    group by division_code, quarter
),

lacking as (
    select
        division_code,
        quarter,
        array_sort(array_agg(indicator_code)) as missing_indicators
    from answer
    where not is_answered and not is_implied
    group by division_code, quarter
),

told_by_others as (
    select
        division_code,
        quarter,
        array_sort(array_agg(indicator_code)) as implied_indicators
    from answer
    where is_implied
    group by division_code, quarter
),

filing as (
    select
        *,
        state in ('reported', 'late') as is_filed
    from core.coverage
    where superseded_at is null
)

select
    c.quarter,
    c.division_code,
    d.name as division_name,
    d.parent_code,
    p.name as parent_name,
    c.state,
    length(c.submission_ids) as submission_count,
    c.first_published_on,
    c.due_on,
    case
        when c.first_published_on > c.due_on
            then cast(c.first_published_on - c.due_on as integer)
    end as days_late,
    m.asked_by,
    m.asked_count,
    cast(case when c.is_filed then m.answered_count end as integer) as answered_count,
    cast(case when c.is_filed then m.implied_count end as integer) as implied_count,
    case
        when c.is_filed and m.asked_count > 0
            then
                round(
                    cast(m.answered_count + m.implied_count as double) / m.asked_count, 4
                )
    end as completeness,
    case when c.is_filed then l.missing_indicators end as missing_indicators,
    case when c.is_filed then o.implied_indicators end as implied_indicators
from filing as c
inner join core.dim_division as d on c.division_code = d.division_code
left join core.dim_division as p on d.parent_code = p.division_code
left join measured as m on c.division_code = m.division_code and c.quarter = m.quarter
left join lacking as l on c.division_code = l.division_code and c.quarter = l.quarter
left join told_by_others as o on c.division_code = o.division_code and c.quarter = o.quarter
