-- What breaks one rule: each finding with the files, places and counties that it is about, and
-- whether anything of it is held back.
with asked as (
    select
        finding_id,
        quarter,
        rule_id,
        severity,
        subject_kind,
        subject_ids,
        observed,
        expected,
        message
    from quality.finding
    where
        superseded_at is null
        and outcome = 'broken'
        and rule_id = $rule
        and ($quarter is null or quarter = $quarter)
),

subject as (
    select
        finding_id,
        unnest(subject_ids) as subject_id
    from asked
),

told as (
    select
        s.finding_id,
        list(distinct f.file_name order by f.file_name) as files,
        list(
            distinct coalesce(o.locator, c.locator) order by coalesce(o.locator, c.locator)
        ) as locators,
        list(
            distinct coalesce(o.place, c.authority, f.office_name)
            order by coalesce(o.place, c.authority, f.office_name)
        ) as places,
        list(
            distinct coalesce(o.division_code, c.division_code, f.division_code)
            order by coalesce(o.division_code, c.division_code, f.division_code)
        ) as division_codes,
        bool_or(q.subject_id is not null) as is_held
    from subject as s
    left join core.observation as o
        on s.subject_id = o.observation_id and o.superseded_at is null
    left join core.penalty_case as c
        on s.subject_id = c.case_id and c.superseded_at is null
    left join raw.submission as f
        on
            coalesce(o.submission_id, c.submission_id, s.subject_id) = f.submission_id
            and f.superseded_at is null
    left join quality.quarantine as q
        on
            s.subject_id = q.subject_id and q.rule_id = $rule
            and q.state = 'held' and q.superseded_at is null
    group by s.finding_id
)

select
    a.quarter,
    a.rule_id,
    a.severity,
    coalesce(t.is_held, false) as is_held,
    t.files,
    t.locators,
    t.places,
    t.division_codes,
    a.observed,
    a.expected,
    a.message,
    a.subject_kind,
    a.subject_ids
from asked as a
left join told as t on a.finding_id = t.finding_id
order by a.quarter, t.files, t.locators, a.finding_id
