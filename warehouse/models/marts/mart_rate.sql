-- Every rate of a division beside what its numerator and its denominator make of it, each with its
-- evidence. The parts are figures of the same place, sector, grade, scope and counting; of the same
-- period, where one stands at its last day of the same last day, and where the rate asks for it of
-- a year or a span before. Bounds are never computed as points. What cannot be made says why.
with rate as (
    select
        r.*,
        n.additivity = 'stock' as is_numerator_stock,
        d.additivity = 'stock' as is_denominator_stock,
        n.additivity = 'stock' and d.additivity = 'stock' as is_stock,
        n.add_counties and d.add_counties as is_addable,
        -- a base that offices do not report is no reason to tell each of its lack
        r.base = 'same' and d.role = 'observed' as is_asked_by_numerator,
        i.name_zh,
        i.name_en,
        i.family
    from core.dim_rate as r
    inner join core.dim_indicator as i on r.indicator_code = i.indicator_code
    inner join core.dim_indicator as n on r.numerator_code = n.indicator_code
    inner join core.dim_indicator as d on r.denominator_code = d.indicator_code
),

-- the figures that a rate is asked of, and whether one alone makes it worth telling
member as (
    select
        indicator_code as rate_code,
        indicator_code,
        is_stock
    from rate
    union all
    select
        indicator_code as rate_code,
        numerator_code as indicator_code,
        is_stock
    from rate
    union all
    select
        indicator_code as rate_code,
        denominator_code as indicator_code,
        is_stock
    from rate
    where is_asked_by_numerator and (is_stock or not is_denominator_stock)
),

figure as (
    select * from core.rate_figure
),

spoken as (
    select
        m.rate_code,
        case when m.is_stock then f.end_key else f.span_key end as slot_key,
        f.*
    from member as m
    inner join figure as f on m.indicator_code = f.indicator_code and f.key_kind = 'span'
),

-- what a rate can be asked of: a place, a sector and a period of which it or a part of it is told
slot as (
    select
        s.rate_code,
        s.subject,
        s.slot_key,
        min(s.division_code) as division_code,
        min(s.quarter) as quarter,
        min(s.sector_code) as sector_code,
        min(s.sector_words) as sector_words,
        min(s.severity) as severity,
        min(s.scope) as scope,
        min(s.basis) as basis,
        bool_or(s.is_subtotal) as is_subtotal,
        max(s.period_start) as period_start,
        min(s.period_end) as period_end,
        min(s.period_kind) as period_kind,
        min(s.period_basis) as period_basis,
        max(s.month_count) as month_count,
        bool_or(s.rate_code = s.indicator_code) as is_stated
    from spoken as s
    group by s.rate_code, s.subject, s.slot_key
),

described as (
    select
        s.*,
        r.formula,
        r.factor,
        r.rate_unit,
        r.base,
        r.numerator_code,
        r.denominator_code,
        r.is_stock,
        r.is_addable,
        r.is_asked_by_numerator,
        r.name_zh,
        r.name_en,
        r.family,
        coalesce(r.sector_code is null or r.sector_code = s.sector_code, false) as is_of_sector,
        concat_ws('|', cast(s.period_end as varchar), 'end') as end_key,
        case when r.is_stock then 'end' else 'span' end as stated_kind,
        case when r.is_numerator_stock then 'end' else 'span' end as numerator_kind,
        case
            when r.base <> 'same' then r.base
            when r.is_denominator_stock then 'end'
            else 'span'
        end as denominator_kind,
        -- what was counted before a break of scope is no base of what is counted after
        (
            select count(*) from core.dim_break as b
            where b.family = r.family and b.first_day <= s.period_end
        ) as era
    from slot as s
    inner join rate as r on s.rate_code = r.indicator_code
),

wanted as (
    select
        *,
        case numerator_kind when 'end' then end_key else slot_key end as numerator_key,
        case denominator_kind
            when 'end' then end_key
            when 'previous_year' then concat_ws('|', slot_key, cast(era as varchar))
            when 'previous_period'
                then
                    concat_ws(
                        '|',
                        cast(period_start as varchar),
                        cast(month_count as varchar),
                        cast(era as varchar)
                    )
            else slot_key
        end as denominator_key
    from described
),

joined as (
    select
        w.*,
        t.value as stated_value,
        t.qualifier as stated_qualifier,
        t.observation_id as stated_id,
        t.submission_id as stated_submission,
        t.low as stated_low,
        t.high as stated_high,
        t.step as stated_step,
        t.period_start as stated_start,
        t.period_kind as stated_period_kind,
        t.period_basis as stated_period_basis,
        t.recorded_at as stated_at,
        n.value as numerator_value,
        n.qualifier as numerator_qualifier,
        n.observation_id as numerator_id,
        n.submission_id as numerator_submission,
        n.low as numerator_low,
        n.high as numerator_high,
        n.size as numerator_size,
        n.recorded_at as numerator_at,
        d.value as denominator_value,
        d.qualifier as denominator_qualifier,
        d.observation_id as denominator_id,
        d.submission_id as denominator_submission,
        d.period_start as denominator_start,
        d.period_end as denominator_end,
        d.figure_basis as denominator_basis,
        d.low as denominator_low,
        d.high as denominator_high,
        d.size as denominator_size,
        d.recorded_at as denominator_at
    from wanted as w
    left join figure as t
        on
            w.rate_code = t.indicator_code
            and w.subject = t.subject
            and w.stated_kind = t.key_kind
            and w.slot_key = t.match_key
    left join figure as n
        on
            w.numerator_code = n.indicator_code
            and w.subject = n.subject
            and w.numerator_kind = n.key_kind
            and n.is_agreed
            and w.numerator_key = n.match_key
    left join figure as d
        on
            w.denominator_code = d.indicator_code
            and w.subject = d.subject
            and w.denominator_kind = d.key_kind
            and d.is_agreed
            and w.denominator_key = d.match_key
    where w.is_stated or w.is_asked_by_numerator or (n.value is not null and d.value is not null)
),

-- figures since an unknown day are of one time only where they are of one file
paired as (
    select
        *,
        numerator_value is not null
        and denominator_value is not null
        and period_start is null
        and not is_stock
        and numerator_submission <> denominator_submission as is_unlike,
        numerator_qualifier = 'exact' and denominator_qualifier = 'exact' as is_exact,
        case formula when 'change' then 1 else 0 end as less,
        cast(factor as double) as times
    from joined
),

nearby as (
    select distinct
        division_code,
        quarter,
        indicator_code
    from figure
    where key_kind = 'span'
),

reasoned as (
    select
        p.*,
        case
            when p.factor is null then 'factor_unknown'
            when p.base = 'mean_of_two_years' then 'base_unknown'
            when not p.is_of_sector then 'scope_unlike'
            when
                p.numerator_value is null and p.denominator_value is null
                and x.indicator_code is null and y.indicator_code is null
                then 'parts_unreported'
            when p.numerator_value is null and x.indicator_code is null then 'numerator_unreported'
            when p.numerator_value is null then 'numerator_unlike'
            when p.denominator_value is null and p.base <> 'same' then 'base_unknown'
            when p.denominator_value is null and y.indicator_code is null
                then 'denominator_unreported'
            when p.denominator_value is null or p.is_unlike then 'denominator_unlike'
            when p.denominator_value = 0 then 'denominator_zero'
            when not p.is_exact then 'qualified_parts'
        end as reason
    from paired as p
    left join nearby as x
        on
            p.division_code = x.division_code
            and p.quarter = x.quarter
            and p.numerator_code = x.indicator_code
    left join nearby as y
        on
            p.division_code = y.division_code
            and p.quarter = y.quarter
            and p.denominator_code = y.indicator_code
),

computed as (
    select
        *,
        case
            when reason is null
                then
                    cast(
                        round(numerator_size * times / denominator_size - less, 6) as decimal(24, 6)
                    )
        end as recomputed_value,
        case
            when reason is null or reason = 'qualified_parts'
                then
                    case
                        when denominator_high = cast('inf' as double) then 0
                        else numerator_low * times / denominator_high
                    end
                    - less
        end as recomputed_low,
        case
            when reason is null or reason = 'qualified_parts'
                then
                    case
                        when denominator_low <= 0 or numerator_high = cast('inf' as double)
                            then cast('inf' as double)
                        else numerator_high * times / denominator_low
                    end
                    - less
        end as recomputed_high
    from reasoned
),

-- a table may truncate: one unit of the last printed place is no error
weighed as (
    select
        *,
        coalesce(
            stated_low - stated_step <= recomputed_high + 0.0000005
            and stated_high + stated_step >= recomputed_low - 0.0000005,
            false
        ) as is_possible
    from computed
)

select
    w.quarter,
    w.division_code,
    d.name as division_name,
    d.parent_code,
    d.level as division_level,
    w.rate_code as indicator_code,
    w.name_zh as indicator_name_zh,
    w.name_en as indicator_name_en,
    w.rate_unit,
    w.sector_code,
    w.sector_words as sector_text,
    w.severity,
    w.scope,
    w.basis,
    w.is_subtotal,
    w.is_stock,
    w.is_addable,
    case when w.stated_id is null then w.period_start else w.stated_start end as period_start,
    w.period_end,
    coalesce(w.stated_period_kind, w.period_kind) as period_kind,
    coalesce(w.stated_period_basis, w.period_basis) as period_basis,
    w.slot_key as period_key,
    case
        when w.stated_value is not null and w.recomputed_value is not null then 'stated_and_derived'
        when w.stated_value is not null then 'stated_only'
        when w.recomputed_value is not null then 'derived'
        else 'not_derivable'
    end as rate_state,
    w.reason as rate_reason,
    w.stated_value,
    w.stated_qualifier,
    w.stated_id as stated_observation_id,
    w.recomputed_value,
    case when w.recomputed_low = cast('-inf' as double) then null else w.recomputed_low end
        as recomputed_low,
    case when w.recomputed_high = cast('inf' as double) then null else w.recomputed_high end
        as recomputed_high,
    case
        when w.stated_value is null or w.recomputed_low is null then null
        when w.is_exact and w.stated_qualifier = 'exact'
            then case when w.is_possible then 'fits' else 'differs' end
        when w.is_possible then 'possible'
        else 'impossible'
    end as rate_fit,
    w.formula,
    w.factor,
    w.base,
    w.numerator_code,
    w.numerator_value,
    w.numerator_qualifier,
    w.numerator_id as numerator_observation_id,
    w.denominator_code,
    case when not w.is_unlike then w.denominator_value end as denominator_value,
    case when not w.is_unlike then w.denominator_qualifier end as denominator_qualifier,
    case when not w.is_unlike then w.denominator_id end as denominator_observation_id,
    case when not w.is_unlike then w.denominator_start end as denominator_start,
    case when not w.is_unlike then w.denominator_end end as denominator_end,
    case when not w.is_unlike then w.denominator_basis end as denominator_basis,
    w.numerator_submission = w.denominator_submission
    and coalesce(w.stated_submission = w.numerator_submission, true) as is_one_file,
    greatest(w.stated_at, w.numerator_at, w.denominator_at) as recorded_at
from weighed as w
inner join core.dim_division as d on w.division_code = d.division_code
