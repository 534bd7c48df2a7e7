-- Printed changes on another period, and whether the scope of their family was changed in between:
-- what is counted after that day is no measure of what was counted before.
with change as (
    select
        s.submission_id,
        s.place,
        s.period_start,
        s.period_end,
        s.observation_id,
        s.indicator_code,
        s.stated_value,
        list_filter(
            i.breaks,
            lambda first_day: first_day <= s.period_end
            and first_day > case
                when ends_with(s.indicator_code, '_mom') then s.period_start - interval 1 day
                else s.period_end - interval 1 year
            end
        ) as crossed
    from stated_figure as s
    inner join indicator_kind as i on s.indicator_code = i.indicator_code
    where
        s.role = 'observed' and s.period_end is not null and len(i.breaks) > 0
        and regexp_matches(s.indicator_code, '_(change|yoy|mom)$')
)

select
    list(observation_id order by observation_id) as subject_ids,
    concat_ws(
        '; ',
        concat_ws(' - ', cast(period_start as varchar), cast(period_end as varchar)),
        cast(crossed[1] as varchar),
        array_to_string(
            list(
                concat(
                    indicator_code, ' ', regexp_replace(cast(stated_value as varchar), '\.0$', '')
                )
                order by indicator_code
            ),
            '; '
        )
    ) as observed,
    len(crossed) > 0 as is_broken
from change
group by submission_id, place, period_start, period_end, crossed
