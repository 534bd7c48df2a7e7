-- Every row of a penalty list, of any version, that speaks of a touched document.
select distinct p.case_id
from core.case_document as p
inner join touched_document as t on p.document_key = t.document_key
