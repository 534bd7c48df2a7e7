-- The files of each reporting quarter with places that looked like figures and could not be read.
select
    quarter,
    file_name,
    refusals_count as refused
from raw.submission
where superseded_at is null and refusals_count > 0
order by quarter asc, refused desc, file_name asc, submission_id asc
