-- The held rows of penalty lists that their own office has filed again: a file of it of a later
-- day, or one that says it corrects and is not known to be the older one, lists the same decision
-- and party, and that row is the fact. Told with the file and place that stand for them.
with listed as (
    select
        k.case_id,
        k.submission_id,
        k.document_key,
        k.party_key,
        k.locator,
        f.division_code as office_code,
        f.published_on,
        coalesce(f.is_correction, false)
        or coalesce(list_contains(k.flags, 'correction'), false) as is_correction,
        f.file_name
    from core.case_document as k
    inner join touched_document as t on k.document_key = t.document_key
    inner join raw.submission as f on k.submission_id = f.submission_id and f.superseded_at is null
    where k.superseded_at is null and f.division_code is not null
)

select
    q.quarantine_id,
    min(k.file_name || ' ' || k.locator) as filed_again
from quality.quarantine as q
inner join listed as o on q.subject_id = o.case_id
inner join listed as k
    on
        o.document_key = k.document_key
        and o.party_key = k.party_key
        and o.office_code = k.office_code
        and o.submission_id <> k.submission_id
inner join fact_penalty_case as w on k.case_id = w.case_id
where
    q.superseded_at is null
    and q.subject_kind = 'case'
    and q.state in ('held', 'resubmitted')
    and q.rule_id not like 'warehouse.%'
    and q.rule_id not like 'ledger.%'
    and (
        k.published_on > o.published_on
        or (
            k.is_correction
            and not o.is_correction
            and coalesce(k.published_on >= o.published_on, true)
        )
    )
group by q.quarantine_id
