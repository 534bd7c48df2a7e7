-- How often each rule is broken, by severity and by what came of it (something of it held back, or
-- told only), and in how many quarters it was not asked everywhere.
with asked as (
    select
        finding_id,
        rule_id,
        quarter,
        severity,
        outcome,
        subject_ids
    from quality.finding
    where superseded_at is null and ($quarter is null or quarter = $quarter)
),

subject as (
    select
        finding_id,
        rule_id,
        unnest(subject_ids) as subject_id
    from asked
    where outcome = 'broken'
),

held as (
    select
        s.rule_id,
        count(distinct s.finding_id) as held_count
    from subject as s
    inner join quality.quarantine as q
        on
            s.subject_id = q.subject_id
            and s.rule_id = q.rule_id
            and q.superseded_at is null
            and q.state = 'held'
    group by s.rule_id
)

select
    a.rule_id,
    count(*) filter (where a.outcome = 'broken' and a.severity = 'error') as error_count,
    count(*) filter (where a.outcome = 'broken' and a.severity = 'warn') as warning_count,
    count(distinct a.quarter) filter (where a.outcome = 'not_applicable') as unasked_count,
    coalesce(max(h.held_count), 0) as held_count
from asked as a
left join held as h on a.rule_id = h.rule_id
group by a.rule_id
