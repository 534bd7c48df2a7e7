-- The penalty decisions that may become facts, of the documents that a load touches. Accepted or
-- released, held back by no rule; a correction sent in another file takes the place of the row it
-- corrects.
with decided as (
    select
        subject_id as case_id,
        bool_or(state in ('held', 'resubmitted') and rule_id not like 'warehouse.%') as is_held,
        bool_or(state = 'released') as is_released
    from quality.quarantine
    where superseded_at is null and subject_kind = 'case'
    group by subject_id
),

eligible as (
    select
        k.*,
        k.document_key || '|' || k.party_key as subject_key,
        coalesce(d.is_released, false) as is_released,
        coalesce(list_contains(k.flags, 'correction'), false) as is_correcting_row,
        coalesce(s.is_correction, false) as is_correcting_file,
        s.published_on
    from core.case_document as k
    inner join touched_document as t on k.document_key = t.document_key
    inner join core.dim_division as v on k.division_code = v.division_code
    left join raw.submission as s
        on k.submission_id = s.submission_id and s.superseded_at is null
    left join decided as d on k.case_id = d.case_id
    where
        k.superseded_at is null
        and (k.status = 'accepted' or (k.status = 'quarantined' and coalesce(d.is_released, false)))
        and not coalesce(d.is_held, false)
        and k.decision_date is not null
),

-- A firm and its leader may share a number: a correction replaces its own party's row. Where its
-- party stands in no other row and one party is left, that one is meant: its name was wrong.
paired as (
    select
        e.case_id,
        e.party_key,
        c.case_id as correcting_case_id,
        e.party_key = c.party_key as is_same_party
    from eligible as e
    inner join eligible as c
        on e.document_key = c.document_key and e.submission_id <> c.submission_id
    where c.is_correcting_row and not e.is_correcting_row
),

meant as (
    select
        correcting_case_id,
        bool_or(is_same_party) as has_own_party,
        count(distinct party_key) as party_count
    from paired
    group by correcting_case_id
),

corrected as (
    select distinct p.case_id
    from paired as p
    inner join meant as m on p.correcting_case_id = m.correcting_case_id
    where p.is_same_party or (not m.has_own_party and m.party_count = 1)
)

select
    e.*,
    c.case_id is not null as is_corrected
from eligible as e
left join corrected as c on e.case_id = c.case_id
