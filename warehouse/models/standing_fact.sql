-- Current facts of given places and days, those of some submissions left out, with the words that
-- they were printed in.
select
    f.observation_id,
    f.division_code,
    f.indicator_code,
    f.value,
    f.unit,
    f.qualifier,
    o.raw,
    f.period_start,
    f.period_end,
    f.sector_code,
    f.sector_text,
    f.severity,
    f.scope,
    f.basis as counting_basis,
    f.is_subtotal
from core.current_fact as f
inner join core.observation as o
    on f.observation_id = o.observation_id and o.superseded_at is null
where
    f.division_code in (select unnest($divisions))
    and f.period_end between $since and $until
    and f.submission_id not in (select unnest($without))
order by f.observation_id
