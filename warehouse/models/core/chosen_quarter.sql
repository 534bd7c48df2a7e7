-- The quarters whose figures the rates and the gaps of affected quarters are made of: these, the
-- same ones a year before, and those in which a span ends that one of theirs follows upon.
select quarter
from affected_quarter
union
select p.prior_year_quarter as quarter
from core.dim_period as p
where p.quarter in (select q.quarter from affected_quarter as q)
union
select
    cast(year(f.period_start - 1) as varchar) || 'Q' || cast(quarter(f.period_start - 1) as varchar)
        as quarter
from core.current_fact as f
where f.period_start is not null and f.quarter in (select q.quarter from affected_quarter as q)
