-- Who was due to report for which quarter and by when, who did, how late and how completely; with
-- what of it is kept out.
with covered as (
    select * from marts.mart_coverage
    union all by name
    -- a publication of an earlier release has no such columns
    select
        cast(null as integer) as implied_count,
        cast(null as varchar[]) as implied_indicators
    where false
),

kept_out as (
    select
        o.division_code,
        q.quarter,
        count(distinct q.subject_id) as held_count
    from quality.quarantine as q
    inner join core.observation as o
        on q.subject_id = o.observation_id and o.superseded_at is null
    where q.superseded_at is null and q.state = 'held'
    group by o.division_code, q.quarter
)

select
    c.quarter,
    c.division_code,
    c.division_name,
    c.parent_code,
    c.parent_name,
    c.state,
    c.submission_count,
    c.first_published_on,
    c.due_on,
    c.days_late,
    c.asked_by,
    c.asked_count,
    c.answered_count,
    c.implied_count,
    c.implied_indicators,
    c.completeness,
    c.missing_indicators,
    coalesce(k.held_count, 0) as held_count
from covered as c
left join kept_out as k on c.division_code = k.division_code and c.quarter = k.quarter
where
    (cast($prefecture as varchar) is null or c.parent_code = $prefecture)
    and (cast($county as varchar) is null or c.division_code = $county)
order by c.division_code, c.quarter
