-- Of each decision's rows in several files, those that no other outranks, and whether they say the
-- same.
with by_source as (
    select
        *,
        rank() over (
            partition by subject_key
            order by is_released desc, is_correcting_row desc, is_correcting_file desc
        ) as source_rank
    from case_candidate
    where not is_corrected
),

by_publication as (
    select
        *,
        case
            when bool_and(published_on is not null) over (partition by subject_key)
                then published_on
        end as comparable_day
    from by_source
    where source_rank = 1
),

placed as (
    select
        *,
        rank() over (partition by subject_key order by comparable_day desc) as subject_rank,
        md5(concat_ws(
            '|',
            cast(decision_date as varchar),
            coalesce(cast(fine_yuan as varchar), '-'),
            coalesce(cast(confiscated_yuan as varchar), '-'),
            cast(list_sort(kinds) as varchar),
            division_code
        )) as content_key
    from by_publication
),

foremost as (
    select * from placed where subject_rank = 1
),

counted as (
    select
        subject_key,
        count(distinct content_key) as content_count,
        min(case_id) as first_case
    from foremost
    group by subject_key
)

select
    f.*,
    c.content_count > 1 as is_conflicting,
    f.case_id = c.first_case as is_representative
from foremost as f
inner join counted as c on f.subject_key = c.subject_key
