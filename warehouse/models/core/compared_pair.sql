-- The division-and-indicator pairs that are compared with their past again: those of touched
-- figures, and what the lists of divisions with touched decisions come to.
select
    division_code,
    indicator_code
from touched_pair
union
select
    p.division_code,
    i.indicator_code
from core.penalty_case as p
inner join touched_case as t on p.case_id = t.case_id
cross join core.dim_indicator as i
where p.division_code is not null and starts_with(i.indicator_code, 'penalty.listed_')
