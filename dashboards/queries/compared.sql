-- How many totals of a quarter could be set beside what they should equal, by kind of comparison.
with figure as (
    select
        *,
        case when period_kind = 'campaign' then 'campaign' else 'span' end as span_kind
    from core.current_fact
    where quarter = $quarter and not is_subtotal and scope is null and qualifier = 'exact'
),

several as (
    select subject_id
    from core.observation_subject
    where superseded_at is null
    group by subject_id
    having count(distinct observation_id) > 1
)

select
    'counties' as compared_with,
    count(*) as compared_count
from marts.mart_overview
where quarter = $quarter and stated_value is not null
union all
select
    'sectors' as compared_with,
    count(distinct t.observation_id) as compared_count
from figure as t
inner join figure as p
    on
        t.submission_id = p.submission_id
        and t.division_code = p.division_code
        and t.indicator_code = p.indicator_code
        and t.period_start is not distinct from p.period_start
        and t.period_end = p.period_end
        and t.span_kind = p.span_kind
        and t.severity is not distinct from p.severity
where
    t.sector_code is null
    and t.sector_text is null
    and (p.sector_code is not null or p.sector_text is not null)
union all
select
    'sources' as compared_with,
    count(distinct v.subject_id) as compared_count
from several as v
inner join core.observation_subject as s
    on v.subject_id = s.subject_id and s.superseded_at is null
inner join figure as f on s.observation_id = f.observation_id
union all
select
    'cases' as compared_with,
    count(distinct f.observation_id) as compared_count
from figure as f
inner join core.fact_penalty_case as c
    on
        f.division_code = c.division_code
        and c.decision_date between f.period_start and f.period_end
        and c.superseded_at is null
where
    f.indicator_code in ('penalty.fine_amount', 'penalty.count')
    and f.sector_code is null
    and f.severity is null
    and f.period_basis = 'printed'
union all
select
    'quarter' as compared_with,
    count(*) as compared_count
from marts.mart_quarter_flow
where quarter = $quarter and flow_state in ('agrees', 'approximate', 'differs')
