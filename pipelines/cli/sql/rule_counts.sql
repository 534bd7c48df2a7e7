-- How often each rule is broken, by severity and by what came of it (something of it held back, or
-- told only), and in how many quarters it was not asked everywhere.
with held as (
    select
        rule_id,
        list(distinct subject_id) as subject_ids
    from quality.quarantine
    where superseded_at is null and state = 'held'
    group by rule_id
)

select
    f.rule_id,
    count(*) filter (where f.outcome = 'broken' and f.severity = 'error') as error_count,
    count(*) filter (where f.outcome = 'broken' and f.severity = 'warn') as warning_count,
    count(distinct f.quarter) filter (where f.outcome = 'not_applicable') as unasked_count,
    count(*) filter (
        where f.outcome = 'broken' and list_has_any(f.subject_ids, h.subject_ids)
    ) as held_count
from quality.finding as f
left join held as h on f.rule_id = h.rule_id
where f.superseded_at is null and ($quarter is null or f.quarter = $quarter)
group by f.rule_id
