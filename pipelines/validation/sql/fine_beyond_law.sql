-- Fines above a hundred million yuan, which no law knows.
select
    [case_id] as case_ids,
    concat(coalesce(document_no, '—'), ' ', fine_yuan) as observed
from penalty_case
where status = 'accepted' and fine_yuan > 100000000
order by case_id
