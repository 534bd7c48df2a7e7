-- Figures whose cell holds more digits in one run than any statistic has;
-- those behind a decimal point are a computed number's.
select
    [observation_id] as subject_ids,
    concat_ws(' ', indicator_code, raw) as observed,
    regexp_matches(replace(raw, ',', ''), '(^|[^.0-9])[0-9]{13,}') as is_broken
from observation
where status = 'accepted' and role in ('observed', 'prior_year')
