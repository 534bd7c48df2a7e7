-- The penalty decisions of a division and a span of days, each with its file and row.
select
    c.case_id,
    c.document_no,
    c.party,
    c.decision_date,
    c.fine_yuan,
    c.submission_id,
    p.locator,
    s.file_name
from core.fact_penalty_case as c
inner join core.penalty_case as p on c.case_id = p.case_id and p.superseded_at is null
left join raw.submission as s on c.submission_id = s.submission_id and s.superseded_at is null
where
    c.superseded_at is null
    and c.division_code = $division
    and c.decision_date between cast($first_day as date) and cast($last_day as date)
order by c.decision_date, c.document_no, c.case_id
limit 200
