-- Penalty decisions that the load itself keeps out of the facts, with the reason.
with reasoned as (
    select
        case_id,
        submission_id,
        quarter,
        locator,
        'warehouse.conflict' as rule_id,
        'conflicting_values' as reason
    from case_contender
    where is_conflicting
    union all
    select
        p.case_id,
        p.submission_id,
        p.quarter,
        p.locator,
        case when v.division_code is null then 'warehouse.place' else 'warehouse.period' end
            as rule_id,
        case when v.division_code is null then 'place_unknown' else 'date_invalid' end as reason
    from core.case_document as p
    inner join touched_document as t on p.document_key = t.document_key
    left join core.dim_division as v on p.division_code = v.division_code
    where
        p.superseded_at is null
        and (
            p.status = 'accepted'
            or p.case_id in (
                select q.subject_id from quality.quarantine as q
                where q.superseded_at is null and q.state = 'released'
            )
        )
        and (v.division_code is null or p.decision_date is null)
)

select
    md5(concat_ws('|', rule_id, case_id)) as quarantine_id,
    'case' as subject_kind,
    case_id as subject_id,
    submission_id,
    quarter,
    rule_id,
    reason,
    locator,
    cast(null as varchar) as detail
from reasoned
