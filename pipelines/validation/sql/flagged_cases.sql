-- Decisions that reading has flagged or held back, with what they say.
select
    case_id,
    status,
    flags,
    reasons,
    concat(
        coalesce(document_no, '—'), ' ', coalesce(cast(decision_date as varchar), '—'), ' ',
        coalesce(cast(fine_yuan as varchar), '—')
    ) as observed
from penalty_case
where len(coalesce(flags, [])) > 0 or status = 'quarantined'
order by case_id
