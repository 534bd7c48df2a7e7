-- The one row of a list whose authority is of another place than all others: four rows at least.
with placed as (
    select
        case_id,
        submission_id,
        document_no,
        authority,
        division_code,
        count(*) over (partition by submission_id) as row_count,
        count(*) over (partition by submission_id, division_code) as place_count,
        count(distinct division_code) over (partition by submission_id) as places
    from penalty_case
    where status = 'accepted' and division_code is not null and authority is not null
)

select
    [case_id] as case_ids,
    concat(coalesce(document_no, '—'), ' ', authority) as observed
from placed
where places = 2 and place_count = 1 and row_count >= 4
order by case_id
