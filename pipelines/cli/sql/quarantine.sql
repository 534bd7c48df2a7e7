-- Rows that are kept out of the facts now, with the file and what stands there.
select
    q.quarantine_id,
    q.quarter,
    q.subject_kind,
    q.subject_id,
    q.rule_id,
    q.reason,
    s.file_name as file,
    q.locator,
    coalesce(o.place, c.authority) as place,
    o.indicator_code as indicator,
    coalesce(o.value, c.fine_yuan) as value,
    coalesce(o.unit, case when c.case_id is not null then 'yuan' end) as unit,
    coalesce(o.raw, c.document_no) as raw,
    q.detail
from quality.quarantine as q
left join raw.submission as s
    on q.submission_id = s.submission_id and s.superseded_at is null
left join core.observation as o
    on q.subject_id = o.observation_id and o.superseded_at is null
left join core.penalty_case as c
    on q.subject_id = c.case_id and c.superseded_at is null
where
    q.superseded_at is null and q.state = 'held'
order by q.quarter, file, q.locator, q.rule_id, q.quarantine_id
