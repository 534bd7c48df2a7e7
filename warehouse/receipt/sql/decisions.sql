-- The penalty decisions of a submission as they stand, in order of its rows.
select *
from core.penalty_case
where superseded_at is null and submission_id = $id
order by row_number, case_id
