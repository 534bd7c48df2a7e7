-- One document number of one authority in more than one accepted row, over all lists of a quarter.
-- Brackets, widths and blanks are levelled as the load levels them: 〔2024〕, [2024] and （2024）
-- are one.
with stated as (
    select
        authority,
        document_no,
        case_id,
        translate(
            document_no,
            '〔〕［］【】｛｝[]{}（）０１２３４５６７８９－ 　',
            '()()()()()()()0123456789-'
        ) as document_key,
        translate(authority, '〔〕［］【】｛｝[]{}（） 　', '()()()()()()()') as authority_key,
        concat_ws(
            '|',
            translate(party, '〔〕［］【】｛｝[]{}（） 　', '()()()()()()()'),
            decision_date,
            fine_yuan,
            confiscated_yuan,
            array_to_string(kinds, ',')
        ) as content_text
    from penalty_case
    where status = 'accepted' and document_no is not null and authority is not null
)

select
    min(authority) as authority,
    min(document_no) as document_no,
    list(case_id order by case_id) as case_ids,
    count(distinct content_text) = 1 as is_same_content
from stated
group by authority_key, document_key
having count(*) > 1
order by authority_key, document_key
