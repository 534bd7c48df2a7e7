-- The figures of a submission as they stand, in order of the file as far as it tells.
select *
from core.observation
where superseded_at is null and submission_id = $id
order by length(locator), locator, indicator_code, observation_id
