-- Every row of a penalty list, of any version, that speaks of a touched document.
select distinct p.case_id
from core.penalty_case as p
inner join touched_document as t
    on coalesce(p.document_no, 'row ' || p.case_id) || '|' || coalesce(p.authority, '')
    = t.document_key
