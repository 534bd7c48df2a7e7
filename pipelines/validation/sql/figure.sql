-- The figures that rules compare: one row an indicator within a submission, place, period, sector,
-- scope and role.
-- An interval says what a figure may be: its last printed place, or what its qualifier leaves.
create or replace temp table figure as
with accepted_observation as (
    select
        *,
        dense_rank() over (
            order by
                submission_id, role, place, division_code, period_start, period_end, period_kind,
                sector_code, sector_text, severity, scope, counting_basis, is_subtotal
        ) as group_id,
        cast(value as double) as stated_value,
        case
            when value = 0 or (unit in ('count', 'person') and printed_step <= 1) then 0
            else printed_step / 2
        end as half_place
    from observation
    where status = 'accepted' and role in ('observed', 'prior_year')
),

bounded_observation as (
    select
        *,
        case
            when qualifier = 'at_most' then cast('-inf' as double)
            when qualifier = 'approx' then stated_value - abs(stated_value) * 0.1
            else stated_value
        end as low_stated,
        case
            when qualifier in ('over', 'at_least') then cast('inf' as double)
            when qualifier = 'approx' then stated_value + abs(stated_value) * 0.1
            else stated_value
        end as high_stated
    from accepted_observation
)

select
    group_id,
    indicator_code,
    min(submission_id) as submission_id,
    min(stated_value) as stated_value,
    min(low_stated) as low_stated,
    max(high_stated) as high_stated,
    min(low_stated - half_place) as low,
    max(high_stated + half_place) as high,
    max(printed_step) as printed_step,
    list(observation_id order by observation_id) as observation_ids,
    count(distinct stated_value) > 1 as is_ambiguous
from bounded_observation
group by group_id, indicator_code
