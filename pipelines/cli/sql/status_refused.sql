-- The files of each reporting quarter with places that looked like figures and could not be read,
-- and whether another file bears the same name, which then does not say which one is meant.
select
    quarter,
    file_name,
    submission_id,
    refusals_count as refused,
    count(*) over (partition by file_name) > 1 as is_name_shared
from raw.submission
where superseded_at is null
qualify refusals_count > 0
order by quarter asc, refused desc, file_name asc, submission_id asc
