-- What waits for a person, by reason.
select
    quarter,
    reason,
    count(*) as waiting
from core.observation
where superseded_at is null and status = 'review'
group by quarter, reason
order by quarter, reason
