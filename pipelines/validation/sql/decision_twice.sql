-- Rows of one authority that say the same of a party under two numbers; a name that is masked is
-- nobody's, and what says neither fine nor violation says too little.
with keyed as (
    select
        case_id,
        document_no,
        party,
        decision_date,
        fine_yuan,
        levelled(document_no) as document_key,
        concat_ws(
            '|',
            levelled(authority),
            levelled(party),
            decision_date,
            coalesce(cast(fine_yuan as varchar), '-'),
            coalesce(cast(confiscated_yuan as varchar), '-'),
            coalesce(array_to_string(list_sort(kinds), ','), '-'),
            coalesce(violation, '-')
        ) as content_text
    from penalty_case
    where
        status = 'accepted' and document_no is not null and authority is not null
        and party is not null and decision_date is not null
        and (fine_yuan > 0 or violation is not null)
        and not regexp_matches(party, '某|[*＊×]')
)

select
    list(case_id order by case_id) as case_ids,
    concat(
        any_value(party), ' ', any_value(decision_date), ' ',
        string_agg(distinct document_no, ', ' order by document_no)
    ) as observed
from keyed
group by content_text
having count(distinct document_key) > 1
order by case_ids
