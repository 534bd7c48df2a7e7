-- One publication as the comparison reads it: what stands now, with the columns that every release
-- has. side is before or after; the variables narrow it to one division and indicator, where given.
create temp view side_fact as
select
    *,
    concat_ws(
        '|',
        fact_table,
        indicator_code,
        division_code,
        coalesce(cast(period_start as varchar), '-'),
        cast(period_end as varchar),
        case
            when period_start is not null and period_kind <> 'campaign' then 'span' else period_kind
        end,
        coalesce(sector_code, '-'),
        case
            when sector_code is null or sector_code = 'other' then coalesce(sector_text, '-')
            else '-'
        end,
        coalesce(severity, '-'),
        coalesce(scope, '-'),
        basis,
        cast(is_subtotal as varchar)
    ) as subject
from (
    select
        'fact_enforcement' as fact_table,
        *
    from side.core.fact_enforcement
    union all by name
    select
        'fact_zero_accident' as fact_table,
        *
    from side.core.fact_zero_accident
    union all by name
    select
        'fact_accident' as fact_table,
        *
    from side.core.fact_accident
    union all by name
    select
        'fact_hazard' as fact_table,
        *
    from side.core.fact_hazard
    union all by name
    select
        'fact_inspection' as fact_table,
        *
    from side.core.fact_inspection
    union all by name
    select
        'fact_capacity' as fact_table,
        *
    from side.core.fact_capacity
) as every_fact
where
    superseded_at is null
    and division_code = coalesce(getvariable('only_division'), division_code)
    and indicator_code = coalesce(getvariable('only_indicator'), indicator_code);

create temp view side_case as
select
    *,
    coalesce(levelled(document_no), 'row ' || case_id)
    || '|'
    || coalesce(levelled(authority), '')
    || '|'
    || coalesce(levelled(party), credit_code, '') as subject
from side.core.fact_penalty_case
where superseded_at is null;

create temp view side_observation as
select * from side.core.observation
where superseded_at is null
union all by name
select cast(null as varchar) as correction
where false;

create temp view side_case_row as
select * from side.core.penalty_case
where superseded_at is null
union all by name
select cast(null as varchar) as correction
where false;

create temp view side_division as
select * from side.core.dim_division;

create temp view side_indicator as
select * from side.core.dim_indicator;

create temp view side_submission as
select * from side.raw.submission
where superseded_at is null;

create temp view side_quarantine as
select * from side.quality.quarantine
where superseded_at is null;

create temp view side_coverage as
select * from side.core.coverage
where superseded_at is null;
