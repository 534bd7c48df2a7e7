-- The facts that stand now, of all six tables, with the columns that they share.
select
    'fact_enforcement' as fact_table,
    division_code,
    period_start,
    period_end,
    period_kind,
    period_basis,
    quarter,
    sector_code,
    sector_text,
    indicator_code,
    value,
    unit,
    qualifier,
    severity,
    scope,
    basis,
    is_subtotal,
    method,
    observation_id,
    submission_id,
    recorded_at
from core.fact_enforcement
where superseded_at is null
union all
select
    'fact_zero_accident' as fact_table,
    division_code,
    period_start,
    period_end,
    period_kind,
    period_basis,
    quarter,
    sector_code,
    sector_text,
    indicator_code,
    value,
    unit,
    qualifier,
    severity,
    scope,
    basis,
    is_subtotal,
    method,
    observation_id,
    submission_id,
    recorded_at
from core.fact_zero_accident
where superseded_at is null
union all
select
    'fact_accident' as fact_table,
    division_code,
    period_start,
    period_end,
    period_kind,
    period_basis,
    quarter,
    sector_code,
    sector_text,
    indicator_code,
    value,
    unit,
    qualifier,
    severity,
    scope,
    basis,
    is_subtotal,
    method,
    observation_id,
    submission_id,
    recorded_at
from core.fact_accident
where superseded_at is null
union all
select
    'fact_hazard' as fact_table,
    division_code,
    period_start,
    period_end,
    period_kind,
    period_basis,
    quarter,
    sector_code,
    sector_text,
    indicator_code,
    value,
    unit,
    qualifier,
    severity,
    scope,
    basis,
    is_subtotal,
    method,
    observation_id,
    submission_id,
    recorded_at
from core.fact_hazard
where superseded_at is null
union all
select
    'fact_inspection' as fact_table,
    division_code,
    period_start,
    period_end,
    period_kind,
    period_basis,
    quarter,
    sector_code,
    sector_text,
    indicator_code,
    value,
    unit,
    qualifier,
    severity,
    scope,
    basis,
    is_subtotal,
    method,
    observation_id,
    submission_id,
    recorded_at
from core.fact_inspection
where superseded_at is null
union all
select
    'fact_capacity' as fact_table,
    division_code,
    period_start,
    period_end,
    period_kind,
    period_basis,
    quarter,
    sector_code,
    sector_text,
    indicator_code,
    value,
    unit,
    qualifier,
    severity,
    scope,
    basis,
    is_subtotal,
    method,
    observation_id,
    submission_id,
    recorded_at
from core.fact_capacity
where superseded_at is null
