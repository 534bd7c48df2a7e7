-- Fines of natural persons above a million yuan: the class says so, never a name alone.
select
    [case_id] as case_ids,
    concat(coalesce(document_no, '—'), ' ', party, ' ', fine_yuan) as observed
from penalty_case
where
    status = 'accepted' and fine_yuan > 1000000 and fine_yuan <= 100000000
    and regexp_matches(party_class, '自然人|公民|^个人$')
order by case_id
