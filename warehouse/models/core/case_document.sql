-- Every row of a penalty list, of any version, with the document that it speaks of: number and
-- authority, or the row itself where it has no number.
select
    *,
    coalesce(document_no, 'row ' || case_id) || '|' || coalesce(authority, '') as document_key
from core.penalty_case
