-- What rules say of a submission as a whole.
select distinct
    rule_id,
    severity,
    observed
from quality.finding
where
    superseded_at is null
    and outcome = 'broken'
    and subject_kind = 'submission'
    and list_contains(subject_ids, $id)
    and rule_id not in ('X12', 'X13')
order by rule_id, observed
