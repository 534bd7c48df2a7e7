-- The year-to-date and whole-year figures under those names, and the cases of the period before
-- that were left open. A share that starts anew each January (is_survival) is of the year so far
-- whatever span the text prints beside it.
insert into figure
with named as (
    select unnest(['ytd', 'year']) as variant
)

select
    f.group_id,
    f.indicator_code,
    v.variant,
    f.stated_value,
    f.low_stated,
    f.high_stated,
    f.low,
    f.high,
    f.printed_step,
    f.parts,
    f.is_ambiguous
from figure as f
inner join figure_group as g on f.group_id = g.group_id
inner join indicator_kind as i on f.indicator_code = i.indicator_code
cross join named as v
where
    f.variant = 'same' and g.role = 'observed'
    and g.period_start < g.period_end
    and (
        g.period_start = date_trunc('year', g.period_end)
        or (v.variant = 'ytd' and i.is_survival and year(g.period_start) = year(g.period_end))
    )
    and (
        v.variant = 'ytd'
        or (v.variant = 'year' and month(g.period_end) = 12 and day(g.period_end) = 31)
    )
    and (f.indicator_code, v.variant) in (select (w.indicator_code, w.variant) from wanted as w)
union all
select
    o.group_id,
    o.indicator_code,
    'open_prev' as variant,
    greatest(o.stated_value - c.stated_value, 0) as stated_value,
    greatest(o.low_stated - c.high_stated, 0) as low_stated,
    greatest(o.high_stated - c.low_stated, 0) as high_stated,
    greatest(o.low - c.high, 0) as low,
    greatest(o.high - c.low, 0) as high,
    greatest(o.printed_step, c.printed_step) as printed_step,
    list_concat(o.parts, c.parts) as parts,
    o.is_ambiguous or c.is_ambiguous as is_ambiguous
from figure as o
inner join figure as c on o.group_id = c.group_id
where
    o.variant = 'prev' and c.variant = 'prev'
    and o.indicator_code = 'penalty.case_filed' and c.indicator_code = 'penalty.case_closed'
