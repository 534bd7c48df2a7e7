-- The figures and decisions of a submission that its own office has filed again: in a file of a
-- later day, or in one that corrects and is not known to be the older one, and the fact rests on
-- that.
with figure as (
    select
        s.*,
        f.file_name
    from core.observation_subject as s
    inner join raw.submission as f on s.submission_id = f.submission_id and f.superseded_at is null
    where s.superseded_at is null and s.office_code is not null
),

decision as (
    select
        k.case_id,
        k.submission_id,
        k.document_key,
        k.party_key,
        k.locator,
        k.fine_yuan,
        f.file_name,
        f.division_code as office_code,
        f.published_on,
        coalesce(f.is_correction, false)
        or coalesce(list_contains(k.flags, 'correction'), false) as is_correction
    from core.case_document as k
    inner join raw.submission as f on k.submission_id = f.submission_id and f.superseded_at is null
    where k.superseded_at is null and f.division_code is not null
)

select
    o.observation_id as subject_id,
    k.file_name,
    k.locator,
    k.value,
    k.unit
from figure as o
inner join figure as k
    on
        o.subject_id = k.subject_id
        and o.office_code = k.office_code
        and o.submission_id <> k.submission_id
inner join core.current_fact as w on k.observation_id = w.observation_id
where
    o.submission_id = $id
    and o.role = 'observed'
    and (
        k.published_on > o.published_on
        or (
            k.is_correction and not o.is_correction
            and coalesce(k.published_on >= o.published_on, true)
        )
    )
union all
select
    o.case_id as subject_id,
    k.file_name,
    k.locator,
    cast(k.fine_yuan as decimal(24, 6)) as value,
    'yuan' as unit
from decision as o
inner join decision as k
    on
        o.document_key = k.document_key
        and o.party_key = k.party_key
        and o.office_code = k.office_code
        and o.submission_id <> k.submission_id
inner join core.fact_penalty_case as w on k.case_id = w.case_id and w.superseded_at is null
where
    o.submission_id = $id
    and (
        k.published_on > o.published_on
        or (
            k.is_correction and not o.is_correction
            and coalesce(k.published_on >= o.published_on, true)
        )
    )
order by subject_id, file_name, locator
