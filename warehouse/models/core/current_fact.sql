-- The facts that stand now, of all six tables, with the columns that they share.
select
    fact_table,
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
from core.every_fact
where superseded_at is null
