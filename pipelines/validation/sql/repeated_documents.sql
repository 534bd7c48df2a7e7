-- One document number of one authority in more than one accepted row, over all lists of a quarter.
with stated as (
    select
        authority,
        document_no,
        case_id,
        concat_ws(
            '|', party, decision_date, fine_yuan, confiscated_yuan, array_to_string(kinds, ',')
        ) as content_text
    from penalty_case
    where status = 'accepted' and document_no is not null and authority is not null
)

select
    authority,
    document_no,
    list(case_id order by case_id) as case_ids,
    count(distinct content_text) = 1 as is_same_content
from stated
group by authority, document_no
having count(*) > 1
order by authority, document_no
