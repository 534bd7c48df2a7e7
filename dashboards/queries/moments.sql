-- The moments at which something became known, newest first: the last of each minute.
select max(recorded_at) as recorded_at
from raw.load_log
group by date_trunc('minute', recorded_at)
order by recorded_at desc
limit 300
