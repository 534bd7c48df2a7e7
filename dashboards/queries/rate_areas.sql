-- A rate of the province and its prefectures in one quarter: made of the counties that report both
-- parts, with how many of how many they are, beside what the area itself states.
with spoken as (
    select
        m.*,
        row_number() over (
            partition by m.area_code
            order by m.both_count desc, m.period_end desc, m.period_start asc, m.basis asc
        ) as place
    from marts.mart_rate_area as m
    inner join core.dim_period as p on m.quarter = p.quarter
    inner join core.dim_indicator as n on m.indicator_code = n.indicator_code
    inner join core.dim_indicator as t on n.numerator_code = t.indicator_code
    left join core.dim_indicator as u on n.denominator_code = u.indicator_code
    where
        m.indicator_code = $indicator
        and m.quarter = $quarter
        and m.severity is null
        and (
            (cast($sector as varchar) is null and m.sector_code is null and m.sector_text is null)
            or m.sector_code = $sector
        )
        and case
            when t.additivity = 'stock' and coalesce(u.additivity = 'stock', false) then true
            when $span = 'quarter' then m.period_start = p.start_date and m.period_end = p.end_date
            else m.period_start = make_date(p.year, 1, 1) and m.period_end = p.end_date
        end
)

select
    m.*,
    r.base,
    n.unit as numerator_unit,
    b.unit as denominator_unit,
    s.file_name
from spoken as m
inner join core.dim_rate as r on m.indicator_code = r.indicator_code
inner join core.dim_indicator as n on r.numerator_code = n.indicator_code
inner join core.dim_indicator as b on r.denominator_code = b.indicator_code
left join core.observation as o
    on m.stated_observation_id = o.observation_id and o.superseded_at is null
left join raw.submission as s on o.submission_id = s.submission_id and s.superseded_at is null
where
    m.place = 1
    and (
        cast($prefecture as varchar) is null
        or m.area_code = $prefecture
    )
order by m.area_level desc, m.area_code asc
