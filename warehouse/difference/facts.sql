-- The facts that stand in one of two publications and not in the other, or with another value, each
-- with all that tells why; those whose file or correction alone is another are "moved". A subject
-- is what the load takes for one: see core.observation_subject.
with before_corrected as (
    select observation_id
    from before_observation
    where correction is not null
),

after_corrected as (
    select observation_id
    from after_observation
    where correction is not null
),

before_subject as (
    select
        *,
        row_number() over (partition by subject order by observation_id) as number_in_subject
    from before_fact
),

after_subject as (
    select
        *,
        row_number() over (partition by subject order by observation_id) as number_in_subject
    from after_fact
),

paired as (
    select
        case
            when b.subject is null then 'added'
            when a.subject is null then 'withdrawn'
            when b.value <> a.value or b.unit <> a.unit or b.qualifier <> a.qualifier then 'changed'
            else 'moved'
        end as change,
        coalesce(a.fact_table, b.fact_table) as fact_table,
        coalesce(a.division_code, b.division_code) as division_code,
        coalesce(a.indicator_code, b.indicator_code) as indicator_code,
        case when a.subject is null then b.period_start else a.period_start end as period_start,
        coalesce(a.period_end, b.period_end) as period_end,
        coalesce(a.period_kind, b.period_kind) as period_kind,
        coalesce(a.quarter, b.quarter) as quarter,
        case when a.subject is null then b.sector_code else a.sector_code end as sector_code,
        case when a.subject is null then b.sector_text else a.sector_text end as sector_text,
        case when a.subject is null then b.severity else a.severity end as severity,
        case when a.subject is null then b.scope else a.scope end as scope,
        coalesce(a.basis, b.basis) as basis,
        coalesce(a.is_subtotal, b.is_subtotal) as is_subtotal,
        coalesce(a.unit, b.unit) as unit,
        b.value as old_value,
        a.value as new_value,
        b.qualifier as old_qualifier,
        a.qualifier as new_qualifier,
        b.observation_id as old_id,
        a.observation_id as new_id,
        b.submission_id as old_submission_id,
        a.submission_id as new_submission_id
    from before_subject as b
    full outer join after_subject as a
        on b.subject = a.subject and b.number_in_subject = a.number_in_subject
    where
        b.subject is null or a.subject is null
        or b.value <> a.value or b.unit <> a.unit or b.qualifier <> a.qualifier
        or b.submission_id is distinct from a.submission_id
        or b.observation_id in (select before_corrected.observation_id from before_corrected)
        or a.observation_id in (select after_corrected.observation_id from after_corrected)
)

select
    p.*,
    d.name as division_name,
    i.name_zh as indicator_name_zh,
    i.name_en as indicator_name_en,
    bo.extractor_version as old_extractor,
    ao.extractor_version as new_extractor,
    bo.correction as old_correction,
    ao.correction as new_correction,
    gone.status as old_status_after,
    gone.reason as old_reason_after,
    gone.correction as old_correction_after,
    gone.extractor_version as old_extractor_after,
    came.status as new_status_before,
    came.reason as new_reason_before,
    came.extractor_version as new_extractor_before
from paired as p
left join after_division as d on p.division_code = d.division_code
left join after_indicator as i on p.indicator_code = i.indicator_code
left join before_observation as bo on p.old_id = bo.observation_id
left join after_observation as ao on p.new_id = ao.observation_id
left join after_observation as gone on p.old_id = gone.observation_id
left join before_observation as came on p.new_id = came.observation_id
where
    p.change <> 'moved'
    or p.old_submission_id is distinct from p.new_submission_id
    or bo.correction is distinct from ao.correction
order by
    p.quarter, p.division_code, p.indicator_code, p.period_end, p.period_start, p.sector_code,
    p.sector_text, p.severity, p.change, p.old_id, p.new_id
