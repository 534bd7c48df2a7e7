-- The warnings that go with the figures outside their bands that a load adds: they are told and
-- keep nothing back.
select
    anomaly_id as finding_id,
    reporting_quarter as quarter,
    'plausibility.' || kind as rule_id,
    'warn' as severity,
    case
        when starts_with(indicator_code, 'penalty.listed_') then 'case' else 'observation'
    end as subject_kind,
    [observation_id] as subject_ids,
    'broken' as outcome,
    indicator_code || ' ' || cast(value as varchar) as observed,
    cast(band_low as varchar) || ' … ' || cast(band_high as varchar) as expected,
    case kind
        when 'past' then '超出本地区历史区间（前' || cast(compared_count as varchar) || '个同类期间）'
        else '超出同期其他县区的区间（' || cast(compared_count as varchar) || '个县区）'
    end as message
from new_row
