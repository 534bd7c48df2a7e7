-- What of a reporting quarter is in quarantine, by rule.
select
    rule_id,
    count(distinct subject_id) as kept_back
from quality.quarantine
where
    quarter = $quarter
    and superseded_at is null
    and state = 'held'
    and not list_contains(cast($accepted as varchar[]), quarantine_id)
group by rule_id
order by kept_back desc, rule_id asc
