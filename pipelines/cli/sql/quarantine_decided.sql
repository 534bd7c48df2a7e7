-- What was decided: rows released from quarantine, or worked off by what their office filed again;
-- figures and decisions that an entry of the corrections ledger changed, accepted or withdrew;
-- whole files that it withdrew.
with corrected as (
    select
        observation_id as subject_id,
        'observation' as subject_kind,
        quarter,
        submission_id,
        locator,
        indicator_code as indicator,
        value,
        unit,
        correction,
        recorded_at
    from core.observation
    where superseded_at is null and correction is not null
    union all by name
    select
        case_id as subject_id,
        'case' as subject_kind,
        quarter,
        submission_id,
        locator,
        cast(null as varchar) as indicator,
        cast(fine_yuan as decimal(24, 6)) as value,
        'yuan' as unit,
        correction,
        recorded_at
    from core.penalty_case
    where superseded_at is null and correction is not null
),

decided as (
    select
        q.quarter,
        q.subject_kind,
        q.subject_id,
        q.submission_id,
        q.locator,
        o.indicator_code as indicator,
        coalesce(o.value, c.fine_yuan) as value,
        coalesce(o.unit, case when c.case_id is not null then 'yuan' end) as unit,
        q.state,
        q.rule_id,
        q.decided_why as why,
        coalesce(q.decided_at, q.recorded_at) as decided_at
    from quality.quarantine as q
    left join core.observation as o
        on q.subject_id = o.observation_id and o.superseded_at is null
    left join core.penalty_case as c
        on q.subject_id = c.case_id and c.superseded_at is null
    where q.superseded_at is null and q.state <> 'held'
    union all by name
    select
        quarter,
        subject_kind,
        subject_id,
        submission_id,
        locator,
        indicator,
        value,
        unit,
        'corrected' as state,
        'ledger' as rule_id,
        correction as why,
        recorded_at as decided_at
    from corrected
    union all by name
    select
        quarter,
        'withdrawn' as state,
        'submission' as subject_kind,
        submission_id as subject_id,
        submission_id,
        'ledger.withdraw' as rule_id,
        outcome_detail as why,
        recorded_at as decided_at
    from raw.submission
    where superseded_at is null and outcome = 'withdrawn'
)

select
    d.quarter,
    d.state,
    d.subject_kind,
    d.subject_id,
    s.file_name as file,
    d.locator,
    d.indicator,
    d.value,
    d.unit,
    d.rule_id,
    d.why,
    d.decided_at
from decided as d
left join raw.submission as s
    on d.submission_id = s.submission_id and s.superseded_at is null
order by d.quarter, file, d.locator, d.state, d.rule_id, d.subject_id
