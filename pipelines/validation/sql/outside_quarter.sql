-- Decisions dated outside the quarter that a list was given for; where most of its decisions are of
-- that year up to the quarter's end, it runs on since January and counts for those days.
with counted as (
    select
        c.submission_id,
        t.first_day,
        t.last_day,
        cast(date_trunc('year', t.last_day) as date) as new_year,
        count(*) as decisions,
        count(*) filter (where c.decision_date between t.first_day and t.last_day) as of_quarter,
        count(*) filter (
            where c.decision_date between date_trunc('year', t.last_day) and t.last_day
        ) as of_year
    from penalty_case as c
    inner join given_term as t on c.submission_id = t.submission_id
    where c.decision_date is not null and c.status <> 'superseded'
    group by c.submission_id, t.first_day, t.last_day
),

term as (
    select
        submission_id,
        case
            when of_quarter < 0.6 * decisions and of_year >= 0.6 * decisions then new_year
            else first_day
        end as first_day,
        last_day
    from counted
)

select
    c.case_id,
    concat(coalesce(c.document_no, '—'), ' ', c.decision_date) as observed
from penalty_case as c
inner join term as t on c.submission_id = t.submission_id
where c.status = 'accepted' and not c.decision_date between t.first_day and t.last_day
order by c.case_id
