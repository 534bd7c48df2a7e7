-- The quarters that can be looked at, newest first, and whether counties were due to report.
select
    quarter,
    bool_or(is_due) as is_due
from (
    select
        quarter,
        true as is_due
    from marts.mart_coverage
    union all
    select
        quarter,
        false as is_due
    from marts.mart_enforcement_quarter
    union all
    select
        quarter,
        false as is_due
    from marts.mart_zero_accident
) as known
group by quarter
order by quarter desc
