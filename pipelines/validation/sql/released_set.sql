-- The facts that stand beside a released figure: of its place and last day, in files of its office.
-- Spans are told by their days alone, as the facts hold them.
with released as (
    select distinct subject_id
    from quality.quarantine
    where superseded_at is null and state = 'released' and subject_kind = 'observation'
),

filed as (
    select
        f.*,
        s.division_code as office_code,
        r.subject_id is not null as is_released
    from core.current_fact as f
    inner join raw.submission as s on f.submission_id = s.submission_id and s.superseded_at is null
    left join released as r on f.observation_id = r.subject_id
    where s.division_code is not null
),

beside as (
    select distinct
        office_code,
        division_code,
        period_end
    from filed
    where is_released
)

select
    f.observation_id,
    f.submission_id,
    o.quarter,
    o.locator,
    f.indicator_code,
    f.value,
    f.unit,
    f.qualifier,
    o.raw,
    f.office_code || ' ' || f.division_code as set_id,
    f.division_code as place,
    f.division_code,
    f.period_start,
    f.period_end,
    case
        when f.period_start is null or f.period_kind = 'campaign' then f.period_kind
    end as period_kind,
    'observed' as role,
    f.sector_code,
    f.sector_text,
    f.severity,
    f.scope,
    f.basis as counting_basis,
    f.is_subtotal,
    'accepted' as status,
    f.is_released
from filed as f
inner join beside as b
    on
        f.office_code = b.office_code
        and f.division_code = b.division_code
        and f.period_end = b.period_end
inner join core.observation as o
    on f.observation_id = o.observation_id and o.superseded_at is null
order by f.observation_id
