-- What a quarantine row that was just released is about, and whether it is a fact now.
select
    q.quarantine_id,
    q.subject_id,
    q.rule_id,
    q.locator,
    s.file_name,
    c.document_no,
    o.indicator_code,
    coalesce(o.place, c.authority) as place,
    coalesce(o.value, c.fine_yuan) as value,
    coalesce(o.unit, 'yuan') as unit,
    q.subject_id in (
        select f.observation_id
        from core.every_fact as f
        where f.superseded_at is null
        union all
        select p.case_id
        from core.fact_penalty_case as p
        where p.superseded_at is null
    ) as is_fact
from quality.quarantine as q
left join raw.submission as s
    on q.submission_id = s.submission_id and s.superseded_at is null
left join core.observation as o
    on q.subject_id = o.observation_id and o.superseded_at is null
left join core.penalty_case as c
    on q.subject_id = c.case_id and c.superseded_at is null
where q.superseded_at is null and q.state = 'released' and starts_with(q.quarantine_id, $id)
order by q.decided_at desc
limit 1
