-- The quarters whose shares are held against a target that came, went or was decided on: all of the
-- target's year, whether or not the division that sets it has figures of its own there.
select distinct q.quarter
from core.observation_subject as s
inner join changed_observation as c on s.observation_id = c.observation_id
inner join core.dim_period as q on q.year = year(s.period_end)
where s.role = 'target'
