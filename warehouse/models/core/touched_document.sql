-- The penalty documents whose facts a load may change: number and authority, or the row itself where it has no number.
select distinct
    coalesce(p.document_no, 'row ' || p.case_id) || '|' || coalesce(p.authority, '') as document_key
from core.penalty_case as p
inner join changed_case as c on p.case_id = c.case_id
