-- The time that this state speaks for: its last load. A publication puts its own time in the place
-- of this view, and looking back in time the time that was asked for.
select max(recorded_at) as known_at
from (
    select recorded_at from raw.load_log
    union all
    select recorded_at from raw.submission
) as recorded
