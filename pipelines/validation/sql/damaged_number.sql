-- Figures beside which a character was lost: reading has put them in review already.
select
    [observation_id] as subject_ids,
    concat_ws(' ', indicator_code, raw) as observed,
    status = 'review' and reason = 'damaged_number' as is_broken
from observation
