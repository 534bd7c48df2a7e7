-- Figures of a quarter that lie far from their own past or from the other counties, farthest first.
select
    a.kind,
    a.division_code,
    d.name as division_name,
    a.indicator_code,
    i.name_zh as indicator_name_zh,
    i.name_en as indicator_name_en,
    a.period_end,
    a.value,
    a.unit,
    a.band_low,
    a.band_high,
    a.compared_count,
    a.score,
    a.observation_id,
    s.file_name
from quality.anomaly as a
inner join core.dim_indicator as i on a.indicator_code = i.indicator_code
left join core.dim_division as d on a.division_code = d.division_code
left join raw.submission as s on a.submission_id = s.submission_id and s.superseded_at is null
where
    a.superseded_at is null
    and a.quarter = $quarter
    and (
        cast($prefecture as varchar) is null
        or d.parent_code = $prefecture
        or d.division_code = $prefecture
    )
    and (cast($county as varchar) is null or a.division_code = $county)
order by abs(a.score) desc, a.observation_id asc, a.kind asc
limit 200
