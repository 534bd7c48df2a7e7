-- Zero-accident shares that stand as reached although their words speak of a target.
with share as (
    select
        observation_id,
        indicator_code,
        value,
        method,
        context,
        regexp_extract(
            left(context, greatest(strpos(context, raw) - 1, 0)), '([^，。；;、,]*)$', 1
        ) as clause
    from observation
    where
        status = 'accepted' and role = 'observed'
        and indicator_code in ('zero_accident.village_rate', 'zero_accident.enterprise_rate')
)

select
    [observation_id] as subject_ids,
    concat(
        indicator_code, ' ', value, ' in "',
        case method when 'prose' then clause else context end, '"'
    ) as observed,
    case
        when method = 'prose'
            then
                regexp_matches(clause, '目标|力争|确保|不低于|计划')
                and not regexp_matches(
                    clause, '(高于|超过|超出|优于|达到|完成|实现)[^，。；]*目标|目标[^，。；]*(完成|达到|实现)'
                )
        else regexp_matches(context, '目标|力争|计划|任务')
    end as is_broken
from share
