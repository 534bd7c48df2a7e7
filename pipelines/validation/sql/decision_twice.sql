-- Rows of one authority that say the same of a party under two numbers; a name that is masked is
-- nobody's, and what says neither fine nor violation says too little. Only parties with two
-- decisions of a day are looked at closely.
with decided as (
    select
        *,
        levelled(party) as party_key
    from penalty_case
    where
        status = 'accepted' and document_no is not null and authority is not null
        and party is not null and decision_date is not null
        and (fine_yuan > 0 or violation is not null)
        and not regexp_matches(party, '某|[*＊×]')
),

often as (
    select
        party_key,
        decision_date
    from decided
    group by party_key, decision_date
    having count(*) > 1
),

stated as (
    select
        d.case_id,
        d.document_no,
        d.party,
        d.decision_date,
        levelled(d.document_no) as document_key,
        concat_ws(
            '|',
            levelled(d.authority),
            d.party_key,
            d.decision_date,
            coalesce(cast(d.fine_yuan as varchar), '-'),
            coalesce(cast(d.confiscated_yuan as varchar), '-'),
            coalesce(array_to_string(list_sort(d.kinds), ','), '-'),
            coalesce(d.violation, '-')
        ) as content_text
    from decided as d
    inner join often as o on d.party_key = o.party_key and d.decision_date = o.decision_date
)

select
    list(case_id order by case_id) as case_ids,
    concat(
        any_value(party), ' ', any_value(decision_date), ' ',
        string_agg(distinct document_no, ', ' order by document_no)
    ) as observed
from stated
group by content_text
having count(distinct document_key) > 1
order by case_ids
