-- What an office states as fines or decisions of a period beside what its published lists of that
-- period add up to, where the two differ. Lists leave decisions out, so the statement is what
-- stands. A list speaks for the quarter that it was filed for and the days of its decisions: where
-- a quarter of the period has none, nothing is compared.
with spoken_for as (
    select
        c.division_code,
        c.submission_id,
        least(min(p.start_date), min(f.decision_date)) as first_day,
        greatest(max(p.end_date), max(f.decision_date)) as last_day
    from core.penalty_case as c
    inner join core.dim_period as p on c.quarter = p.quarter
    left join core.fact_penalty_case as f on c.case_id = f.case_id and f.superseded_at is null
    where
        c.superseded_at is null
        and c.division_code in (select t.division_code from touched_division as t)
    group by c.division_code, c.submission_id
),

listed_quarter as (
    select distinct
        s.division_code,
        p.quarter,
        p.start_date,
        p.end_date
    from spoken_for as s
    inner join core.dim_period as p on s.first_day <= p.end_date and s.last_day >= p.start_date
),

stated as (
    select
        f.division_code,
        f.indicator_code,
        f.quarter,
        f.period_start,
        f.period_end,
        f.qualifier,
        f.value,
        f.observation_id
    from core.fact_enforcement as f
    where
        f.division_code in (select t.division_code from touched_division as t)
        and f.superseded_at is null
        and f.indicator_code in ('penalty.fine_amount', 'penalty.count')
        and f.period_basis = 'printed'
        and f.period_start is not null
        and f.period_kind <> 'campaign'
        and f.sector_code is null
        and f.scope is null
        and f.severity is null
        and not f.is_subtotal
        and 4 * (year(f.period_end) - year(f.period_start))
        + quarter(f.period_end) - quarter(f.period_start) + 1 = (
            select count(*)
            from listed_quarter as q
            where
                q.division_code = f.division_code
                and q.start_date <= f.period_end
                and q.end_date >= f.period_start
        )
),

listed as (
    select
        s.observation_id,
        cast(
            case
                when s.indicator_code = 'penalty.count' then count(*)
                else coalesce(sum(c.fine_yuan), 0)
            end as decimal(24, 6)
        ) as value
    from stated as s
    inner join core.fact_penalty_case as c
        on
            s.division_code = c.division_code
            and c.decision_date between s.period_start and s.period_end
    where c.superseded_at is null
    group by s.observation_id, s.indicator_code
),

-- a list none of whose decisions stands adds up to nothing
all_waiting as (
    select distinct s.observation_id
    from stated as s
    inner join core.waiting_decision as w
        on
            s.division_code = w.division_code
            and s.period_start <= w.first_day
            and s.period_end >= w.last_day
    where s.observation_id not in (select l.observation_id from listed as l)
),

added_up as (
    select
        observation_id,
        value
    from listed
    union all
    select
        observation_id,
        cast(0 as decimal(24, 6)) as value
    from all_waiting
)

select
    md5(concat_ws('|', 'cases', s.observation_id)) as reconciliation_id,
    case
        when s.qualifier in ('over', 'at_least') and l.value >= s.value then 'bound'
        when s.qualifier = 'at_most' and l.value <= s.value then 'bound'
        else 'difference'
    end as kind,
    s.quarter,
    s.division_code,
    s.indicator_code,
    o.subject_id,
    s.observation_id as kept_observation_id,
    s.value as kept_value,
    concat_ws(
        ' ',
        'cases',
        s.division_code,
        s.indicator_code,
        cast(s.period_start as varchar),
        cast(s.period_end as varchar)
    ) as other_observation_id,
    l.value as other_value,
    case
        when s.value <> 0
            then round(cast(l.value - s.value as double) / cast(s.value as double), 6)
    end as relative_difference
from stated as s
inner join added_up as l on s.observation_id = l.observation_id
inner join core.observation_subject as o
    on s.observation_id = o.observation_id and s.division_code = o.division_code
where o.superseded_at is null and l.value <> s.value
