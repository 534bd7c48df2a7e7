-- Rows of penalty lists in quarantine that no other row of the same decision stands for in the
-- facts, and that no person withdrew. One without a date is of the quarter that it was filed for.
select distinct
    k.case_id,
    k.document_key || '|' || k.party_key as decision_key,
    k.division_code,
    coalesce(k.decision_date, p.start_date) as first_day,
    coalesce(k.decision_date, p.end_date) as last_day,
    k.fine_yuan
from quality.quarantine as q
inner join core.case_document as k
    on q.subject_id = k.case_id and k.superseded_at is null
inner join core.dim_period as p on k.quarter = p.quarter
where
    q.superseded_at is null
    and q.state = 'held'
    and q.subject_kind = 'case'
    and q.rule_id <> 'ledger.withdraw'
    and not exists (
        select 1
        from core.fact_penalty_case as f
        inner join core.case_document as d on f.case_id = d.case_id and d.superseded_at is null
        where
            f.superseded_at is null
            and d.document_key = k.document_key
            and d.party_key = k.party_key
    )
