-- All parts that a table marks under one whole, added up; they may overlap.
select
    list_prepend(whole_id, list(part_id order by part_id)) as subject_ids,
    concat(
        any_value(whole_code), ' ', any_value(whole_value), '; ', count(*), ' parts ',
        sum(part_value)
    ) as observed,
    sum(part_low) > any_value(whole_high) + 1e-9 as is_broken
from marked_part
group by whole_id
having count(*) >= 2
