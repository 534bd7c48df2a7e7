-- Each part that a table marks, against its whole.
select
    [part_id, whole_id] as subject_ids,
    concat(part_code, ' ', part_value, '; ', whole_code, ' ', whole_value) as observed,
    part_low > whole_high + 1e-9 as is_broken
from marked_part
