-- The files that people withdrew whole, with who, when and why.
select
    quarter,
    submission_id,
    file_name,
    outcome_detail as told
from raw.submission
where superseded_at is null and outcome = 'withdrawn'
order by quarter, file_name, submission_id
