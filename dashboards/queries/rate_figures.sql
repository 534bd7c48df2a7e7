-- A rate of each county in one quarter with its numerator and denominator, or why there is none: a
-- county that was due has a row in any case. One that stands on a day is of every span that ends
-- on it.
with spoken as (
    select
        m.*,
        case
            when m.is_stock then true
            when $span = 'quarter' then m.period_start = p.start_date and m.period_end = p.end_date
            else m.period_start = make_date(p.year, 1, 1) and m.period_end = p.end_date
        end as is_asked
    from marts.mart_rate as m
    inner join core.dim_period as p on m.quarter = p.quarter
    where
        m.indicator_code = $indicator
        and m.quarter = $quarter
        and m.division_level = 'county'
        and m.scope is null
        and m.severity is null
        and not m.is_subtotal
        and (
            (cast($sector as varchar) is null and m.sector_code is null and m.sector_text is null)
            or m.sector_code = $sector
        )
),

ordered as (
    select
        *,
        count(*) over (partition by division_code) as variant_count,
        row_number() over (
            partition by division_code
            order by
                case rate_state
                    when 'stated_and_derived' then 1
                    when 'derived' then 2
                    when 'stated_only' then 3
                    else 4
                end asc,
                period_end desc,
                case period_basis when 'printed' then 1 else 2 end asc,
                period_key asc
        ) as place
    from spoken
    where coalesce(is_asked, false)
),

elsewhere as (
    select distinct division_code
    from spoken
    where not coalesce(is_asked, false) and rate_state <> 'not_derivable'
),

broken as (
    select
        subject_id,
        rule_id
    from (
        select
            rule_id,
            unnest(subject_ids) as subject_id
        from quality.finding
        where superseded_at is null and outcome = 'broken' and subject_kind = 'observation'
    ) as met
),

-- rules that the rate itself or a part of it breaks
doubted as (
    select
        o.division_code,
        count(distinct b.rule_id) as broken_count
    from ordered as o
    inner join broken as b
        on
            b.subject_id in (
                o.stated_observation_id, o.numerator_observation_id, o.denominator_observation_id
            )
    where o.place = 1
    group by o.division_code
),

-- what was read of a county and is no fact: a part that is among it is no lack of the report
kept_out as (
    select
        o.division_code,
        list(distinct o.indicator_code) as kept_out_codes
    from core.observation as o
    left join quality.quarantine as q
        on o.observation_id = q.subject_id and q.superseded_at is null and q.state = 'held'
    where
        o.superseded_at is null
        and o.quarter = $quarter
        and o.role = 'observed'
        and (o.status = 'review' or q.subject_id is not null)
    group by o.division_code
),

everyone as (
    select division_code
    from marts.mart_coverage
    where quarter = $quarter
    union
    select division_code
    from ordered
)

select
    e.division_code,
    d.name as division_name,
    d.parent_code,
    a.name as parent_name,
    c.state as coverage_state,
    m.rate_unit,
    m.rate_state,
    m.rate_reason,
    m.rate_fit,
    m.stated_value,
    m.stated_qualifier,
    m.stated_observation_id,
    m.recomputed_value,
    m.recomputed_low,
    m.recomputed_high,
    m.numerator_code,
    n.unit as numerator_unit,
    m.numerator_value,
    m.numerator_qualifier,
    m.numerator_observation_id,
    m.denominator_code,
    b.unit as denominator_unit,
    m.denominator_value,
    m.denominator_qualifier,
    m.denominator_observation_id,
    m.denominator_basis,
    m.base,
    coalesce(f.broken_count, 0) as broken_count,
    coalesce(list_contains(k.kept_out_codes, m.numerator_code), false) as is_numerator_kept_out,
    coalesce(list_contains(k.kept_out_codes, m.denominator_code), false)
        as is_denominator_kept_out,
    m.period_start,
    m.period_end,
    m.period_basis,
    coalesce(m.variant_count, 0) as variant_count,
    m.is_one_file,
    s.file_name,
    case
        when m.stated_value is not null or m.recomputed_value is not null then 'value'
        when c.state in ('missing', 'withdrawn') and m.division_code is null then 'missing'
        when w.division_code is not null then 'other_period'
        else 'not_stated'
    end as status
from everyone as e
inner join core.dim_division as d on e.division_code = d.division_code
left join core.dim_division as a on d.parent_code = a.division_code
left join marts.mart_coverage as c on e.division_code = c.division_code and c.quarter = $quarter
left join ordered as m on e.division_code = m.division_code and m.place = 1
left join elsewhere as w on e.division_code = w.division_code
left join doubted as f on e.division_code = f.division_code
left join kept_out as k on e.division_code = k.division_code
left join core.dim_indicator as n on m.numerator_code = n.indicator_code
left join core.dim_indicator as b on m.denominator_code = b.indicator_code
left join core.observation as o
    on
        coalesce(m.stated_observation_id, m.numerator_observation_id, m.denominator_observation_id)
        = o.observation_id
        and o.superseded_at is null
left join raw.submission as s on o.submission_id = s.submission_id and s.superseded_at is null
where
    (cast($prefecture as varchar) is null or d.parent_code = $prefecture)
    and (cast($county as varchar) is null or e.division_code = $county)
order by e.division_code
