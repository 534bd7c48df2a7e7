-- Rates that anyone states or that can be made of what counties report, those most told first.
select
    indicator_code,
    indicator_name_zh as name_zh,
    indicator_name_en as name_en,
    rate_unit,
    sum(case when rate_state = 'not_derivable' then 0 else 1 end) as told_count
from marts.mart_rate
group by indicator_code, indicator_name_zh, indicator_name_en, rate_unit
having sum(case when rate_state = 'not_derivable' then 0 else 1 end) > 0
order by told_count desc, indicator_code asc
