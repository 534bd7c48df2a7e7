-- The quarters whose figures a load compares with each other: those that it changes, and those of
-- the observations that it touches.
select quarter from affected_quarter
union
select f.quarter
from core.current_fact as f
inner join changed_observation as c on f.observation_id = c.observation_id
