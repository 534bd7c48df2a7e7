-- The one row of a list whose authority is of another place than all others: four rows at least.
with placed as (
    select
        submission_id,
        division_code,
        count(*) as place_count
    from penalty_case
    where status = 'accepted' and division_code is not null and authority is not null
    group by submission_id, division_code
),

alone as (
    select
        submission_id,
        min_by(division_code, place_count) as division_code
    from placed
    group by submission_id
    having count(*) = 2 and min(place_count) = 1 and sum(place_count) >= 4
)

select
    [c.case_id] as case_ids,
    concat(coalesce(c.document_no, '—'), ' ', c.authority) as observed
from penalty_case as c
inner join alone as a on c.submission_id = a.submission_id and c.division_code = a.division_code
where c.status = 'accepted' and c.authority is not null
order by c.case_id
