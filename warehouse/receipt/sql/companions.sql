-- The other figures or decisions that a broken rule names, by the one of this
-- submission that it is said of.
with said as (
    select
        finding_id,
        rule_id,
        subject_ids,
        unnest(subject_ids) as subject_id
    from quality.finding
    where
        superseded_at is null
        and outcome = 'broken'
        and len(subject_ids) between 2 and 12
),

stated as (
    select
        observation_id as id,
        submission_id,
        locator,
        indicator_code,
        value,
        unit
    from core.observation
    where superseded_at is null
    union all
    select
        case_id as id,
        submission_id,
        locator,
        'penalty.fine_amount' as indicator_code,
        cast(fine_yuan as decimal(24, 6)) as value,
        'yuan' as unit
    from core.penalty_case
    where superseded_at is null
)

select distinct
    s.subject_id,
    s.rule_id,
    o.indicator_code,
    o.value,
    o.unit,
    o.submission_id = $id as is_own,
    case when o.submission_id = $id then o.locator else f.file_name || ' ' || o.locator end as place
from said as s
inner join stated as m on s.subject_id = m.id
inner join said as t on s.finding_id = t.finding_id and s.subject_id <> t.subject_id
inner join stated as o on t.subject_id = o.id
inner join raw.submission as f on o.submission_id = f.submission_id and f.superseded_at is null
where m.submission_id = $id
order by s.subject_id, s.rule_id, o.indicator_code, place
