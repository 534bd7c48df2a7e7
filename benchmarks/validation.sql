-- One pass by hand: the decisions that are flagged or held back, repeated, or published too late.
select
    'flagged' as rule_name,
    case_id
from decided
where len(coalesce(flags, [])) > 0 or status = 'quarantined'
union all
select
    'repeated' as rule_name,
    unnest(ids) as case_id
from (
    select list(case_id) as ids
    from decided
    where status = 'accepted' and document_no is not null and authority is not null
    group by
        translate(authority, '〔〕［］【】｛｝[]{}（） 　', '()()()()()()()'),
        translate(
            document_no,
            '〔〕［］【】｛｝[]{}（）０１２３４５６７８９－ 　',
            '()()()()()()()0123456789-'
        )
    having count(*) > 1
) as repeated
union all
select
    'late' as rule_name,
    case_id
from decided
where
    status = 'accepted'
    and publish_date > decision_date + 7
    and len(list_filter(
        range(1, date_diff('day', decision_date, publish_date) + 1),
        lambda d: (isodow(decision_date) + d - 1) % 7 + 1 < 6
    )) > 7
