-- How often each rule is broken, by what follows from it, and in how many quarters it was not
-- asked everywhere.
select
    rule_id,
    count(*) filter (where outcome = 'broken' and severity = 'error') as error_count,
    count(*) filter (where outcome = 'broken' and severity = 'warn') as warning_count,
    count(distinct quarter) filter (where outcome = 'not_applicable') as unasked_count
from quality.finding
where superseded_at is null and ($quarter is null or quarter = $quarter)
group by rule_id
