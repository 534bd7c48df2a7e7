-- What is told of each figure outside its band: the band in the figure's own unit, and how many
-- spreads from the middle it lies.
with found as (
    select
        measure_key,
        observation_id,
        submission_id,
        division_code,
        indicator_code,
        quarter,
        period_end,
        kind,
        value,
        unit,
        size,
        centre,
        spread,
        width,
        compared_count
    from anomaly_past
    union all
    select
        measure_key,
        observation_id,
        submission_id,
        division_code,
        indicator_code,
        quarter,
        period_end,
        kind,
        value,
        unit,
        size,
        centre,
        spread,
        width,
        compared_count
    from anomaly_peers
)

select
    substr(md5('anomaly|' || f.kind || '|' || f.measure_key), 1, 20) as anomaly_id,
    f.kind,
    s.quarter as reporting_quarter,
    f.quarter,
    f.division_code,
    f.indicator_code,
    f.period_end,
    f.value,
    f.unit,
    round(
        case
            when f.unit = 'ratio' then greatest(f.centre - f.width * f.spread, 0)
            when f.unit = 'yuan' then exp(f.centre - f.width * f.spread)
            else greatest(exp(f.centre - f.width * f.spread) - 1, 0)
        end,
        4
    ) as band_low,
    round(
        case
            when f.unit = 'ratio' then f.centre
            when f.unit = 'yuan' then exp(f.centre)
            else exp(f.centre) - 1
        end,
        4
    ) as band_middle,
    round(
        case
            when f.unit = 'ratio' then f.centre + f.width * f.spread
            when f.unit = 'yuan' then exp(f.centre + f.width * f.spread)
            else exp(f.centre + f.width * f.spread) - 1
        end,
        4
    ) as band_high,
    cast(f.compared_count as integer) as compared_count,
    round((f.size - f.centre) / f.spread, 2) as score,
    f.observation_id,
    f.submission_id
from found as f
inner join raw.submission as s
    on f.submission_id = s.submission_id and s.superseded_at is null
