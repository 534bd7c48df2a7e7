-- Rules that figures and decisions of a submission break without being kept out by them: figures by
-- warnings, decisions by errors too that keep no row out.
with own as (
    select observation_id as subject_id
    from core.observation
    where superseded_at is null and submission_id = $id
    union all
    select case_id as subject_id
    from core.penalty_case
    where superseded_at is null and submission_id = $id
),

said as (
    select
        rule_id,
        observed,
        subject_kind,
        severity,
        unnest(subject_ids) as subject_id
    from quality.finding
    where superseded_at is null and outcome = 'broken' and subject_kind in ('observation', 'case')
)

select distinct
    s.subject_id,
    s.rule_id,
    s.observed
from said as s
inner join own as o on s.subject_id = o.subject_id
where
    (s.severity = 'warn' or s.subject_kind = 'case')
    and not exists (
        select 1
        from quality.quarantine as q
        where
            q.superseded_at is null
            and q.subject_id = s.subject_id
            and q.rule_id = s.rule_id
    )
order by s.subject_id, s.rule_id
