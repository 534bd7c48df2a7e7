-- One document number of one authority in more than one accepted row, over all lists of a quarter.
-- Brackets, widths and blanks are levelled as the load levels them: 〔2024〕, [2024] and （2024）
-- are one. Only what is repeated is looked at closely.
with keyed as (
    select
        *,
        levelled(document_no) as document_key,
        levelled(authority) as authority_key
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
        levelled(k.party) as party_key,
        concat_ws(
            '|',
            coalesce(levelled(k.party), '-'),
            coalesce(cast(k.decision_date as varchar), '-'),
            coalesce(cast(k.fine_yuan as varchar), '-'),
            coalesce(cast(k.confiscated_yuan as varchar), '-'),
            coalesce(array_to_string(list_sort(k.kinds), ','), '-')
        ) as content_text,
        regexp_matches(coalesce(k.party_class, ''), '自然人|个人|公民')
        or (k.party_class is null and regexp_matches(k.party, '^[一-鿿*＊×]{2,3}$')) as is_person,
        k.is_correcting_file or list_contains(coalesce(k.flags, []), 'correction') as is_correcting
    from keyed as k
    inner join repeated as r
        on k.authority_key = r.authority_key and k.document_key = r.document_key
)

select
    min(authority) as authority,
    min(document_no) as document_no,
    list(case_id order by case_id) as case_ids,
    -- the same party twice: the load keeps out what contradicts
    count(distinct content_text) > 1 and count(distinct party_key) < count(distinct content_text)
        as is_contradicting,
    count(distinct party_key) > 1
    and count(distinct party_key) filter (where not is_person) <> 1
    and not bool_or(is_correcting) as is_of_other_party
from stated
group by authority_key, document_key
order by authority_key, document_key
