-- Decisions published more than seven weekdays after they were taken, or before.
with dated as (
    select
        case_id,
        document_no,
        decision_date,
        publish_date,
        date_diff('day', decision_date, publish_date) as day_count,
        isodow(decision_date) as first_weekday
    from penalty_case
    -- more than seven weekdays are more than seven days
    where
        status = 'accepted'
        and (publish_date > decision_date + 7 or publish_date < decision_date)
),

counted as (
    select
        *,
        len(list_filter(
            range(1, day_count + 1), lambda d: (first_weekday + d - 1) % 7 + 1 < 6
        )) as weekday_count
    from dated
)

select
    case_id,
    concat(document_no, ' ', decision_date, ' ', publish_date, ': ', case
        when day_count < 0 then concat(-day_count, ' days before')
        else concat(weekday_count, ' weekdays')
    end) as observed
from counted
where weekday_count > 7 or day_count < 0
order by case_id
