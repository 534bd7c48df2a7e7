-- One document number of one authority in more than one accepted row, over all lists of a quarter.
-- Brackets, widths and blanks are levelled as the load levels them: 〔2024〕, [2024] and （2024）
-- are one. Only what is repeated is looked at closely.
with keyed as (
    select
        *,
        translate(
            document_no,
            '〔〕［］【】｛｝[]{}（）０１２３４５６７８９－ 　',
            '()()()()()()()0123456789-'
        ) as document_key,
        translate(authority, '〔〕［］【】｛｝[]{}（） 　', '()()()()()()()') as authority_key
    from penalty_case
    where status = 'accepted' and document_no is not null and authority is not null
),

repeated as (
    select
        authority_key,
        document_key
    from keyed
    group by authority_key, document_key
    having count(*) > 1
),

stated as (
    select
        k.authority,
        k.document_no,
        k.case_id,
        k.authority_key,
        k.document_key,
        concat_ws(
            '|',
            translate(k.party, '〔〕［］【】｛｝[]{}（） 　', '()()()()()()()'),
            k.decision_date,
            k.fine_yuan,
            k.confiscated_yuan,
            array_to_string(k.kinds, ',')
        ) as content_text
    from keyed as k
    inner join repeated as r
        on k.authority_key = r.authority_key and k.document_key = r.document_key
)

select
    min(authority) as authority,
    min(document_no) as document_no,
    list(case_id order by case_id) as case_ids,
    count(distinct content_text) = 1 as is_same_content
from stated
group by authority_key, document_key
order by authority_key, document_key
