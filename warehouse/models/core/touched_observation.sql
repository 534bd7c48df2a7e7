-- Every observation, of any version, that speaks of a touched pair.
select distinct o.observation_id
from core.observation as o
inner join touched_pair as t
    on
        coalesce(o.division_code, '') = coalesce(t.division_code, '')
        and o.indicator_code = t.indicator_code
