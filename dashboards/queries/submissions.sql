-- The files of a reporting quarter with what became of their figures, those with most to say first.
with figure as (
    select
        submission_id,
        count(*) as figure_count,
        count(*) filter (where status = 'review') as review_count
    from core.observation
    where superseded_at is null and quarter = $quarter
    group by submission_id
),

held as (
    select
        submission_id,
        count(distinct subject_id) as held_count
    from quality.quarantine
    where superseded_at is null and state = 'held' and quarter = $quarter
    group by submission_id
)

select
    s.submission_id,
    s.file_name,
    s.office_name,
    d.name as division_name,
    s.outcome,
    s.published_on,
    s.submitted_at,
    s.cases_count,
    s.refusals_count,
    coalesce(f.figure_count, 0) as figure_count,
    coalesce(f.review_count, 0) as review_count,
    coalesce(h.held_count, 0) as held_count
from raw.submission as s
left join core.dim_division as d on s.division_code = d.division_code
left join figure as f on s.submission_id = f.submission_id
left join held as h on s.submission_id = h.submission_id
where
    s.superseded_at is null
    and s.quarter = $quarter
    and (
        cast($prefecture as varchar) is null
        or d.parent_code = $prefecture
        or d.division_code = $prefecture
    )
    and (cast($county as varchar) is null or s.division_code = $county)
order by
    case when s.outcome <> 'read' then 1 else 2 end asc,
    coalesce(h.held_count, 0) + coalesce(f.review_count, 0) + s.refusals_count desc,
    s.division_code asc nulls first,
    s.file_name asc,
    s.submission_id asc
