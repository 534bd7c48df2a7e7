-- What each observed figure speaks of, of the quarters that a load computes marts for; all of them
-- for everybody else, who names no quarters.
select *
from core.observation_subject
where coalesce(list_contains(cast(getvariable('chosen_quarters') as varchar[]), quarter), true)
