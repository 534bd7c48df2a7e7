-- Every row of a penalty list, of any version, with the document and the party that it speaks of:
-- number and authority, or the row itself where it has no number; each levelled as it is printed.
select
    *,
    coalesce(levelled(document_no), 'row ' || case_id)
    || '|'
    || coalesce(levelled(authority), '') as document_key,
    coalesce(levelled(party), credit_code, '') as party_key
from core.penalty_case
