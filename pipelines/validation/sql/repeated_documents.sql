-- One document number of one authority in more than one accepted row, over all lists of the quarter.
select
    authority,
    document_no,
    list(case_id order by case_id) as case_ids,
    count(distinct (party, decision_date, fine_yuan, confiscated_yuan, kinds)) = 1 as is_same_content
from penalty_case
where status = 'accepted' and document_no is not null and authority is not null
group by authority, document_no
having count(*) > 1
order by authority, document_no
