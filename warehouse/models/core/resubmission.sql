-- The held figures of the touched pairs that their own office has filed again: a file of it of a
-- later day, or one that says it corrects and is not known to be the older one, states the same
-- subject, and that statement is the fact. Told with the file and place that stand for them.
with subject as (
    select
        s.observation_id,
        s.submission_id,
        s.subject_id,
        s.office_code,
        s.published_on,
        s.is_correction,
        s.locator,
        s.role
    from core.observation_subject as s
    inner join touched_pair as t
        on s.division_code = t.division_code and s.indicator_code = t.indicator_code
    where s.superseded_at is null and s.office_code is not null
),

standing as (
    select
        s.*,
        f.file_name
    from fact as w
    inner join subject as s on w.observation_id = s.observation_id
    inner join raw.submission as f on s.submission_id = f.submission_id and f.superseded_at is null
)

select
    q.quarantine_id,
    min(k.file_name || ' ' || k.locator) as filed_again
from quality.quarantine as q
inner join subject as o on q.subject_id = o.observation_id
inner join standing as k
    on
        o.subject_id = k.subject_id
        and o.office_code = k.office_code
        and o.submission_id <> k.submission_id
where
    q.superseded_at is null
    and q.subject_kind = 'observation'
    and q.state in ('held', 'resubmitted')
    and q.rule_id not like 'warehouse.%'
    and q.rule_id not like 'ledger.%'
    and o.role = 'observed'
    and (
        k.published_on > o.published_on
        or (
            k.is_correction
            and not o.is_correction
            and coalesce(k.published_on >= o.published_on, true)
        )
    )
group by q.quarantine_id
