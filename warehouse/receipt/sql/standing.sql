-- What stands in place of figures of a submission that were read and are not the fact, with what
-- tells who stands before whom. A publication of an earlier release is asked too: its view of
-- subjects does not tell yet whether an office speaks of itself.
with side as (
    select
        s.*,
        coalesce(s.office_code = s.division_code, false) as is_own_office,
        s.is_correction and coalesce(s.office_code = s.division_code, false) as is_own_correction,
        f.file_name,
        f.office_name
    from core.observation_subject as s
    inner join raw.submission as f on s.submission_id = f.submission_id and f.superseded_at is null
    where s.superseded_at is null
),

released as (
    select distinct subject_id as observation_id
    from quality.quarantine
    where superseded_at is null and state = 'released' and subject_kind = 'observation'
),

accused as (
    select distinct unnest(subject_ids) as observation_id
    from quality.finding
    where
        superseded_at is null
        and outcome = 'broken'
        and severity = 'warn'
        and subject_kind = 'observation'
        and list_contains(cast($accusing as varchar[]), rule_id)
)

select
    o.observation_id,
    r.kind,
    k.submission_id = $id as is_own_file,
    k.file_name,
    k.locator,
    k.value,
    k.unit,
    k.office_name,
    o.is_own_office and not k.is_own_office and k.method <> 'prose' as is_other_office_form,
    o.is_own_correction,
    o.published_on is null or k.published_on is null as is_undated,
    case
        when l.observation_id is not null then 'released'
        when a.observation_id is not null and b.observation_id is null then 'unaccused'
        when k.is_own_correction and k.method = 'prose' and o.method <> 'prose' then 'correction'
        when k.method <> 'prose' and o.method = 'prose' and k.published_on > o.published_on
            then 'form_newer'
        when k.method <> 'prose' and o.method = 'prose' then 'form'
        when k.is_correction and not o.is_correction then 'correction'
        when k.published_on > o.published_on then 'newer'
        when k.is_own_office and not o.is_own_office then 'own_office'
        else 'finer'
    end as why
from quality.reconciliation as r
inner join side as o on r.other_observation_id = o.observation_id
inner join side as k on r.kept_observation_id = k.observation_id
left join released as l on k.observation_id = l.observation_id
left join accused as a on o.observation_id = a.observation_id
left join accused as b on k.observation_id = b.observation_id
where r.superseded_at is null and r.kind <> 'conflict' and o.submission_id = $id
order by o.observation_id
