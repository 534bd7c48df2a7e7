-- What the gate measures of a reporting quarter; a share of nothing is null.
with offices as (
    select
        count(*) as expected_count,
        count(*) filter (where state in ('reported', 'late')) as reported_count
    from core.coverage
    where quarter = $quarter and superseded_at is null
),

files as (
    select
        count(*) as file_count,
        count(*) filter (where outcome not in ('read', 'nothing_found', 'zero_report'))
            as unread_count
    from raw.submission
    where quarter = $quarter and superseded_at is null and outcome <> 'withdrawn'
),

figures as (
    select
        count(*) as figure_count,
        count(*) filter (where status = 'review') as review_count
    from core.observation
    where quarter = $quarter and superseded_at is null
),

cases as (
    select count(*) as case_count
    from core.penalty_case
    where quarter = $quarter and superseded_at is null
),

kept_back as (
    select count(distinct subject_id) as held_count
    from quality.quarantine
    where
        quarter = $quarter
        and superseded_at is null
        and state = 'held'
        -- what the ledger accepts is released right after the load
        and not list_contains(cast($accepted as varchar[]), quarantine_id)
),

outside as (
    select count(distinct observation_id) as anomaly_count
    from quality.anomaly
    where reporting_quarter = $quarter and superseded_at is null
)

select
    -- a quarter without a file that stands (all withdrawn, or moved away) has nothing to hold back
    case when file_count > 0 then reported_count / nullif(expected_count, 0) end as coverage,
    held_count / nullif(figure_count + case_count, 0) as quarantined,
    review_count / nullif(figure_count, 0) as review,
    unread_count / nullif(file_count, 0) as unread,
    cast(anomaly_count as double) as anomalies
from offices
cross join files
cross join figures
cross join cases
cross join kept_back
cross join outside
