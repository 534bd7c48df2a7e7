-- Where the figures of a submission stand in it, for the way from a place to its evidence.
select
    observation_id,
    locator,
    also_at
from core.observation
where superseded_at is null and submission_id = $submission
order by observation_id
