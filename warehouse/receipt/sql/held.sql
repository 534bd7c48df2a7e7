-- What keeps figures and decisions of a submission out of the facts.
select
    subject_id,
    rule_id,
    reason,
    detail
from quality.quarantine
where
    superseded_at is null and state in ('held', 'resubmitted') and submission_id = $id
order by subject_id, rule_id
