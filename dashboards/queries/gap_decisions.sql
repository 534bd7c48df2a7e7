-- The penalty decisions of a division and a span of days, each with its file and row: those that a
-- list adds up, and those in quarantine that it lacks.
with listed as (
    select
        case_id,
        false as is_held
    from core.fact_penalty_case
    where
        superseded_at is null
        and division_code = $division
        and decision_date between cast($first_day as date) and cast($last_day as date)
    union all
    select
        case_id,
        true as is_held
    from core.waiting_decision
    where
        division_code = $division
        and first_day >= cast($first_day as date)
        and last_day <= cast($last_day as date)
)

select
    c.case_id,
    p.document_no,
    p.party,
    p.decision_date,
    p.fine_yuan,
    p.submission_id,
    p.locator,
    s.file_name,
    c.is_held
from listed as c
inner join core.penalty_case as p on c.case_id = p.case_id and p.superseded_at is null
left join raw.submission as s on p.submission_id = s.submission_id and s.superseded_at is null
order by c.is_held desc, p.decision_date asc, p.document_no asc, c.case_id asc
limit 200
