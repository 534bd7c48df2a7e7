-- Rows of penalty lists that another file's row stands for with another fine: corrected, older, or
-- in conflict.
select
    md5(concat_ws('|', c.subject_key, c.case_id)) as reconciliation_id,
    case
        when k.case_id is null and not c.is_corrected then 'conflict'
        when c.is_corrected then 'corrected'
        else 'difference'
    end as kind,
    cast(year(c.decision_date) as varchar) || 'Q' || cast(quarter(c.decision_date) as varchar)
        as quarter,
    c.division_code,
    'penalty.fine_amount' as indicator_code,
    md5(c.subject_key) as subject_id,
    k.case_id as kept_observation_id,
    cast(k.fine_yuan as decimal(24, 6)) as kept_value,
    c.case_id as other_observation_id,
    cast(c.fine_yuan as decimal(24, 6)) as other_value,
    case
        when k.fine_yuan <> 0
            then round(
                cast(c.fine_yuan - k.fine_yuan as double) / cast(k.fine_yuan as double), 6
            )
    end as relative_difference
from case_candidate as c
left join case_contender as k
    on c.subject_key = k.subject_key and k.is_representative and not k.is_conflicting
where
    c.is_corrected
    or k.case_id is null
    or c.fine_yuan is distinct from k.fine_yuan
