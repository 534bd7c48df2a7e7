-- The facts that stand now of the quarters that a load computes marts for; all facts for everybody
-- else, who names no quarters.
select *
from core.current_fact
where coalesce(list_contains(cast(getvariable('chosen_quarters') as varchar[]), quarter), true)
