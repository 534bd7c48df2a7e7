-- Zeros: printed as a digit or word, or a mark or blank that the table itself explains; a zero
-- from a cell that prints none is a guess.
select
    [observation_id] as subject_ids,
    concat(indicator_code, ' 0 from "', raw, '"') as observed,
    value_state = 'number' and not regexp_matches(raw, '[0-9０-９零〇○无未没持平]') as is_broken
from observation
where status = 'accepted' and role = 'observed' and value = 0
