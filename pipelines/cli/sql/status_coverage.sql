-- Who should report in each quarter, and whether they did.
select
    c.quarter,
    c.state,
    d.name,
    c.division_code
from core.coverage as c
inner join core.dim_division as d on c.division_code = d.division_code
where c.superseded_at is null
order by c.quarter, c.division_code
