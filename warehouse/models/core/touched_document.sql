-- The penalty documents whose facts a load may change: those of every row that came, went or was
-- decided on.
select distinct p.document_key
from core.case_document as p
inner join changed_case as c on p.case_id = c.case_id
