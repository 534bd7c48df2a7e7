-- What other places, of this file or another, say of the subjects of a submission's figures that
-- contradict.
select distinct
    h.subject_id as observation_id,
    o.submission_id = $id as is_own,
    case when o.submission_id = $id then o.locator else f.file_name end as place,
    o.value,
    o.unit
from quality.quarantine as h
inner join core.observation_subject as s
    on h.subject_id = s.observation_id and s.superseded_at is null
inner join core.observation_subject as o
    on s.subject_id = o.subject_id and o.superseded_at is null
inner join raw.submission as f
    on o.submission_id = f.submission_id and f.superseded_at is null
where
    h.superseded_at is null
    and h.state = 'held'
    and h.rule_id = 'warehouse.conflict'
    and h.submission_id = $id
    and o.value <> s.value
order by h.subject_id, is_own, place, o.value
