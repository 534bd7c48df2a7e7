-- Rules that figures and decisions of a submission break without being kept out.
select distinct
    s.subject_id,
    f.rule_id,
    f.observed
from (
    select
        finding_id,
        unnest(subject_ids) as subject_id
    from quality.finding
    where superseded_at is null and outcome = 'broken' and severity = 'warn'
) as s
inner join quality.finding as f on s.finding_id = f.finding_id
where
    f.superseded_at is null
    and f.subject_kind = 'observation'
    and s.subject_id in (
        select observation_id
        from core.observation
        where superseded_at is null and submission_id = $id
    )
order by s.subject_id, f.rule_id
