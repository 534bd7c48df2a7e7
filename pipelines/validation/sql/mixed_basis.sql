-- Penalties of one place and period counted by heaviest class and by every class: two facts apart
-- where two forms say so, a mixture where one document does.
with counted as (
    select
        division_code,
        indicator_code,
        period_start,
        period_end,
        sector_code,
        submission_id,
        counting_basis,
        observation_id,
        stated_value
    from stated_figure
    where
        role = 'observed' and division_code is not null
        and counting_basis in ('heaviest_class', 'every_class')
),

met as (
    select
        division_code,
        indicator_code,
        period_start,
        period_end,
        sector_code,
        list(observation_id order by observation_id) as subject_ids,
        list(concat(counting_basis, ' ', stated_value) order by observation_id) as said,
        count(distinct submission_id) as document_count,
        list(distinct concat(submission_id, counting_basis)) as bases
    from counted
    group by division_code, indicator_code, period_start, period_end, sector_code
    having count(distinct counting_basis) = 2
)

select
    subject_ids,
    concat(indicator_code, ' ', array_to_string(said, '; ')) as observed,
    len(bases) > document_count as is_broken
from met
