-- Provinces, prefectures and counties that report or are due to, for names and filters.
with spoken_of as (
    select division_code from marts.mart_coverage
    union
    select division_code from marts.mart_enforcement_quarter
    union
    select division_code from marts.mart_zero_accident
),

with_parents as (
    select d.division_code
    from core.dim_division as d
    inner join spoken_of as s on d.division_code = s.division_code
    where d.level in ('prefecture', 'county')
    union
    select p.division_code
    from spoken_of as s
    inner join core.dim_division as d on s.division_code = d.division_code
    inner join core.dim_division as p on d.parent_code = p.division_code
    where p.level = 'prefecture'
    union
    select g.division_code
    from spoken_of as s
    inner join core.dim_division as d on s.division_code = d.division_code
    inner join core.dim_division as p on d.parent_code = p.division_code
    inner join core.dim_division as g on p.parent_code = g.division_code
    where g.level = 'province'
)

select
    d.division_code,
    d.name,
    d.level,
    d.kind,
    d.parent_code
from core.dim_division as d
inner join with_parents as w on d.division_code = w.division_code
order by d.division_code
