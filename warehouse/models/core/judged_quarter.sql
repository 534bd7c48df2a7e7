-- The quarters whose figures a load compares with each other: those that it changes, and those of
-- the observations and decisions that it touches.
select quarter from affected_quarter
union
select f.quarter
from core.current_fact as f
inner join changed_observation as c on f.observation_id = c.observation_id
union
select f.quarter
from core.fact_penalty_case as f
inner join touched_case as t on f.case_id = t.case_id
where f.superseded_at is null
