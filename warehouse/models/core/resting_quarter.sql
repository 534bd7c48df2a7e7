-- The quarters whose marts rest on those that a load affects: the year's later ones on its running
-- counts, the same one a year on that compares itself; and, whatever their length, those of running
-- counts that began before and of spans that follow upon one that ends there.
with affected as (
    select
        quarter,
        year,
        number,
        end_date
    from core.dim_period
    where quarter in (select q.quarter from affected_quarter as q)
)

select p.quarter
from core.dim_period as p
inner join affected as a
    on (p.year = a.year and p.number > a.number) or p.prior_year_quarter = a.quarter
union
select f.quarter
from core.current_fact as f
inner join affected as a
    on f.period_start <= a.end_date + 1 and f.period_end > a.end_date
