-- Spans of a document that follow a statistical month (from the 25th to the 24th) or end within a
-- month, among those that are calendar spans or run from January. Campaigns have their own days.
with span as (
    select
        submission_id,
        period_start,
        period_end,
        list(observation_id order by observation_id) as subject_ids,
        day(period_start) = 1 and day(period_end + interval 1 day) = 1 as is_of_months,
        day(period_start) between 20 and 28 and day(period_end) = day(period_start) - 1
            as is_statistical,
        month(period_start) = 1 and day(period_start) = 1 as is_from_january
    from observation
    where
        status = 'accepted' and role = 'observed' and period_basis = 'printed'
        and period_start < period_end
    group by submission_id, period_start, period_end
)

select
    subject_ids,
    concat_ws(' - ', cast(period_start as varchar), cast(period_end as varchar)) as observed,
    not is_of_months as is_broken
from span
where is_of_months or is_statistical or is_from_january
