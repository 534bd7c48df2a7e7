-- Which county reported for which quarter, and which did not: unreported is a row of its own, never
-- an absence.
select
    c.quarter,
    c.division_code,
    d.name as division_name,
    d.parent_code,
    p.name as parent_name,
    c.state,
    length(c.submission_ids) as submission_count,
    c.first_published_on
from core.coverage as c
inner join core.dim_division as d on c.division_code = d.division_code
left join core.dim_division as p on d.parent_code = p.division_code
where c.superseded_at is null
