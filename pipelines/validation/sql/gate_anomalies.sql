-- The figures of a reporting quarter that lie outside their bands, the farthest first.
select
    a.kind,
    d.name as place,
    a.division_code,
    a.indicator_code as indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    a.period_end,
    a.value,
    a.unit,
    a.band_low,
    a.band_middle,
    a.band_high,
    a.compared_count,
    a.score,
    a.observation_id
from quality.anomaly as a
inner join core.dim_division as d on a.division_code = d.division_code
inner join core.dim_indicator as i on a.indicator_code = i.indicator_code
where a.reporting_quarter = $quarter and a.superseded_at is null
order by abs(a.score) desc, a.anomaly_id asc
