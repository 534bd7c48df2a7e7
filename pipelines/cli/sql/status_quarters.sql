-- Each reporting quarter: files, figures and what became of them.
with figures as (
    select
        quarter,
        count(*) as observations,
        count(*) filter (where status = 'accepted') as accepted,
        count(*) filter (where status = 'review') as review
    from core.observation
    where superseded_at is null
    group by quarter
),

held as (
    select
        quarter,
        count(distinct subject_id) as quarantined
    from quality.quarantine
    where superseded_at is null and state = 'held'
    group by quarter
),

files as (
    select
        quarter,
        count(*) as submissions,
        count(*) filter (
            where outcome not in ('read', 'nothing_found', 'zero_report', 'withdrawn')
        ) as unread,
        cast(sum(refusals_count) as bigint) as refused
    from raw.submission
    where superseded_at is null
    group by quarter
)

select
    files.quarter,
    files.submissions,
    files.unread,
    coalesce(files.refused, 0) as refused,
    coalesce(figures.observations, 0) as observations,
    coalesce(figures.accepted, 0) as accepted,
    coalesce(figures.review, 0) as review,
    coalesce(held.quarantined, 0) as quarantined
from files
left join figures on files.quarter = figures.quarter
left join held on files.quarter = held.quarter
order by files.quarter
