-- Decisions whose number bears a later year than they do, or one more than a year earlier.
with numbered as (
    select
        case_id,
        document_no,
        decision_date,
        try_cast(
            regexp_extract(
                case
                    when regexp_matches(document_no, '[０-９]')
                        then translate(document_no, '０１２３４５６７８９', '0123456789')
                    else document_no
                end,
                '[〔［【｛\[{（(](20[0-9]{2})[〕］】｝\]}）)]', 1
            ) as integer
        ) as number_year
    from penalty_case
    where status = 'accepted' and document_no is not null and decision_date is not null
)

select
    [case_id] as case_ids,
    concat(document_no, ' ', decision_date) as observed
from numbered
where number_year > year(decision_date) or number_year < year(decision_date) - 1
order by case_id
