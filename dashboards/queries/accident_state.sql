-- Until when an accident figure may still move by rule, and whether that day is past.
select
    bool_or(is_provisional) as is_provisional,
    max(settles_on) as settles_on
from marts.mart_accident
where observation_id = $observation
having count(*) > 0
