-- One pass by hand: the decisions that are flagged or held back, repeated, published too late, of
-- another year than their number, told twice under two numbers, or of another place than their list.
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
union all
select
    'year' as rule_name,
    case_id
from decided
where
    status = 'accepted'
    and try_cast(regexp_extract(
        document_no, '[〔［【｛\[{（(](20[0-9]{2})[〕］】｝\]}）)]', 1
    ) as integer) not between year(decision_date) - 1 and year(decision_date)
union all
select
    'twice' as rule_name,
    unnest(ids) as case_id
from (
    select list(case_id) as ids
    from decided
    where
        status = 'accepted' and authority is not null and decision_date is not null
        and fine_yuan > 0 and not regexp_matches(party, '某|[*＊×]')
    group by authority, party, decision_date, fine_yuan, confiscated_yuan
    having count(distinct document_no) > 1
) as told_twice
union all
select
    'place' as rule_name,
    case_id
from (
    select
        case_id,
        count(*) over (partition by submission_id) as row_count,
        count(*) over (partition by submission_id, division_code) as place_count
    from decided
    where status = 'accepted' and authority is not null
) as placed
where place_count = 1 and row_count >= 4
