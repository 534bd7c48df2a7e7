-- The penalty decisions that stand in one of two publications and not in the other, or with another
-- fine, confiscation or day; "moved" are those whose file or correction alone is another. A
-- decision is known by its number, authority and party.
with before_corrected as (
    select case_id
    from before_case_row
    where correction is not null
),

after_corrected as (
    select case_id
    from after_case_row
    where correction is not null
),

before_subject as (
    select
        *,
        row_number() over (partition by subject order by case_id) as number_in_subject
    from before_case
),

after_subject as (
    select
        *,
        row_number() over (partition by subject order by case_id) as number_in_subject
    from after_case
),

paired as (
    select
        case
            when b.subject is null then 'added'
            when a.subject is null then 'withdrawn'
            when
                (b.fine_yuan is not distinct from a.fine_yuan)
                and (b.confiscated_yuan is not distinct from a.confiscated_yuan)
                and (b.decision_date is not distinct from a.decision_date)
                then 'moved'
            else 'changed'
        end as change,
        'fact_penalty_case' as fact_table,
        coalesce(a.division_code, b.division_code) as division_code,
        coalesce(a.document_no, b.document_no) as document_no,
        case when a.subject is null then b.party else a.party end as party,
        coalesce(a.authority, b.authority) as authority,
        levelled(coalesce(a.document_no, b.document_no)) as document_key,
        levelled(coalesce(a.authority, b.authority)) as authority_key,
        coalesce(a.quarter, b.quarter) as quarter,
        'yuan' as unit,
        b.fine_yuan as old_value,
        a.fine_yuan as new_value,
        b.confiscated_yuan as old_confiscated,
        a.confiscated_yuan as new_confiscated,
        b.decision_date as old_date,
        a.decision_date as new_date,
        b.case_id as old_id,
        a.case_id as new_id,
        b.submission_id as old_submission_id,
        a.submission_id as new_submission_id
    from before_subject as b
    full outer join after_subject as a
        on b.subject = a.subject and b.number_in_subject = a.number_in_subject
    where
        b.subject is null or a.subject is null
        or b.fine_yuan is distinct from a.fine_yuan
        or b.confiscated_yuan is distinct from a.confiscated_yuan
        or b.decision_date is distinct from a.decision_date
        or b.submission_id is distinct from a.submission_id
        or b.case_id in (select before_corrected.case_id from before_corrected)
        or a.case_id in (select after_corrected.case_id from after_corrected)
)

select
    p.*,
    d.name as division_name,
    bo.correction as old_correction,
    ao.correction as new_correction,
    gone.status as old_status_after,
    gone.correction as old_correction_after,
    came.status as new_status_before
from paired as p
left join after_division as d on p.division_code = d.division_code
left join before_case_row as bo on p.old_id = bo.case_id
left join after_case_row as ao on p.new_id = ao.case_id
left join after_case_row as gone on p.old_id = gone.case_id
left join before_case_row as came on p.new_id = came.case_id
where
    p.change <> 'moved'
    or p.old_submission_id is distinct from p.new_submission_id
    or bo.correction is distinct from ao.correction
order by p.quarter, p.division_code, p.document_no, p.party, p.change, p.old_id, p.new_id
