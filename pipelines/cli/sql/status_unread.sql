-- The files of each reporting quarter that could not be read, and why.
select
    quarter,
    file_name,
    outcome
from raw.submission
where
    superseded_at is null
    and outcome not in ('read', 'nothing_found', 'zero_report', 'withdrawn')
order by quarter, file_name, submission_id
